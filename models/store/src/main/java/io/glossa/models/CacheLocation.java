package io.glossa.models;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where Glossa keeps files that it can make again. */
final class CacheLocation {
    private CacheLocation() {}

    static Path fromEnvironment() {
        return resolve(System::getenv, System.getProperty("user.home", "."));
    }

    /** {@code GLOSSA_HOME}, else {@code glossa} below {@code XDG_CACHE_HOME} (if absolute) or {@code ~/.cache}. */
    static Path resolve(UnaryOperator<@Nullable String> environment, String home) {
        String own = environment.apply("GLOSSA_HOME");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String caches = environment.apply("XDG_CACHE_HOME");
        boolean usable = caches != null && !caches.isBlank() && Path.of(caches).isAbsolute();
        return (usable ? Path.of(caches) : Path.of(home, ".cache")).resolve("glossa");
    }
}
