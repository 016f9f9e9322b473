package io.glossa.recipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of whole data sets beside the repository, on machines that have it. */
final class SharedData {
    private SharedData() {}

    static Optional<Path> folder() {
        String given = System.getenv("GLOSSA_SHARED");
        Path beside = Path.of(System.getProperty("glossa.root", ".")).resolve("../shared");
        Path shared = Files.isDirectory(beside) || given == null ? beside : Path.of(given);
        Path data = shared.resolve("data");
        return Files.isDirectory(data) ? Optional.of(data) : Optional.empty();
    }
}
