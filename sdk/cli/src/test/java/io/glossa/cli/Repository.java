package io.glossa.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests find the repository they belong to. */
public final class Repository {
    private Repository() {}

    /** The repository's root: the folder Maven names, or one above it when only this module is built. */
    public static Path root() {
        Path start = Path.of(System.getProperty("glossa.root", "")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("sdk/cli/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("expected the repository's root at or above " + start
                + "; run the tests with Maven, or set -Dglossa.root");
    }
}
