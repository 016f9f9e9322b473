package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evaluate} against the answers that {@code classify} gives. */
class EvaluateTest {
    private static final String FIRST = Cli.fixture("bert-uncased-sst2");
    private static final String SECOND = Cli.fixture("distilbert-sst2");
    private static final String[] TEXTS = {"a b c", "good", "bad film", "so so", "nothing to see", "what a day", "the end",
        "a film about films that is rather long and has no end at all"};

    @TempDir
    Path folder;

    private static List<JsonNode> classify(String model) {
        List<String> args = new ArrayList<>(List.of("classify", "--model", model, "--format", "jsonl"));
        args.addAll(List.of(TEXTS));
        return Cli.run(args.toArray(String[]::new)).jsonl();
    }

    private static String best(JsonNode answer) {
        return answer.get("labels").get(0).get("label").asText();
    }

    private String table(String... columns) throws IOException {
        StringBuilder data = new StringBuilder("text\tlabel\tkind\n");
        for (int i = 0; i < TEXTS.length; i++) {
            data.append(TEXTS[i]).append('\t').append(columns[i]).append('\t').append(i % 3 == 0 ? "third" : "other").append('\n');
        }
        return Files.writeString(folder.resolve("data.tsv"), data).toString();
    }

    /** Labels that the first model gets right but for the texts whose index is a multiple of 4. */
    private String labels(List<JsonNode> answers) throws IOException {
        String[] labels = new String[TEXTS.length];
        for (int i = 0; i < labels.length; i++) {
            JsonNode all = answers.get(i).get("labels");
            labels[i] = all.get(i % 4 == 0 ? 1 : 0).get("label").asText();
        }
        return table(labels);
    }

    private static JsonNode evaluate(String... args) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--format", "jsonl"));
        all.addAll(List.of(args));
        Cli.Result result = Cli.run(all.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isZero();
        return result.json();
    }

    @Test
    void evaluate_metricsSlicesErrors() throws IOException {
        List<JsonNode> answers = classify(FIRST);
        String data = labels(answers);
        JsonNode result = evaluate("--model", FIRST, "--data", data, "--slice", "column:kind", "--slice", "length", "--slice",
                "language", "--errors", "5");
        assertThat(result.get("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(result.get("weighted_recall").asDouble()).isEqualTo(0.75);
        double loss = 0;
        for (int i = 0; i < TEXTS.length; i++) {
            loss -= Math.log(answers.get(i).get("labels").get(i % 4 == 0 ? 1 : 0).get("score").asDouble()) / TEXTS.length;
        }
        assertThat(result.get("log_loss").asDouble()).isCloseTo(loss, within(1e-6));
        assertThat(result.get("log_loss_interval")).hasSize(2);
        assertThat(result.get("reliability")).hasSize(15);
        assertThat(result.get("per_label").get("POSITIVE").get("f1_interval")).hasSize(2);
        List<String> slices = new ArrayList<>();
        result.get("slices").forEach(slice -> slices.add(
                slice.get("by").asText() + " " + slice.get("group").asText() + " " + slice.get("examples").asLong()));
        assertThat(slices).containsExactly("column:kind other 5", "column:kind third 3", "length 0-24 7", "length 50-99 1",
                "language Latn 8");
        assertThat(result.get("slices").get(1).get("accuracy").asDouble()).isEqualTo(2 / 3.0);
        assertThat(result.get("errors")).hasSize(2);
        assertThat(List.of(result.get("errors").get(0).get("line").asInt(), result.get("errors").get(1).get("line").asInt()))
                .containsExactlyInAnyOrder(2, 6);
        assertThat(result.get("errors").get(0).get("loss").asDouble())
                .isGreaterThanOrEqualTo(result.get("errors").get(1).get("loss").asDouble());
        assertThat(result.get("errors").get(0).has("text")).isFalse();
    }

    @Test
    void evaluate_forPeople_textsOnlyWhenAsked() throws IOException {
        String data = labels(classify(FIRST));
        Cli.Result plain = Cli.run("evaluate", "--model", FIRST, "--data", data, "--errors", "1", "--slice", "length", "--fit");
        assertThat(plain.out()).contains("texts                      8\n").contains("accuracy                   0.750  (95 % ")
                .contains("macro F1 ").contains("most often confused").contains("by length").contains("worst errors\nline ")
                .contains("  temperature ").doesNotContain("micro F1");
        for (String text : TEXTS) {
            assertThat(plain.out()).doesNotContain("    " + text + "\n");
        }
        Cli.Result shown = Cli.run("evaluate", "--model", FIRST, "--data", data, "--errors", "1", "--show-texts");
        assertThat(TEXTS).anyMatch(text -> shown.out().contains("    " + text + "\n"));
    }

    @Test
    void evaluate_compare() throws IOException {
        List<JsonNode> first = classify(FIRST);
        List<JsonNode> second = classify(SECOND);
        String data = labels(first);
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < TEXTS.length; i++) {
            boolean agree = best(first.get(i)).equals(best(second.get(i)));
            onlyFirst += i % 4 != 0 && !agree ? 1 : 0;
            onlySecond += i % 4 == 0 && !agree ? 1 : 0;
        }
        JsonNode compare = evaluate("--model", FIRST, "--compare", SECOND, "--data", data).get("compare");
        assertThat(compare.get("mcnemar").get("only_first").asInt()).isEqualTo(onlyFirst);
        assertThat(compare.get("mcnemar").get("only_second").asInt()).isEqualTo(onlySecond);
        assertThat(compare.get("mcnemar").get("exact_p").asDouble()).isBetween(0.0, 1.0);
        JsonNode accuracy = compare.get("metrics").get(0);
        assertThat(accuracy.get("metric").asText()).isEqualTo("accuracy");
        assertThat(accuracy.get("first").asDouble()).isEqualTo(0.75);
        assertThat(accuracy.get("difference").asDouble()).isCloseTo((onlySecond - onlyFirst) / 8.0, within(1e-12));
        assertThat(Cli.run("evaluate", "--model", FIRST, "--compare", SECOND, "--data", data).out())
                .contains("the second model").contains("McNemar: " + onlyFirst + " right only by the first");
        Cli.Result other = Cli.run("evaluate", "--model", FIRST, "--compare", Cli.fixture("mpnet-topics"), "--data", data);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("--compare: expected a model of the same kind with the same labels");
    }

    @Test
    void evaluate_multiLabel() throws IOException {
        Path file = Files.writeString(folder.resolve("several.jsonl"), "{\"text\": \"a\", \"label\": \"joy|love\", \"part\": 1}\n"
                + "{\"text\": \"b\", \"label\": \"\", \"part\": null}\n{\"text\": \"c\", \"label\": \"anger\"}\n");
        JsonNode result = evaluate("--model", Cli.fixture("bert-multilabel"), "--data", file.toString(), "--label-separator", "|",
                "--slice", "column:part", "--fit", "--errors", "9");
        assertThat(result.get("examples").asInt()).isEqualTo(3);
        assertThat(result.has("hamming_loss")).isTrue();
        assertThat(result.has("label_ranking_average_precision")).isTrue();
        assertThat(result.has("confusion")).isFalse();
        assertThat(result.get("fitted").get("thresholds")).hasSize(6);
        assertThat(result.get("fitted").get("thresholds").get("fear").asDouble()).isEqualTo(0.5);
        assertThat(result.get("slices")).hasSize(2);
        assertThat(result.get("slices").get(0).get("group").asText()).isEqualTo("1");
        assertThat(result.get("slices").get(1).get("group").asText()).isEmpty();
    }

    @Test
    void evaluate_regression() throws IOException {
        String model = Cli.fixture("bert-regression");
        List<JsonNode> answers = classify(model);
        String[] numbers = new String[TEXTS.length];
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = String.valueOf(i * 0.5 - 1);
            double off = answers.get(i).get("labels").get(0).get("score").asDouble() - (i * 0.5 - 1);
            squares += off * off / numbers.length;
        }
        String data = table(numbers);
        JsonNode result = evaluate("--model", model, "--data", data, "--errors", "1", "--compare", model);
        assertThat(result.get("mse").asDouble()).isCloseTo(squares, within(1e-5));
        assertThat(result.get("rmse").asDouble()).isCloseTo(Math.sqrt(squares), within(1e-5));
        assertThat(result.has("spearman")).isTrue();
        assertThat(result.has("accuracy")).isFalse();
        assertThat(result.get("errors").get(0).get("line").asInt()).isBetween(2, 9);
        assertThat(result.get("compare").has("mcnemar")).isFalse();
        assertThat(result.get("compare").get("metrics").get(0).get("difference").asDouble()).isZero();
        assertThat(Cli.run("evaluate", "--model", model, "--data", data).out()).contains("root mean squared error    ");
        Path file = Files.writeString(folder.resolve("numbers.jsonl"), "{\"text\": \"a\", \"label\": 1.5}\n{\"text\": \"b\", \"label\": \"2\"}\n");
        assertThat(evaluate("--model", model, "--data", file.toString()).get("examples").asInt()).isEqualTo(2);
        // As training calls them.
        Path values = Files.writeString(folder.resolve("values.jsonl"), "{\"text\": \"a\", \"value\": 1.5}\n{\"text\": \"b\", \"value\": 2}\n");
        Path valueTable = Files.writeString(folder.resolve("values.tsv"), "value\ttext\n1.5\ta\n2\tb\n");
        JsonNode expected = evaluate("--model", model, "--data", file.toString());
        assertThat(evaluate("--model", model, "--data", values.toString())).isEqualTo(expected);
        assertThat(evaluate("--model", model, "--data", valueTable.toString())).isEqualTo(expected);
        assertThat(Cli.run("evaluate", "--model", FIRST, "--data", valueTable.toString()).err()).contains("column or field 'label'");
        Path words = Files.writeString(folder.resolve("words.tsv"), "text\tlabel\na\t1\nb\tcanary\n");
        Cli.Result refused = Cli.run("evaluate", "--model", model, "--data", words.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("line 3: expected a number").doesNotContain("canary");
    }

    @Test
    void evaluate_outOfScope() throws IOException {
        String[] labels = new String[TEXTS.length];
        List<JsonNode> answers = classify(FIRST);
        int rejected = 0;
        int rejectedOutside = 0;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < 3 ? "none of these" : best(answers.get(i));
            boolean low = answers.get(i).get("labels").get(0).get("score").asDouble() < 0.9;
            rejected += low ? 1 : 0;
            rejectedOutside += low && i < 3 ? 1 : 0;
        }
        JsonNode result = evaluate("--model", FIRST, "--data", table(labels), "--out-of-scope", "none of these", "--reject-below", "0.9",
                "--fit");
        assertThat(result.get("examples").asInt()).isEqualTo(5);
        assertThat(result.get("accuracy").asDouble()).isEqualTo(1);
        JsonNode scope = result.get("out_of_scope");
        assertThat(scope.get("examples").asInt()).isEqualTo(3);
        assertThat(scope.get("recall").asDouble()).isEqualTo(rejectedOutside / 3.0);
        assertThat(scope.get("precision").asDouble()).isEqualTo(rejected == 0 ? 0 : (double) rejectedOutside / rejected);
        assertThat(scope.get("in_scope_accuracy").asDouble()).isEqualTo((5 - rejected + rejectedOutside) / 5.0);
        assertThat(scope.get("roc_auc").asDouble()).isBetween(0.0, 1.0);
        JsonNode fitted = result.get("fitted").get("most_accurate_rejection");
        assertThat(fitted.get("accuracy").asDouble()).isGreaterThanOrEqualTo(scope.get("accuracy").asDouble());
        assertThat(Cli.run("evaluate", "--model", FIRST, "--data", table(labels), "--out-of-scope", "none of these", "--reject-below", "0.9",
                "--fit").out()).contains("out of scope               3\n").contains("  rejected below           0.9000\n")
                .contains("  most balanced below");
        Cli.Result own = Cli.run("evaluate", "--model", FIRST, "--data", table(labels), "--out-of-scope", "POSITIVE");
        assertThat(own.status()).isEqualTo(1);
        assertThat(own.err()).contains("--out-of-scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--slice colour", "--slice column:", "--errors -1", "--show-texts", "--reject-below 0.5",
        "--out-of-scope x --reject-below NaN", "--compare sentiment-en --fit", "--input x.tsv"})
    void evaluate_badOptions(String options) throws IOException {
        Path file = Files.writeString(folder.resolve("one.tsv"), "text\tlabel\na\tPOSITIVE\n");
        Cli.Result result = Cli.run(("evaluate --model " + FIRST + " --data " + file + " " + options).split(" "));
        assertThat(result.status()).as(result.err()).isEqualTo(2);
    }

    @Test
    void evaluate_missingColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("one.tsv"), "text\tlabel\na\tPOSITIVE\n");
        Cli.Result result = Cli.run("evaluate", "--model", FIRST, "--data", file.toString(), "--slice", "column:kind");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("expected a header with the column 'kind', found the columns [text, label]");
        Path empty = Files.writeString(folder.resolve("empty.tsv"), "text\tlabel\n");
        assertThat(Cli.run("evaluate", "--model", FIRST, "--data", empty.toString()).err()).contains("found none");
    }
}
