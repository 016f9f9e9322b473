package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.internal.OnnxReader;
import io.glossa.models.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Opens every model of the whole fixture set where it is there, else the small ones of the test resources. */
class SharedFixturesTest {
    @TestFactory
    List<DynamicTest> open_everyFixture() throws IOException {
        Path root = Fixtures.shared("parity").orElseGet(() -> Fixtures.small(""));
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(folder -> Files.isRegularFile(folder.resolve("config.json"))).sorted()
                    .forEach(folder -> tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder))));
        }
        System.out.println("SharedFixturesTest: " + tests.size() + " models from "
                + (Fixtures.shared("parity").isPresent() ? "the whole set of fixtures" : "the test resources"));
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(Path folder) throws IOException {
        ModelDirectory model = ModelStore.defaults().open(ModelId.of(folder));
        assertThat(model.verify().problems()).isEmpty();
        JsonNode facts = model.has("fixture.json")
                ? SafeJson.object(model.read("fixture.json"), "fixture.json") : SafeJson.mapper().createObjectNode();
        if (facts.has("architecture")) {
            assertThat(model.config().architectures()).containsExactly(facts.get("architecture").asText());
        }
        if (facts.has("onnx_inputs")) {
            OnnxFile onnx = model.onnx(Precision.AUTO);
            assertThat(onnx.precision()).isEqualTo(Precision.FP32);
            assertThat(onnx.inputs()).isEqualTo(texts(facts.get("onnx_inputs")));
            assertThat(onnx.outputs()).isEqualTo(texts(facts.get("onnx_outputs")));
            assertThat(onnx.batchDependent()).isFalse();
            assertThat(onnx.inputs().contains("token_type_ids"))
                    .isEqualTo(model.config().typeVocabularySize() > 1);
            boolean relative = model.config().modelType().equals("deberta-v2");
            assertThat(model.config().maxTokens().orElse(-1)).isEqualTo(relative ? -1 : facts.get("max_length").asInt());
            if (onnx.outputs().contains("logits")) {
                List<Long> shape = onnx.shapes().get("logits");
                assertThat(shape.get(shape.size() - 1)).isEqualTo(model.config().labels().size());
            }
        }
        for (String path : model.files()) {
            if (path.endsWith("model_quantized.onnx")) {
                assertThat(model.onnx(Precision.INT8).batchDependent()).isTrue();
            } else if (path.endsWith(".onnx")) {
                assertThat(OnnxReader.read(folder.resolve(path), path).outputs()).isNotEmpty();
            }
        }
        if (model.has("model.safetensors")) {
            assertThat(SafeTensors.open(model.file("model.safetensors")).tensors()).isNotEmpty();
        }
        if (facts.has("pooling")) {
            SentenceTransformersConfig sentences = model.sentenceTransformers().orElseThrow();
            assertThat(sentences.pooling()).extracting(Pooling::flag).containsExactly("pooling_mode_" + facts.get("pooling").asText());
            assertThat(sentences.normalize()).isEqualTo(facts.get("normalize").asBoolean());
            assertThat(sentences.maxSequenceLength()).hasValue(facts.get("sentence_max_seq_length").asInt());
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
