package io.glossa.samples;

import java.nio.file.Path;
import java.util.Objects;

/** Places in the repository. */
final class Repository {
    private Repository() {}

    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("glossa.root"),
                "glossa.root: set it to the repository's folder, as the build does"));
    }

    /** Folder of a tiny model with random weights. */
    static String fixture(String name) {
        return root().resolve("sdk/cli/src/test/resources/parity").resolve(name).toString();
    }

    static Path samples() {
        return root().resolve("samples/src/main/java/io/glossa/samples");
    }
}
