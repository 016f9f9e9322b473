package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code glossa data check}: what it prints, and with which exit status it ends. */
class DataCheckVerbTest {
    @TempDir
    Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String train() throws IOException {
        StringBuilder rows = new StringBuilder("label\ttext\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2 == 0 ? "good" : "bad").append('\t').append(i % 2 == 0 ? "lovely food " : "awful service ")
                    .append(Integer.toString(i * i * 7919 + 1, 36)).append('\n');
        }
        return file("train.tsv", rows + "bad\tlovely food 1\ngood\tsecretword &amp; more\n");
    }

    @Test
    void text_rowsAndAdviceWithoutTexts() throws IOException {
        Cli.Result result = Cli.run("data", "check", "--train", train(), "--dev",
                file("dev.tsv", "text\tlabel\nLovely food... 1!\tgood\nawful\tworse\n"));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).contains(
                "train.tsv: 42 texts, 2 labels with 21 to 21 each; characters: median 17, 95 % up to 19, longest 21",
                "dev.tsv: 2 texts, 2 labels with 1 to 1 each; characters: median 5, 95 % up to 17, longest 17",
                "ERROR   held-out rows that have a text of the training data: 1",
                "          train.tsv row 1, 41, dev.tsv row 1  bad, good",
                "          train.tsv row 42  good");
        assertThat(result.out()).contains("To do: ").doesNotContain("secretword").doesNotContain("lovely");
    }

    @Test
    void showTexts_showsThem() throws IOException {
        assertThat(Cli.run("data", "check", "--train", train(), "--show-texts").out()).contains("            | secretword &amp; more\n");
    }

    @Test
    void json_everyRow() throws IOException {
        JsonNode report = Cli.run("data", "check", "--train", train(), "--format", "jsonl", "--no-label-errors").json();
        assertThat(report.at("/train/name").asText()).isEqualTo("train.tsv");
        assertThat(report.at("/train/label_counts/good").asInt()).isEqualTo(21);
        assertThat(report.at("/worst").asText()).isEqualTo("warning");
        JsonNode conflict = report.at("/findings/0");
        assertThat(conflict.get("kind").asText()).isEqualTo("conflicting_labels");
        assertThat(conflict.at("/items/0/rows").toString())
                .isEqualTo("[{\"dataset\":\"train.tsv\",\"row\":1},{\"dataset\":\"train.tsv\",\"row\":41}]");
        assertThat(conflict.at("/items/0/labels").toString()).isEqualTo("[\"bad\",\"good\"]");
    }

    @Test
    void failOn_exitStatus() throws IOException {
        String train = train();
        assertThat(Cli.run("data", "check", "--train", train).status()).isZero();
        assertThat(Cli.run("data", "check", "--train", train, "--fail-on", "error").status()).isZero();
        assertThat(Cli.run("data", "check", "--train", train, "--fail-on", "warning").status()).isEqualTo(1);
        assertThat(Cli.run("data", "check", "--train", train, "--dev", train, "--fail-on", "error").status()).isEqualTo(1);
    }

    @Test
    void base_countsTokensAndEmbeds() throws IOException {
        Cli.Result result = Cli.run("data", "check", "--train", train(), "--base", Cli.fixture("bert-embed-mean"), "--max-length", "5",
                "--format", "jsonl");
        assertThat(result.err()).isEmpty();
        List<JsonNode> kinds = result.json().get("findings").findValues("kind");
        assertThat(kinds).extracting(JsonNode::asText).contains("overlong_text");
    }

    @Test
    void columns_asNamed() throws IOException {
        String file = file("a.csv", "review,tags\nfine,x;y\nwell,y\nbad,\n");
        JsonNode report = Cli.run("data", "check", "--train", file, "--text-column", "review", "--label-column", "tags",
                "--label-separator", ";", "--format", "jsonl").json();
        assertThat(report.at("/train/kind").asText()).isEqualTo("multi");
        assertThat(report.at("/train/label_counts").toString()).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(report.at("/train/unlabelled").asInt()).isEqualTo(1);
    }

    @Test
    void badRows_failOrAreCounted() throws IOException {
        String file = file("a.tsv", "text\tlabel\na\tx\nbroken\nc\ty\n");
        Cli.Result result = Cli.run("data", "check", "--train", file);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("glossa: a.tsv, row 2 (line 3): expected 2 columns as in the header, found 1")
                .contains("--skip-bad-rows").hasLineCount(1);
        JsonNode report = Cli.run("data", "check", "--train", file, "--skip-bad-rows", "--format", "jsonl").json();
        assertThat(report.at("/train/skipped_rows").asInt()).isEqualTo(1);
        assertThat(report.at("/findings/0/kind").asText()).isEqualTo("bad_rows");
    }

    @Test
    void wrongUse_status2() throws IOException {
        String train = train();
        for (String[] args : new String[][] {{"data"}, {"data", "check"}, {"data", "check", "--train", train, "--format", "tsv"},
            {"data", "check", "--train", train, "--max-length", "5"}, {"data", "check", "--train", train, "--review", "0"},
            {"data", "check", "--train", train, "--label-column", "a", "--value-column", "b"},
            {"data", "check", "--train", train, "--label-separator", ""}}) {
            Cli.Result result = Cli.run(args);
            assertThat(result.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(result.out()).isEmpty();
        }
    }
}
