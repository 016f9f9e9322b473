package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTransformersConfigTest {
    @TempDir
    Path folder;

    @BeforeEach
    void model() {
        put("config.json", "{}");
        modules("Transformer:", "Pooling:1_Pooling");
        put("1_Pooling/config.json", "{}");
    }

    private void put(String file, String json) {
        Fixtures.write(folder.resolve(file), json.replace('\'', '"'));
    }

    private void modules(String... modules) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < modules.length; i++) {
            String[] parts = modules[i].split(":", -1);
            String type = parts[0].contains(".") ? parts[0] : "sentence_transformers.models." + parts[0];
            json.append(i == 0 ? "" : ",").append("{'idx': ").append(i).append(", 'name': '").append(i).append("', 'path': '")
                    .append(parts[1]).append("', 'type': '").append(type).append("'}");
        }
        put("modules.json", json.append("]").toString());
    }

    private SentenceTransformersConfig read() {
        return ModelStore.defaults().open(ModelId.of(folder)).sentenceTransformers().orElseThrow();
    }

    private void refused(String part) {
        assertThatThrownBy(this::read).isInstanceOf(ModelFormatException.class).hasMessageContaining(part);
    }

    @Test
    void read_realFiles() {
        SentenceTransformersConfig config = ModelStore.defaults().open(ModelId.of(Fixtures.small("embedder")))
                .sentenceTransformers().orElseThrow();
        assertThat(config.pooling()).containsExactly(Pooling.MEAN);
        assertThat(config.normalize()).isTrue();
        assertThat(config.includePrompt()).isTrue();
        assertThat(config.maxSequenceLength()).hasValue(64);
        assertThat(config.lowerCase()).isFalse();
        assertThat(config.prompts()).isEmpty();
        assertThat(config.defaultPromptName()).isEmpty();
        assertThat(config.similarity()).isEqualTo("cosine");
        assertThat(config.dense()).isEmpty();
    }

    @Test
    void read_noModules() {
        assertThat(ModelStore.defaults().open(ModelId.of(Fixtures.small("quantized"))).sentenceTransformers()).isEmpty();
    }

    @Test
    void read_defaults() {
        SentenceTransformersConfig config = read();
        assertThat(config.pooling()).containsExactly(Pooling.MEAN);
        assertThat(config.normalize()).isFalse();
        assertThat(config.maxSequenceLength()).isEmpty();
        assertThat(config.includePrompt()).isTrue();
    }

    @Test
    void pooling_orderOfConcatenation() {
        put("1_Pooling/config.json", "{'pooling_mode_lasttoken': true, 'pooling_mode_weightedmean_tokens': true,"
                + " 'pooling_mode_mean_sqrt_len_tokens': true, 'pooling_mode_mean_tokens': true, 'pooling_mode_max_tokens': true,"
                + " 'pooling_mode_cls_token': true, 'include_prompt': false}");
        SentenceTransformersConfig config = read();
        assertThat(config.pooling()).containsExactly(Pooling.CLS, Pooling.MAX, Pooling.MEAN, Pooling.MEAN_SQRT_LEN,
                Pooling.WEIGHTED_MEAN, Pooling.LAST_TOKEN);
        assertThat(config.includePrompt()).isFalse();
    }

    @Test
    void pooling_words() {
        put("1_Pooling/config.json", "{'pooling_mode': 'lasttoken'}");
        assertThat(read().pooling()).containsExactly(Pooling.LAST_TOKEN);
        put("1_Pooling/config.json", "{'pooling_mode': ['mean', 'cls']}");
        assertThat(read().pooling()).containsExactly(Pooling.MEAN, Pooling.CLS);
        put("1_Pooling/config.json", "{'pooling_mode': 'magic'}");
        refused("\"magic\"");
    }

    @Test
    void pooling_flagsThatAreNotThere_areFalseAndNoneIsMean() {
        put("1_Pooling/config.json", "{'pooling_mode_mean_tokens': false}");
        assertThat(read().pooling()).containsExactly(Pooling.MEAN);
        put("1_Pooling/config.json", "{'pooling_mode_cls_token': true}");
        assertThat(read().pooling()).containsExactly(Pooling.CLS);
    }

    @Test
    void pooling_fileMissing() {
        modules("Transformer:", "Pooling:2_Pooling");
        assertThatThrownBy(this::read).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("2_Pooling/config.json").hasMessageContaining("1_Pooling/");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sentence_transformers.models.CNN", "sentence_transformers.models.Dropout", "sentence_transformers.models.WordWeights",
        "evil.Transformer", "os.system", "Pooling2"})
    void modules_otherTypes(String type) {
        modules("Transformer:", "Pooling:1_Pooling", type + (type.contains(".") ? "" : "") + ":x");
        refused(type);
    }

    @Test
    void modules_otherOrders() {
        modules("Pooling:1_Pooling", "Transformer:");
        refused("at place 0");
        modules("Transformer:");
        refused("Pooling module");
        modules("Transformer:", "Normalize:2", "Pooling:1_Pooling");
        refused("at place 1");
        modules("Transformer:", "Pooling:1_Pooling", "Pooling:1_Pooling");
        refused("at place 2");
        modules("Transformer:0_Transformer", "Pooling:1_Pooling");
        refused("0_Transformer");
        modules("Transformer:", "Pooling:../1_Pooling");
        refused("inside the model");
        put("modules.json", "{}");
        refused("list of modules");
        put("modules.json", "[1]");
        refused("object");
    }

    @Test
    void modules_sortedByIndex() {
        put("modules.json", "[{'idx': 1, 'path': '1_Pooling', 'type': 'sentence_transformers.models.Pooling'},"
                + "{'idx': 0, 'path': '', 'type': 'sentence_transformers.models.Transformer'}]");
        assertThat(read().pooling()).containsExactly(Pooling.MEAN);
    }

    @Test
    void transformer_settings() {
        put("sentence_roberta_config.json", "{'max_seq_length': 128, 'do_lower_case': true}");
        assertThat(read().maxSequenceLength()).hasValue(128);
        assertThat(read().lowerCase()).isTrue();
        put("sentence_bert_config.json", "{'max_seq_length': null}");
        assertThat(read().maxSequenceLength()).isEmpty();
        put("sentence_bert_config.json", "{'max_seq_length': 0}");
        refused("at least 1");
    }

    @Test
    void prompts_settings() {
        put("config_sentence_transformers.json", "{'prompts': {'query': 'query: ', 'none': null},"
                + " 'default_prompt_name': 'query', 'similarity_fn_name': 'dot'}");
        assertThat(read().prompts()).containsEntry("query", "query: ").hasSize(1);
        assertThat(read().defaultPromptName()).contains("query");
        assertThat(read().similarity()).isEqualTo("dot");
        put("config_sentence_transformers.json", "{'prompts': {'query': 'q'}, 'default_prompt_name': 'document'}");
        refused("\"document\"");
        put("config_sentence_transformers.json", "{'similarity_fn_name': 'telepathy'}");
        refused("\"telepathy\"");
        put("config_sentence_transformers.json", "{'similarity_fn_name': null}");
        assertThat(read().similarity()).isEqualTo("cosine");
    }

    private void dense(String config, float... weights) {
        modules("Transformer:", "Pooling:1_Pooling", "Dense:2_Dense", "Normalize:3_Normalize");
        put("2_Dense/config.json", config);
        ByteBuffer data = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float weight : weights) {
            data.putFloat(weight);
        }
        byte[] header = ("{\"linear.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"linear.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array();
        Fixtures.write(folder.resolve("2_Dense/model.safetensors"), MiniOnnx.join(length, header, data.array()));
    }

    @Test
    void dense_applied() {
        dense("{'in_features': 3, 'out_features': 2, 'bias': true,"
                + " 'activation_function': 'torch.nn.modules.activation.Tanh'}", 1, 0, 2, 0, -1, 0.5f, 0.1f, -0.2f);
        DenseLayer dense = read().dense().orElseThrow();
        assertThat(read().normalize()).isTrue();
        assertThat(dense.inputSize()).isEqualTo(3);
        assertThat(dense.outputSize()).isEqualTo(2);
        float[] out = dense.apply(new float[] {0.5f, 1, -0.25f});
        assertThat(out[0]).isCloseTo((float) Math.tanh(0.1), within(1e-7f));
        assertThat(out[1]).isCloseTo((float) Math.tanh(-1.325), within(1e-7f));
        assertThatThrownBy(() -> dense.apply(new float[2])).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear.Identity", "activation.ReLU", "activation.Sigmoid"})
    void dense_activations(String name) {
        dense("{'in_features': 3, 'out_features': 2, 'bias': false, 'activation_function': 'torch.nn.modules." + name + "'}",
                1, 1, 1, -1, -1, -1, 5, 5);
        float[] out = read().dense().orElseThrow().apply(new float[] {1, 1, 1});
        float[] expected = switch (name) {
            case "linear.Identity" -> new float[] {3, -3};
            case "activation.ReLU" -> new float[] {3, 0};
            default -> new float[] {0.95257413f, 0.04742587f};
        };
        assertThat(out).containsExactly(expected, within(1e-6f));
    }

    @Test
    void dense_checkpointOfPyTorch() throws IOException {
        modules("Transformer:", "Pooling:1_Pooling", "Dense:2_Dense");
        put("2_Dense/config.json", "{'in_features': 2, 'out_features': 3, 'activation_function': 'torch.nn.modules.linear.Identity'}");
        refused("2_Dense/pytorch_model.bin");
        Files.copy(Fixtures.small("torch/dense.bin"), folder.resolve("2_Dense/pytorch_model.bin"));
        assertThat(read().dense().orElseThrow().apply(new float[] {10, 100})).containsExactly(211, -100, 54);
        Files.copy(Fixtures.small("torch/hostile-eval.bin"), folder.resolve("2_Dense/pytorch_model.bin"),
                StandardCopyOption.REPLACE_EXISTING);
        refused("eval");
    }

    @Test
    void dense_refused() {
        dense("{'in_features': 2, 'out_features': 2}", new float[8]);
        refused("shape [2, 2]");
        dense("{'in_features': 3, 'out_features': 2, 'activation_function': 'os.system'}", new float[8]);
        refused("os.system");
        dense("{'in_features': 3}", new float[8]);
        refused("out_features");
        dense("{'in_features': 3, 'out_features': 2, 'module_input_name': 'token_embeddings'}", new float[8]);
        refused("token_embeddings");
        modules("Transformer:", "Pooling:1_Pooling", "Normalize:x", "Dense:2_Dense");
        refused("before Normalize");
        modules("Transformer:", "Pooling:1_Pooling", "Dense:3_Dense");
        put("3_Dense/config.json", "{'in_features': 3, 'out_features': 2}");
        put("3_Dense/pytorch_model.bin", "pickle");
        refused("safetensors");
    }
}
