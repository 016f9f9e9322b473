package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsvTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void rows_quotesArePlain() throws IOException {
        Path file = file("a.tsv", "text\tlabel\nsaid \"yes\tpositive\n\"no\"\tnegative\n");
        assertThat(Tsv.rows(file)).containsExactly(
                Map.of("text", "said \"yes", "label", "positive"), Map.of("text", "\"no\"", "label", "negative"));
    }

    @Test
    void rows_emptyCells() throws IOException {
        assertThat(Tsv.rows(file("a.tsv", "text\tlabel\n\t\n"))).containsExactly(Map.of("text", "", "label", ""));
    }

    @Test
    void rows_gzip() throws IOException {
        Path file = folder.resolve("a.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("text\tlabel\nnaïve\tpositive\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Tsv.rows(file)).containsExactly(Map.of("text", "naïve", "label", "positive"));
    }

    @Test
    void rows_headerAlone() throws IOException {
        assertThat(Tsv.rows(file("a.tsv", "text\tlabel\n"))).isEmpty();
    }

    @Test
    void rows_emptyFile() throws IOException {
        Path file = file("a.tsv", "");
        assertThatThrownBy(() -> Tsv.rows(file)).isInstanceOf(InvalidInputException.class).hasMessageContaining("header");
    }

    @Test
    void rows_cellMissing() throws IOException {
        Path file = file("a.tsv", "text\tlabel\na\tpositive\nsecret\n");
        assertThatThrownBy(() -> Tsv.rows(file)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 3: expected 2 cells, found 1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void rows_noSuchFile() {
        assertThatThrownBy(() -> Tsv.rows(folder.resolve("none.tsv"))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none.tsv");
    }
}
