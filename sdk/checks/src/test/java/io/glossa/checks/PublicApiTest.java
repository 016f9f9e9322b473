package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.glossa.TextClassifier;
import io.glossa.error.GlossaException;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.ClassifierTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public signatures stand in {@code docs/api}, so that a change of them is seen in review. After a change that is
 * meant, {@code mvn verify -pl sdk/checks -am -Dapi.update} writes them anew and marks the artifact as changed since the
 * last release; the change log then has to name it under "API".
 */
class PublicApiTest {
    private static final String CHANGED = "# Changed since the last release: ";
    private static final Map<String, Class<?>> ARTIFACTS = new LinkedHashMap<>();

    static {
        ARTIFACTS.put("glossa-base", GlossaException.class);
        ARTIFACTS.put("glossa-tokenizer", Tokenizer.class);
        ARTIFACTS.put("glossa-models", ModelStore.class);
        ARTIFACTS.put("glossa-sdk", TextClassifier.class);
        ARTIFACTS.put("glossa-training", ClassifierTrainer.class);
    }

    static Stream<String> artifacts() {
        return ARTIFACTS.keySet().stream();
    }

    private static String path(String artifact) {
        return "docs/api/" + artifact + ".txt";
    }

    private static String body(String file) {
        return file.lines().filter(line -> !line.startsWith("#")).reduce("", (a, b) -> a + b + "\n");
    }

    @BeforeAll
    static void update() {
        if (!Repository.UPDATE) {
            return;
        }
        ARTIFACTS.forEach((artifact, member) -> {
            String found = ApiListing.of(member).text();
            if (!body(Repository.read(path(artifact))).equals(found)) {
                Repository.write(path(artifact), "# Public signatures of " + artifact + ", without its internal packages.\n"
                        + "# Written by PublicApiTest: mvn verify -pl sdk/checks -am -Dapi.update\n" + CHANGED + "yes\n" + found);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void signatures_areTheOnesOnRecord(String artifact) {
        String recorded = body(Repository.read(path(artifact)));
        String found = ApiListing.of(ARTIFACTS.get(artifact)).text();
        if (recorded.equals(found)) {
            return;
        }
        fail("the public signatures of " + artifact + " differ from " + path(artifact) + ":\n" + difference(recorded, found)
                + "If that is meant: mvn verify -pl sdk/checks -am -Dapi.update, and a line under API in CHANGELOG.md");
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void changes_areInTheChangeLog(String artifact) {
        String recorded = Repository.read(path(artifact));
        assertThat(recorded).as("%s; write it with -Dapi.update", path(artifact)).contains(CHANGED);
        if (recorded.contains(CHANGED + "yes")) {
            assertThat(unreleasedApi(Repository.read("CHANGELOG.md")))
                    .as("%s is marked as changed, so the section API under Unreleased in CHANGELOG.md has to name it", path(artifact))
                    .contains(artifact);
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void signatures_haveOnlyOurTypesAndJava(String artifact) {
        ApiListing listing = ApiListing.of(ARTIFACTS.get(artifact));
        // The bridge to Lucene has Lucene's types; ArchitectureTest keeps them in its package.
        boolean bridge = artifact.equals("glossa-tokenizer");
        assertThat(listing.mentioned()).isNotEmpty()
                .allMatch(name -> name.startsWith("java.") || name.startsWith("io.glossa.") || bridge && name.startsWith("org.apache.lucene."))
                .noneMatch(name -> name.contains(".internal."));
    }

    private static String unreleasedApi(String changes) {
        Matcher section = Pattern.compile("(?ms)^## \\[?Unreleased.*?^### API[^\\n]*\\n(.*?)(?=^##|\\z)").matcher(changes);
        return section.find() ? section.group(1) : "";
    }

    private static String difference(String recorded, String found) {
        List<String> before = new ArrayList<>(Arrays.asList(recorded.split("\n")));
        List<String> after = new ArrayList<>(Arrays.asList(found.split("\n")));
        StringBuilder text = new StringBuilder();
        List<String> gone = new ArrayList<>(before);
        after.forEach(gone::remove);
        List<String> come = new ArrayList<>(after);
        before.forEach(come::remove);
        gone.forEach(line -> text.append("  - ").append(line.strip()).append(where(before, line)).append('\n'));
        come.forEach(line -> text.append("  + ").append(line.strip()).append(where(after, line)).append('\n'));
        return text.toString();
    }

    /** The type that a line belongs to. */
    private static String where(List<String> lines, String line) {
        for (int i = lines.indexOf(line); i >= 0 && line.startsWith("    "); i--) {
            if (!lines.get(i).startsWith("    ") && !lines.get(i).isBlank()) {
                return "   (in " + lines.get(i).replaceAll("\\(.*| extends .*| implements .*", "") + ")";
            }
        }
        return "";
    }
}
