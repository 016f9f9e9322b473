package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}, and what {@code models show} says of checkpoints. */
class ExportTest {
    private static final String MODEL = Cli.fixture("distilbert-sst2");

    @TempDir
    Path folder;

    @Test
    void export_labelledTexts_reportsAndServesTheSame() throws IOException {
        String good = best("a good film");
        Path data = Files.writeString(folder.resolve("dev.tsv"), "sentence\tgold\na good film\t" + good + "\na bad film\t" + best("a bad film") + "\n");
        Path out = folder.resolve("out");
        Cli.Result result = Cli.run("export", "--model", MODEL, "--out", out.toString(), "--verify", data.toString(),
                "--text-column", "sentence", "--label-column", "gold", "--format", "json");
        assertThat(result.status()).as(result.err()).isZero();
        JsonNode report = result.json().get(0);
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("accuracy_before").asDouble()).isEqualTo(1);
        assertThat(report.get("accuracy_after").asDouble()).isEqualTo(1);
        assertThat(report.get("accuracy_after_interval").get(0).asDouble()).isLessThan(1);
        assertThat(report.get("max_logit_difference").asDouble()).isLessThan(1e-4);
        assertThat(report.get("speed_ratio").asDouble()).isPositive();
        assertThat(Cli.run("models", "verify", out.toString()).out()).startsWith("ok: ");
        JsonNode served = Cli.run("classify", "--model", out.toString(), "--format", "jsonl", "a good film").json();
        assertThat(served.get("labels").get(0).get("label").asText()).isEqualTo(good);
        Cli.Result again = Cli.run("export", "--model", MODEL, "--out", out.toString());
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("new or empty");
    }

    @Test
    void export_int8WithoutTexts_isRefused_withTextsOrForceWritten() throws IOException {
        Path data = Files.writeString(folder.resolve("texts.txt"), "a good film\na bad film\n");
        String ner = Cli.fixture("xlm-roberta-ner");
        Path out = folder.resolve("out");
        Cli.Result blind = Cli.run("export", "--model", ner, "--out", out.toString(), "--precision", "int8");
        assertThat(blind.status()).isEqualTo(1);
        assertThat(blind.err()).contains("expected texts");
        assertThat(out).doesNotExist();
        Cli.Result forced = Cli.run("export", "--model", ner, "--out", out.toString(), "--precision", "int8", "--force",
                "--min-agreement", "1", "--verify", data.toString());
        assertThat(forced.status()).as(forced.err()).isZero();
        assertThat(forced.out()).contains("int8", "agreement", "speed");
    }

    @Test
    void export_wrongUse_isStatusTwo() {
        String out = folder.resolve("out").toString();
        assertThat(Cli.run("export", "--model", MODEL).status()).isEqualTo(2);
        assertThat(Cli.run("export", "--out", out).err()).contains("--model");
        assertThat(Cli.run("export", "--model", MODEL, "--out", out, "--portable", "--precision", "int8").status()).isEqualTo(2);
        assertThat(Cli.run("export", "--model", MODEL, "--out", out, "--max-loss", "2").err()).contains("from 0 to 1");
        assertThat(Cli.run("export", "--model", MODEL, "--out", out, "--input", "x").err()).contains("--verify");
    }

    @Test
    void show_checkpoint_parametersAndCard() throws IOException {
        JsonNode shown = Cli.run("models", "show", "--format", "jsonl", MODEL).json();
        assertThat(shown.get("parameters").asLong()).isPositive();
        assertThat(shown.get("dtypes").get(0).asText()).isEqualTo("F32");
        assertThat(shown.get("weights_bytes").asLong()).isEqualTo(Files.size(Path.of(MODEL, "model.safetensors")));
        assertThat(shown.get("serves_weights").asBoolean()).isTrue();
        assertThat(shown.get("graphs")).hasSize(2);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
        Files.writeString(folder.resolve("README.md"), "---\nlicense: mit\nlanguage:\n- en\n- 'de'\ntags: [a, b]\n---\n# A card\nlicense: not this\n");
        JsonNode unknown = Cli.run("models", "show", "--format", "jsonl", folder.toString()).json();
        assertThat(unknown.get("license").asText()).isEqualTo("mit");
        assertThat(unknown.get("languages")).extracting(JsonNode::asText).containsExactly("en", "de");
        assertThat(unknown.get("serves_weights").asBoolean()).isFalse();
        assertThat(shown.get("precisions")).extracting(JsonNode::asText).containsExactly("fp32", "int8");
        assertThat(unknown.get("precisions")).isEmpty();
    }

    @Test
    void show_nothingButWeights_noGraphs() throws IOException {
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(Path.of(MODEL, file), folder.resolve(file));
        }
        JsonNode shown = Cli.run("models", "show", "--format", "jsonl", folder.toString()).json();
        assertThat(shown.get("graphs")).isEmpty();
        assertThat(shown.get("serves_weights").asBoolean()).isTrue();
        assertThat(shown.get("precisions")).extracting(JsonNode::asText).containsExactly("fp32", "int8");
    }

    private static String best(String text) {
        return Cli.run("classify", "--model", MODEL, "--model-format", "weights", "--format", "jsonl", text).json().get("labels").get(0).get("label").asText();
    }
}
