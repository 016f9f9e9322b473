package io.glossa.model.base.en.bge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.models.OnnxFile;
import io.glossa.models.Pooling;
import io.glossa.models.Precision;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.models.VerificationReport;
import io.glossa.models.graph.Parameters;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseEnBgeTest {
    @TempDir
    Path cache;

    private ModelDirectory open() {
        return ModelStore.builder().cacheDirectory(cache).build().open("base-en-bge");
    }

    @Test
    void verify_everyFile() {
        VerificationReport report = open().verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report.hasChecksums()).isTrue();
        assertThat(report.filesChecked()).isEqualTo(open().files().size());
        assertThat(report.bytes()).isGreaterThan(130_000_000);
    }

    @Test
    void manifest_listsEveryFile() {
        ModelDirectory model = open();
        assertThat(model.manifest().orElseThrow().files().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        model.files().stream().filter(file -> !file.equals("glossa.json")).toList());
        assertThat(model.files()).contains("README.md", "LICENSE", "onnx/model.onnx", "tokenizer.json");
    }

    @Test
    void config_facts() {
        ModelDirectory model = open();
        assertThat(model.config().modelType()).isEqualTo("bert");
        assertThat(model.config().hiddenSize()).hasValue(384);
        assertThat(model.config().maxTokens()).hasValue(512);
        assertThat(model.config().labels()).isEmpty();
        SentenceTransformersConfig sentences = model.sentenceTransformers().orElseThrow();
        assertThat(sentences.pooling()).containsExactly(Pooling.CLS);
        assertThat(sentences.normalize()).isTrue();
        assertThat(sentences.maxSequenceLength()).hasValue(512);
        assertThat(sentences.lowerCase()).isTrue();
        assertThat(sentences.prompts()).containsOnlyKeys("query");
    }

    /** What the tokenizer can say is what the graph has rows for. */
    @Test
    void tokenizer_vocabularyOfTheGraph() {
        ModelDirectory model = open();
        JsonNode vocabulary = SafeJson.object(model.read("tokenizer.json"), "tokenizer.json").at("/model/vocab");
        TreeSet<Integer> ids = new TreeSet<>();
        vocabulary.forEach(id -> ids.add(id.intValue()));
        assertThat(ids).hasSize(30_522).hasSize(vocabulary.size()).startsWith(0).endsWith(30_521);
        assertThat(SafeJson.object(model.read("config.json"), "config.json").get("vocab_size").intValue()).isEqualTo(30_522);
    }

    @Test
    void onnx_description() {
        OnnxFile onnx = open().onnx(Precision.AUTO);
        assertThat(onnx.precision()).isEqualTo(Precision.FP32);
        assertThat(onnx.inputs()).containsExactlyInAnyOrder("input_ids", "token_type_ids");
        assertThat(onnx.outputs()).containsExactly("last_hidden_state");
        assertThat(onnx.shapes().get("last_hidden_state")).isEqualTo(List.of(-1L, -1L, 384L));
        assertThat(onnx.batchDependent()).isFalse();
    }

    /** The graph is Glossa's own, and the weights to train from are in it under the names of the checkpoint. */
    @Test
    void parameters_areThoseOfThePublishedGraph() {
        Path published = Path.of("target/published/onnx/model.onnx");
        Parameters expected = Parameters.ofOnnx(published, "published");
        Parameters found = Parameters.ofOnnx(open().onnx(Precision.FP32).path(), "base-en-bge");
        assertThat(found.names()).contains("embeddings.word_embeddings.weight", "encoder.layer.0.attention.self.query.weight",
                "encoder.layer.0.attention.self.query.bias", "encoder.layer.11.output.LayerNorm.bias");
        assertThat(expected.names()).containsAll(found.names());
        assertThat(expected.names().stream().filter(name -> !name.startsWith("pooler.")).toList())
                .containsExactlyInAnyOrderElementsOf(found.names());
        found.names().forEach(name -> {
            assertThat(found.shape(name)).as(name).isEqualTo(expected.shape(name));
            assertThat(Arrays.equals(found.floats(name), expected.floats(name))).as(name).isTrue();
        });
    }

    @Test
    void embedded_listsIt() {
        ModelSummary summary = ModelStore.defaults().embedded().stream()
                .filter(model -> model.name().equals("base-en-bge"))
                .findFirst()
                .orElseThrow();
        assertThat(summary.task()).isEqualTo("embedding");
        assertThat(summary.languages()).containsExactly("en");
        assertThat(summary.license()).isEqualTo("MIT");
    }
}
