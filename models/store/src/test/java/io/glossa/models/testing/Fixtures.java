package io.glossa.models.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where test models lie. */
public final class Fixtures {
    private Fixtures() {}

    /** A file or folder of the small models in the test resources. */
    public static Path small(String path) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/models/" + path), path).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole set of fixtures, where the machine has it. */
    public static Optional<Path> shared(String folder) {
        String named = System.getenv("GLOSSA_SHARED");
        Path root = Path.of(System.getProperty("glossa.root", "."));
        Path beside = root.resolve("../shared").normalize();
        Path shared = Files.isDirectory(beside) || named == null ? beside : Path.of(named);
        return Optional.of(shared.resolve(folder)).filter(Files::isDirectory);
    }

    public static void write(Path file, String text) {
        write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
