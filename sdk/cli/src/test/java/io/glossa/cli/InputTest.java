package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of input file gives the same results as arguments, and bad ones say what is wrong with them. */
class InputTest {
    private static final String STARS = Cli.fixture("bert-cased-stars");

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<JsonNode> labels(Path input, String... more) {
        String[] args = new String[7 + more.length];
        System.arraycopy(new String[] {"classify", "--model", STARS, "--format", "jsonl", "--input", input.toString()}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.jsonl().stream().map(line -> line.get("labels")).toList();
    }

    @Test
    void input_allKinds_sameResults() throws IOException {
        List<JsonNode> expected = Cli.run("classify", "--model", STARS, "--format", "jsonl", "Hello, \"world\"", "bad\u2028day")
                .jsonl().stream().map(line -> line.get("labels")).toList();
        assertThat(expected).hasSize(2);
        assertThat(labels(file("a.txt", "Hello, \"world\"\nbad\u2028day\n"))).isEqualTo(expected);
        assertThat(labels(file("b.txt", "\uFEFFHello, \"world\"\r\nbad\u2028day"))).isEqualTo(expected);
        assertThat(labels(file("a.tsv", "label\ttext\nx\tHello, \"world\"\ny\tbad\u2028day\n"))).isEqualTo(expected);
        assertThat(labels(file("b.tsv", "review\nHello, \"world\"\nbad\u2028day\n"), "--text-column", "review")).isEqualTo(expected);
        assertThat(labels(file("a.csv", "text,label\n\"Hello, \"\"world\"\"\",1\nbad\u2028day,2\n"))).isEqualTo(expected);
        assertThat(labels(file("a.jsonl", "{\"text\": \"Hello, \\\"world\\\"\"}\n\n{\"text\": \"bad\u2028day\"}\n"))).isEqualTo(expected);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("text\nHello, \"world\"\nbad\u2028day\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(labels(Files.write(folder.resolve("a.tsv.gz"), zipped.toByteArray()))).isEqualTo(expected);
        Path noEnding = file("texts", "Hello, \"world\"\nbad\u2028day\n");
        assertThat(labels(noEnding, "--input-format", "txt")).isEqualTo(expected);
        assertThat(Cli.runWith("Hello, \"world\"\nbad\u2028day\n", "classify", "--model", STARS, "--format", "jsonl", "--input", "-")
                .jsonl().stream().map(line -> line.get("labels")).toList()).isEqualTo(expected);
    }

    @Test
    void input_csvWithLineBreak_oneRow() throws IOException {
        assertThat(labels(file("a.csv", "text,label\n\"two\nlines\",1\n"))).hasSize(1);
    }

    @Test
    void input_pairColumn_isRead() throws IOException {
        JsonNode pair = labels(file("a.tsv", "text\ttext_pair\nA man plays.\tSomeone plays.\n")).get(0);
        JsonNode single = labels(file("b.tsv", "text\nA man plays.\n")).get(0);
        assertThat(pair).isNotEqualTo(single);
    }

    private void refused(String expected, String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("glossa: ").contains(expected).hasLineCount(1);
    }

    @Test
    void input_missingColumn_namesTheColumnsFound() throws IOException {
        refused("expected a header with the column 'text', found the columns [review, stars]",
                "classify", "--model", STARS, "--input", file("a.tsv", "review\tstars\nfine\t3\n").toString());
    }

    @Test
    void input_wrongKindOfFile_saysWhich() throws IOException {
        refused(".jsonl", "classify", "--model", STARS, "--input", file("a.pdf", "x").toString());
        refused("nothing at", "classify", "--model", STARS, "--input", folder.resolve("none.txt").toString());
        refused("folder", "classify", "--model", STARS, "--input", folder.toString());
        refused("gzip", "classify", "--model", STARS, "--input", file("a.txt.gz", "no gzip").toString());
        refused("empty", "classify", "--model", STARS, "--input", file("b.tsv", "").toString());
    }

    @Test
    void input_notUtf8_spoilsItsLineOnly() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), new byte[] {'o', 'k', '\n', (byte) 0xff, (byte) 0xfe, '\n', 'o', 'k', '\n'});
        Cli.Result result = Cli.run("classify", "--model", STARS, "--format", "jsonl", "--input", file.toString());
        assertThat(result.status()).isEqualTo(1);
        List<JsonNode> lines = result.jsonl();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).get("error").get("message").asText()).contains("line 2").contains("UTF-8");
        assertThat(lines.get(0)).isEqualTo(lines.get(2));
    }

    @Test
    void input_raggedRow_spoilsItsLineOnly() throws IOException {
        Cli.Result result = Cli.run("classify", "--model", STARS, "--format", "jsonl", "--input",
                file("a.tsv", "text\tlabel\nfine\tx\nbroken\nfine\tx\n").toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.jsonl().get(1).get("error").get("message").asText()).contains("expected 2 columns").contains("found 1");
        assertThat(result.jsonl().get(2).has("labels")).isTrue();
    }

    @Test
    void input_csvWithManyBlankRows_skipsThem() throws IOException {
        assertThat(labels(file("a.csv", "text\n" + "\n".repeat(50_000) + "fine\n"))).hasSize(1);
    }

    @Test
    void input_emptyGzip_isRefused() throws IOException {
        refused("expected a gzip file", "classify", "--model", STARS, "--input", file("a.txt.gz", "").toString());
    }
}
