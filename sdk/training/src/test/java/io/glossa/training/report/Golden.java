package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with files that people have read. */
final class Golden {
    private Golden() {}

    /** What differs is written to {@code target/golden}, to be read and copied if it is meant. */
    static void compare(String name, String actual) throws IOException {
        String expected;
        try (var in = Golden.class.getResourceAsStream(name)) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (!actual.equals(expected)) {
            Path file = Path.of("target/golden").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).as("target/golden/%s", name).isEqualTo(expected);
    }
}
