package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code glossa train classify}: what it prints, what it leaves, and with which exit status it ends. */
class TrainVerbTest {
    @TempDir
    Path folder;

    private String file(String name, int from, int to) throws IOException {
        StringBuilder rows = new StringBuilder("text\tlabel\n");
        for (int i = from; i < to; i++) {
            rows.append(i % 2 == 0 ? "the lovely food " : "an awful song ").append(i % 7 == 0 ? "was it" : "for that").append(' ').append(i)
                    .append('\t').append(i % 2 == 0 ? "positive" : "negative").append('\n');
        }
        return Files.writeString(folder.resolve(name), rows).toString();
    }

    @Test
    void train_thenClassifyAndEvaluate() throws IOException {
        String out = folder.resolve("model").toString();
        Cli.Result result = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("train.tsv", 0, 120),
                "--dev", file("dev.tsv", 120, 160), "--out", out, "--epochs", "3", "--learning-rate", "5e-3", "--batch-size", "16",
                "--threads", "1", "--quiet");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        List<JsonNode> lines = result.jsonl();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2).path("epoch").asDouble()).isEqualTo(3);
        assertThat(lines.get(2).at("/dev/accuracy").asDouble()).isGreaterThan(0.9);
        JsonNode evaluation = Cli.run("evaluate", "--model", out, "--data", file("dev.tsv", 120, 160), "--format", "jsonl").json();
        assertThat(evaluation.path("accuracy").asDouble()).isEqualTo(lines.get(2).at("/dev/accuracy").asDouble());
        assertThat(Cli.run("models", "verify", out).status()).isZero();
        // The labels are words for polarities, so the model reads sentiment, too.
        JsonNode sentiment = Cli.run("sentiment", "--model", out, "--format", "jsonl", "the lovely food for that 3").json();
        assertThat(sentiment.path("polarity").asText()).isEqualToIgnoringCase("positive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method=linear", "--method=lstm", "--method=head", "--method=full", "--method=lora", "--method=lora --adapter"})
    void train_byEachMethod_thenServeIt(String method) throws IOException {
        String out = folder.resolve("model").toString();
        String dev = file("dev.tsv", 60, 90);
        List<String> arguments = new ArrayList<>(List.of("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train",
                file("train.tsv", 0, 60), "--dev", dev, "--out", out, "--threads", "1"));
        arguments.addAll(List.of(method.split(" ")));
        if (!method.endsWith("linear") && !method.endsWith("head")) {
            arguments.addAll(List.of("--epochs", "1"));
        }
        Cli.Result result = Cli.run(arguments.toArray(new String[0]));
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("what is served and what was trained differ by at most").doesNotContain("ONNX");
        assertThat(Cli.run("classify", "--model", out, "--format", "jsonl", "the lovely food").out()).contains("positive");
        JsonNode evaluation = Cli.run("evaluate", "--model", out, "--data", dev, "--format", "jsonl").json();
        JsonNode manifest = Cli.json(Files.readString(folder.resolve("model/glossa.json")));
        assertThat(evaluation.path("accuracy").asDouble()).isEqualTo(manifest.at("/metrics/dev/accuracy").asDouble());
        assertThat(Cli.run("models", "show", out).out()).contains("\"negative\",\"positive\"");
    }

    @Test
    void train_metricOfOtherData() throws IOException {
        Path out = folder.resolve("model");
        Cli.Result result = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("train.tsv", 0, 60),
                "--out", out.toString(), "--metric", "pearson", "--quiet");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("metric: expected one of [accuracy,").contains("found pearson");
        Cli.Result unknown = Cli.run("train", "classify", "--train", file("train.tsv", 0, 60), "--out", out.toString(), "--metric", "best");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("macro_f1").contains("found 'best'");
        assertThat(out).doesNotExist();
    }

    @Test
    void command_ofTheCardIsParsed() throws IOException {
        String out = folder.resolve("model").toString();
        Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("train.tsv", 0, 40), "--out", out, "--epochs",
                "1", "--class-weights", "positive=2,negative=1", "--schedule", "cosine", "--layer-decay", "0.9", "--keep-best", "false",
                "--method", "lora", "--lora-targets", "query,value", "--task", "single-label", "--quiet", "--threads", "1");
        String command = Cli.json(Files.readString(folder.resolve("model/glossa.json"))).at("/provenance/command").asText();
        assertThat(command).isEqualTo("glossa train classify --base bert-embed-mean --train train.tsv --out model --epochs 1 --class-weights"
                + " positive=2,negative=1 --schedule cosine --layer-decay 0.9 --keep-best false --method lora --lora-targets query,value"
                + " --task single-label --threads 1");
        String[] arguments = command.replace("glossa ", "").replace("--train train.tsv", "--train " + folder.resolve("train.tsv"))
                .replace("--base bert-embed-mean", "--base " + Cli.fixture("bert-embed-mean"))
                .replace("--out model", "--out " + folder.resolve("again")).concat(" --quiet").split(" ");
        assertThat(Cli.run(arguments).err()).isEmpty();
        assertThat(folder.resolve("again/model.safetensors")).hasSameBinaryContentAs(folder.resolve("model/model.safetensors"));
    }

    @Test
    void train_fromATeacher() throws IOException {
        String teacher = folder.resolve("teacher").toString();
        String dev = file("dev.tsv", 120, 160);
        assertThat(Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("train.tsv", 0, 120), "--dev", dev,
                "--out", teacher, "--epochs", "4", "--learning-rate", "5e-3", "--batch-size", "16", "--threads", "1", "--quiet").err()).isEmpty();
        StringBuilder texts = new StringBuilder("text\n");
        for (int i = 200; i < 400; i++) {
            texts.append(i % 2 == 0 ? "the lovely food was it " : "an awful song for that ").append(i).append('\n');
        }
        Path unlabelled = Files.writeString(folder.resolve("texts.tsv"), texts);
        String out = folder.resolve("student").toString();
        Cli.Result result = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("few.tsv", 0, 20), "--dev", dev,
                "--teacher", teacher, "--teacher=" + teacher, "--unlabelled", unlabelled.toString(), "--distill-temperature", "3",
                "--distill-weight", "0.8", "--layers", "1", "--prune-vocabulary", "--out", out, "--epochs", "4", "--learning-rate", "5e-3",
                "--batch-size", "16", "--threads", "1");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("counting word pieces", "asking teacher 2 of 2, teacher");
        JsonNode manifest = Cli.json(Files.readString(folder.resolve("student/glossa.json")));
        assertThat(manifest.at("/provenance/command").asText()).contains("--teacher teacher --teacher=teacher --unlabelled texts.tsv");
        JsonNode options = manifest.at("/provenance/options");
        assertThat(options.path("distill_temperature").asDouble()).isEqualTo(3);
        assertThat(options.path("distill_weight").asDouble()).isEqualTo(0.8);
        assertThat(options.path("layers").asInt()).isEqualTo(1);
        assertThat(options.path("prune_vocabulary").asInt()).isEqualTo(1);
        assertThat(manifest.at("/provenance/teachers")).hasSize(2);
        assertThat(manifest.at("/metrics/teachers/agreement").asDouble()).isGreaterThan(0.9);
        assertThat(Files.readString(folder.resolve("student/report.html"))).contains("distill_<wbr/>temperature", "texts.tsv, without labels");
        JsonNode evaluation = Cli.run("evaluate", "--model", out, "--data", dev, "--format", "jsonl").json();
        assertThat(evaluation.path("accuracy").asDouble()).isEqualTo(manifest.at("/metrics/dev/accuracy").asDouble());
        Cli.Result named = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", file("few.tsv", 0, 20), "--keep-layers",
                "1", "--out", folder.resolve("named").toString(), "--epochs", "1", "--threads", "1", "--quiet");
        assertThat(named.err()).isEmpty();
    }

    @Test
    void train_wrongTeachers() throws IOException {
        String train = file("train.tsv", 0, 40);
        String out = folder.resolve("x").toString();
        Cli.Result none = Cli.run("train", "classify", "--train", train, "--unlabelled", train, "--out", out);
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("expected a teacher for texts without labels");
        Cli.Result both = Cli.run("train", "classify", "--train", train, "--layers", "2", "--keep-layers", "0,1", "--out", out);
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("found both");
        Cli.Result other = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", train, "--teacher",
                Cli.fixture("bert-cased-stars"), "--out", out);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("teacher bert-cased-stars: expected the labels of the data, [negative, positive]");
        Cli.Result layers = Cli.run("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", train, "--layers", "9", "--out", out);
        assertThat(layers.status()).isEqualTo(1);
        assertThat(layers.err()).contains("layers: expected 1 to 2");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void wrongUseAndBadData() throws IOException {
        String train = file("train.tsv", 0, 40);
        assertThat(Cli.run("train").status()).isEqualTo(2);
        assertThat(Cli.run("train", "classify", "--train", train).status()).isEqualTo(2);
        Cli.Result value = Cli.run("train", "classify", "--train", train, "--out", folder.resolve("x").toString(), "--epochs", "0");
        assertThat(value.status()).isEqualTo(2);
        assertThat(value.err()).contains("epochs: expected a whole number from 1 on, found 0");
        Cli.Result taken = Cli.run("train", "classify", "--train", train, "--out", folder.toString());
        assertThat(taken.status()).isEqualTo(1);
        assertThat(taken.err()).contains("new or empty");
        Cli.Result missing = Cli.run("train", "classify", "--train", folder.resolve("none.tsv").toString(), "--out",
                folder.resolve("x").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
