package io.glossa.models.hub;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment variables of {@code huggingface_hub}, with its defaults. */
final class HubEnvironment {
    static final String ENDPOINT = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");
    private static final long MOST_TOKEN = 64 << 10;

    private final UnaryOperator<@Nullable String> environment;
    private final Path home;

    HubEnvironment(UnaryOperator<@Nullable String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    static HubEnvironment ofProcess() {
        return new HubEnvironment(System::getenv, Path.of(System.getProperty("user.home", ".")));
    }

    private @Nullable String get(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private boolean isTrue(String name) {
        String value = get(name);
        return value != null && TRUE.contains(value.toUpperCase(Locale.ROOT));
    }

    /** A path with {@code ~} and variables written out. */
    private @Nullable Path path(String name) {
        String value = get(name);
        if (value == null) {
            return null;
        }
        if (value.equals("~") || value.startsWith("~/")) {
            value = home + value.substring(1);
        }
        Matcher matcher = VARIABLE.matcher(value);
        return Path.of(matcher.replaceAll(match -> {
            String other = environment.apply(match.group(1) != null ? match.group(1) : match.group(2));
            return Matcher.quoteReplacement(other == null ? match.group() : other);
        }));
    }

    private Path hubHome() {
        Path own = path("HF_HOME");
        if (own != null) {
            return own;
        }
        Path caches = path("XDG_CACHE_HOME");
        return (caches != null ? caches : home.resolve(".cache")).resolve("huggingface");
    }

    Path cache() {
        Path own = path("HF_HUB_CACHE");
        if (own == null) {
            own = path("HUGGINGFACE_HUB_CACHE");
        }
        return own != null ? own : hubHome().resolve("hub");
    }

    URI endpoint() {
        return endpoint(Objects.requireNonNullElse(get("HF_ENDPOINT"), ENDPOINT), "HF_ENDPOINT");
    }

    /** Checks an address and takes a slash at its end away. The address itself is in no message: it may hold a password. */
    static URI endpoint(String text, String where) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (uri.getHost() != null && plain && (scheme.equals("https") || scheme.equals("http"))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new InvalidInputException(where + ": expected the address of a hub such as " + ENDPOINT
                + " (http or https, with a host, without user, password, query or fragment), found something else; correct it");
    }

    boolean offline() {
        return get("HF_HUB_OFFLINE") != null ? isTrue("HF_HUB_OFFLINE") : isTrue("TRANSFORMERS_OFFLINE");
    }

    boolean symlinks() {
        return !isTrue("HF_HUB_DISABLE_SYMLINKS");
    }

    Duration timeout(String name) {
        String value = get(name);
        if (value == null) {
            return Duration.ofSeconds(10);
        }
        if (!value.matches("[0-9]{1,6}")) {
            throw new InvalidInputException(name + ": expected a whole number of seconds, found something else; correct it");
        }
        int seconds = Integer.parseInt(value);
        return Duration.ofSeconds(seconds == 0 ? 10 : seconds);
    }

    @Nullable String token() {
        if (isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return null;
        }
        for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            String value = get(name);
            if (value != null) {
                return token(value, name);
            }
        }
        Path named = path("HF_TOKEN_PATH");
        Path file = named != null ? named : hubHome().resolve("token");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_TOKEN) {
                return null;
            }
            String value = Files.readString(file).strip();
            return value.isEmpty() ? null : token(value, file.toString());
        } catch (IOException e) {
            throw new InvalidInputException(file + ": the hub's token could not be read (" + e.getClass().getSimpleName()
                    + "); correct its permissions, or set HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to go without", e);
        }
    }

    /** Makes sure that a token can stand in a header. */
    static String token(String value, String where) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidInputException(where
                    + ": expected an access token of the hub in one line of visible ASCII, found something else; correct it");
        }
        return value;
    }
}
