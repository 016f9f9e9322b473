package io.glossa.training.internal.tuning;

import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a base says of itself that holds for what is made from it. */
final class BaseFacts {
    private static final String CARD = "README.md";
    private static final Pattern HEAD = Pattern.compile("\\A---\\R(.*?\\R)---\\R", Pattern.DOTALL);
    private static final Pattern LICENSE = Pattern.compile("^license:[ \\t]*[\"']?([\\w.+-]+)[\"']?[ \\t]*$", Pattern.MULTILINE);

    private BaseFacts() {}

    /** The licence that the manifest names, else the card. */
    static Optional<String> license(ModelDirectory base) {
        return base.manifest().flatMap(Manifest::license).or(() -> card(base));
    }

    static List<String> languages(ModelDirectory base) {
        return base.manifest().map(Manifest::languages).orElse(List.of());
    }

    private static Optional<String> card(ModelDirectory base) {
        if (!base.files().contains(CARD)) {
            return Optional.empty();
        }
        Matcher head = HEAD.matcher(new String(base.read(CARD), StandardCharsets.UTF_8));
        if (!head.find()) {
            return Optional.empty();
        }
        Matcher license = LICENSE.matcher(head.group(1));
        return license.find() ? Optional.of(license.group(1)) : Optional.empty();
    }
}
