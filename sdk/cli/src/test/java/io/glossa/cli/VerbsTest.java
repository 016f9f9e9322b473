package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each verb prints, and the exit statuses. The numbers themselves are checked by the parity replay. */
class VerbsTest {
    @TempDir
    Path folder;

    @Test
    void sentiment_embeddedModel_forPeopleAndAsJson() {
        Cli.Result people = Cli.run("sentiment", "I loved every minute of it");
        assertThat(people.status()).as(people.err()).isZero();
        assertThat(people.out()).startsWith("positive").contains("score +");
        JsonNode json = Cli.run("sentiment", "--format", "jsonl", "This was a complete waste of money.").json();
        assertThat(json.get("polarity").asText()).isEqualTo("negative");
        assertThat(json.get("score").asDouble()).isBetween(-1.0, 0.0);
        assertThat(json.get("confidence").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void sentiment_stars_expectation() {
        String stars = Cli.fixture("bert-cased-stars");
        JsonNode labels = Cli.run("classify", "--model", stars, "--format", "jsonl", "what a day").json().get("labels");
        double expectation = 0;
        for (JsonNode label : labels) {
            expectation += (Integer.parseInt(label.get("label").asText().substring(0, 1)) - 3) / 2.0 * label.get("score").asDouble();
        }
        JsonNode sentiment = Cli.run("sentiment", "--model", stars, "--format", "jsonl", "what a day").json();
        assertThat(sentiment.get("score").asDouble()).isCloseTo(expectation, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void zeroShot_embeddedModel() {
        JsonNode labels = Cli.run("zero-shot", "--labels", "sports, cooking", "--format", "jsonl", "I baked a cake").json().get("labels");
        assertThat(labels.get(0).get("label").asText()).isEqualTo("cooking");
        assertThat(labels.get(0).get("score").asDouble() + labels.get(1).get("score").asDouble())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void groups_absentAndTheWordNull_areDifferent() {
        String in = "{\"text\": \"a\"}\n{\"text\": \"a\", \"prompt_name\": \"null\"}\n";
        Cli.Result result = Cli.runWith(in, "embed", "--model", Cli.fixture("bert-embed-mean"), "--format", "jsonl", "--input", "-");
        assertThat(result.jsonl().get(1).path("error").path("message").asText()).contains("prompt_name: expected one of");
    }

    @Test
    void rerank_argumentsAgainstAQuery() {
        Cli.Result result = Cli.run("rerank", "--model", Cli.fixture("bert-reranker"), "--query", "dogs", "--format", "jsonl", "a dog", "a cat");
        assertThat(result.jsonl()).hasSize(2).allSatisfy(line -> assertThat(line.get("score").asDouble()).isBetween(0.0, 1.0));
        Cli.Result without = Cli.run("rerank", "--model", Cli.fixture("bert-reranker"), "a dog");
        assertThat(without.status()).isEqualTo(1);
        assertThat(without.out()).contains("query: expected one, found none");
    }

    @Test
    void tokenize_strideMakesWindows() {
        JsonNode json = Cli.run("tokenize", "--stride", "2", "--max-length", "6", "--format", "jsonl", "one two three four five six seven").json();
        assertThat(json.get("windows").size()).isGreaterThan(1);
    }

    @Test
    void tokenize_cleaned_offsetsAreThoseOfTheGivenText() {
        String text = "<b>Hello</b> &amp; @somebody";
        JsonNode json = Cli.run("tokenize", "--clean", "html,users=you", "--format", "jsonl", text).json();
        assertThat(json.get("tokens").toString()).isEqualTo("[\"[CLS]\",\"hello\",\"&\",\"you\",\"[SEP]\"]");
        assertThat(json.get("offsets").toString()).isEqualTo("[[0,0],[3,8],[13,18],[19,28],[0,0]]");
        String in = "{\"text\": \"a\", \"text_pair\": \"<i>b</i>\"}\n{\"texts\": [\"<p>a\", \"b c\"]}\n";
        Cli.Result more = Cli.runWith(in, "tokenize", "--clean", "web", "--format", "jsonl", "--input", "-");
        assertThat(more.jsonl().get(0).get("offsets").toString()).isEqualTo("[[0,0],[0,1],[0,0],[3,4],[0,0]]");
        assertThat(more.jsonl().get(1).get("offsets").get(0).toString()).isEqualTo("[[0,0],[3,4],[0,0],[0,0]]");
    }

    @Test
    void clean_changesWhatTheModelReads() {
        JsonNode cleaned = Cli.run("sentiment", "--clean", "web", "--format", "jsonl", "<p>I loved&nbsp;it</p>").json();
        assertThat(cleaned).isEqualTo(Cli.run("sentiment", "--format", "jsonl", "I loved it").json());
        JsonNode entities = Cli.run("ner", "--clean", "web", "--model", Cli.fixture("bert-ner"), "--aggregation", "none",
                "--format", "jsonl", "<p>Anna&nbsp;Berlin</p>").json().get("entities");
        assertThat(entities).allSatisfy(entity -> assertThat("<p>Anna&nbsp;Berlin</p>"
                .substring(entity.get("start").asInt(), entity.get("end").asInt())).isEqualTo(entity.get("text").asText()));
        Cli.Result wrong = Cli.run("sentiment", "--clean", "nothing", "x");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--clean: expected none, standard");
    }

    @Test
    void forward_inputIds_sameAsText() {
        String model = Cli.fixture("bert-uncased-sst2");
        JsonNode ids = Cli.run("tokenize", "--model", model, "--format", "jsonl", "hello").json().get("input_ids");
        JsonNode fromIds = Cli.runWith("{\"input_ids\": " + ids + "}\n", "forward", "--model", model, "--format", "jsonl", "--input", "-").json();
        assertThat(fromIds.get("logits")).isEqualTo(Cli.run("forward", "--model", model, "--format", "jsonl", "hello").json().get("logits"));
        JsonNode outside = Cli.runWith("{\"input_ids\": [99999999]}\n", "forward", "--model", model, "--format", "jsonl", "--input", "-").json();
        assertThat(outside.get("error").get("message").asText()).contains("expected an id of the vocabulary");
    }

    @Test
    void evaluate_knownAnswers() throws IOException {
        String model = Cli.fixture("bert-uncased-sst2");
        StringBuilder data = new StringBuilder("text\tlabel\n");
        String[] texts = {"a b c", "good", "bad film", "so so", "nothing to see"};
        int wrong = 0;
        for (String text : texts) {
            JsonNode best = Cli.run("classify", "--model", model, "--top-k", "1", "--format", "jsonl", text).json().get("labels").get(0);
            String label = best.get("label").asText();
            if (text.equals("so so")) {
                JsonNode all = Cli.run("classify", "--model", model, "--format", "jsonl", text).json().get("labels");
                label = all.get(1).get("label").asText();
                wrong++;
            }
            data.append(text).append('\t').append(label).append('\n');
        }
        Path file = Files.writeString(folder.resolve("dev.tsv"), data);
        JsonNode result = Cli.run("evaluate", "--model", model, "--data", file.toString(), "--format", "json").json().get(0);
        assertThat(result.get("examples").asInt()).isEqualTo(5);
        assertThat(result.get("accuracy").asDouble()).isEqualTo((5.0 - wrong) / 5);
        assertThat(result.get("micro_f1").asDouble()).isEqualTo((5.0 - wrong) / 5);
        assertThat(result.get("accuracy_interval").get(0).asDouble()).isLessThan(0.8);
        assertThat(result.get("confusion").get("rows")).hasSize(2);
        Path unknown = Files.writeString(folder.resolve("bad.tsv"), "text\tlabel\na\tcanary\n");
        Cli.Result refused = Cli.run("evaluate", "--model", model, "--data", unknown.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("line 2").contains("expected one of the model's labels").doesNotContain("canary");
    }

    @Test
    void models_listShowVerify() throws IOException {
        assertThat(Cli.run("models", "list").out()).contains("base-en").contains("sentiment-en");
        Cli.Result show = Cli.run("models", "show", Cli.fixture("bert-ner"));
        assertThat(show.out()).contains("model_type: bert").contains("B-PER");
        assertThat(Cli.run("models", "show", "--format", "jsonl", "base-en").json().get("graphs").get(0).get("precision").asText())
                .isEqualTo("fp32");
        JsonNode head = Cli.run("models", "show", "--format", "jsonl", Cli.head(folder.resolve("head"))).json();
        assertThat(head.get("base").asText()).isEqualTo("base-en");
        assertThat(head.get("head").asText()).isEqualTo("head.safetensors");
        JsonNode tuned = Cli.run("models", "show", "--format", "jsonl", "sentiment-en").json();
        assertThat(tuned.get("base").asText()).isEqualTo("base-en-bge");
        assertThat(tuned.get("graphs")).hasSize(1);
        assertThat(tuned.get("graphs").get(0).get("precision").asText()).isEqualTo("int8");
        assertThat(tuned.get("precisions").toString()).isEqualTo("[\"int8\"]");
        assertThat(Cli.run("models", "verify", "base-en").status()).isZero();
        assertThat(Cli.run("models", "verify", "sentiment-en").out()).startsWith("ok: ");
    }

    @Test
    void output_file_appearsWholeOrNotAtAll() throws IOException {
        Path out = folder.resolve("out.jsonl");
        Cli.Result good = Cli.run("sentiment", "--format", "jsonl", "--output", out.toString(), "fine");
        assertThat(good.status()).isZero();
        assertThat(good.out()).isEmpty();
        assertThat(Files.readAllLines(out)).hasSize(1);
        Files.delete(out);
        Cli.Result bad = Cli.runWith("{\"text\": \"a\"}\n{}\n", "sentiment", "--input", "-", "--on-error", "stop", "--format", "jsonl",
                "--output", out.toString());
        assertThat(bad.status()).isEqualTo(1);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        assertThat(Cli.run("sentiment", "--output", folder.resolve("no/such/out").toString(), "a").err()).contains("--output");
    }

    @Test
    void output_linkIsFollowed_andAPipeStaysAPipe() throws Exception {
        Path real = Files.writeString(folder.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), real);
        assertThat(Cli.run("tokenize", "--output", link.toString(), "fine").status()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("[CLS] fine [SEP]\n");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        try {
            assertThat(Cli.run("tokenize", "--output", pipe.toString(), "fine").status()).isZero();
            assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("[CLS] fine [SEP]\n");
        } finally {
            reader.destroy();
        }
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models list", "tokenize --format json a", "--help"})
    void standardOutput_thatTakesNothing_isAFailure(String line) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space");
            }
        };
        int status = Glossa.run(line.split(" "), InputStream.nullInputStream(),
                new PrintStream(new BufferedOutputStream(full), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("glossa: standard output").hasLineCount(1);
    }

    @Test
    void models_show_controlCharactersOfAModel_areNotPrinted() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"a\\u001b[31mb\"}");
        Cli.Result show = Cli.run("models", "show", folder.toString());
        assertThat(show.out()).contains("a?[31mb").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "classify", "classify --colour red a", "sentiment --format xml a", "ner a",
        "sentiment --max-length many a", "sentiment --input x.txt a", "models", "evaluate"})
    void wrongUse_exits2(String line) {
        Cli.Result result = Cli.run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("glossa: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--model ./no/such/folder", "--model no-such-model", "--device cuda",
        "--device toaster", "--model base-en", "--max-length 0", "--threads 0"})
    void failures_exit1WithOneLine(String options) {
        String[] args = ("classify " + options + " text").split(" ");
        Cli.Result result = Cli.run(args);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("glossa: ").hasLineCount(1).contains("expected");
    }

    @Test
    void wrongUse_hintNamesTheWholeCommand() {
        assertThat(Cli.run("models", "show").err()).contains("'glossa models show --help'");
        assertThat(Cli.run("classify").err()).contains("'glossa classify --help'");
        assertThat(Cli.run().err()).contains("'glossa --help'");
    }

    @Test
    void verbose_addsTheStackTrace() {
        assertThat(Cli.run("classify", "--verbose", "--model", "./none", "text").err()).contains("ModelNotFoundException").contains("\tat ");
    }

    @Test
    void helpAndVersion_exit0() {
        assertThat(Cli.run("--help").out()).contains("sentiment").contains("Usage");
        assertThat(Cli.run("classify", "--help").status()).isZero();
        assertThat(Cli.run("--version").out()).startsWith("glossa ");
        assertThat(Cli.run("-V").status()).isZero();
    }
}
