package io.glossa.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Places in the repository. */
final class Repository {
    /** Whether checked-in listings are rewritten instead of compared: {@code -Dapi.update}. */
    static final boolean UPDATE = System.getProperty("api.update") != null && !System.getProperty("api.update").equals("false");

    private Repository() {}

    static Path root() {
        return Path.of(System.getProperty("glossa.root")).toAbsolutePath().normalize();
    }

    static Path file(String path) {
        return root().resolve(path);
    }

    static String model(String fixture) {
        return file("sdk/cli/src/test/resources/parity").resolve(fixture).toString();
    }

    static String read(String path) {
        try {
            return Files.exists(file(path)) ? Files.readString(file(path)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String path, String content) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.writeString(file(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
