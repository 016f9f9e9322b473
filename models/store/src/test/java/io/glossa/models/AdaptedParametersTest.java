package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.Parameters;
import io.glossa.models.graph.internal.ParameterDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptedParametersTest {
    @TempDir
    Path folder;

    /** Parameters in memory. */
    private record Few(Map<String, float[]> values, Map<String, int[]> shapes) implements Parameters {
        static Few of(String prefix) {
            Map<String, float[]> values = new LinkedHashMap<>();
            Map<String, int[]> shapes = new LinkedHashMap<>();
            values.put(prefix + "layer.query.weight", new float[] {1, 2, 3, 4, 5, 6});
            shapes.put(prefix + "layer.query.weight", new int[] {2, 3});
            values.put(prefix + "layer.query.bias", new float[] {7, 8});
            shapes.put(prefix + "layer.query.bias", new int[] {2});
            return new Few(values, shapes);
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }

        @Override
        public int[] shape(String name) {
            return shapes.get(name).clone();
        }

        @Override
        public float[] floats(String name) {
            return values.get(name).clone();
        }

        @Override
        public String where() {
            return "few";
        }
    }

    private static SafeTensorsWriter adapter() {
        return new SafeTensorsWriter().add("enc.layer.query.lora_A", new float[] {1, 0, 2}, 1, 3)
                .add("enc.layer.query.lora_B", new float[] {10, -1}, 2, 1).add("classifier.bias", new float[] {9}, 1)
                .metadata("prefix", "enc.").metadata("rank", "1").metadata("alpha", "2.0");
    }

    private static SafeTensors read(SafeTensorsWriter writer) {
        return SafeTensors.read(writer.bytes(), "adapter.safetensors");
    }

    @Test
    void floats_mergedByHand() {
        for (String prefix : new String[] {"enc.", ""}) {
            AdaptedParameters merged = new AdaptedParameters(Few.of(prefix), read(adapter()), "mine");
            assertThat(merged.names()).containsExactlyInAnyOrder("enc.layer.query.weight", "enc.layer.query.bias", "classifier.bias");
            // W + 2/1 · [10; −1] · [1 0 2]
            assertThat(merged.floats("enc.layer.query.weight")).containsExactly(21, 2, 43, 2, 5, 2);
            assertThat(merged.floats("enc.layer.query.bias")).containsExactly(7, 8);
            assertThat(merged.floats("classifier.bias")).containsExactly(9);
            assertThat(merged.shape("classifier.bias")).containsExactly(1);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new AdaptedParameters(Few.of(""), read(new SafeTensorsWriter().add("a", new float[1], 1)), "mine"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("prefix");
        assertThatThrownBy(() -> new AdaptedParameters(Few.of(""), read(adapter().metadata("alpha", "none")), "mine"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new AdaptedParameters(Few.of(""), read(adapter().add("enc.layer.key.lora_A", new float[3], 1, 3)), "mine"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("another base");
        SafeTensorsWriter wide = new SafeTensorsWriter().add("enc.layer.query.lora_A", new float[4], 1, 4)
                .add("enc.layer.query.lora_B", new float[2], 2, 1).metadata("prefix", "enc.").metadata("rank", "1").metadata("alpha", "1");
        assertThatThrownBy(() -> new AdaptedParameters(Few.of(""), read(wide), "mine").floats("enc.layer.query.weight"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("[r, 3]").hasMessageContaining("[1, 4]");
    }

    private void manifest(String name, String json) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("glossa.json"), json);
        Files.writeString(folder.resolve(name).resolve("config.json"), "{\"model_type\": \"bert\"}");
    }

    @Test
    void open_tokenizerIsTheBases() throws IOException {
        manifest("base", "{\"formatVersion\": 1}");
        Files.writeString(folder.resolve("base/tokenizer.json"), "{}");
        Files.writeString(folder.resolve("base/README.md"), "of the base");
        manifest("mine", "{\"formatVersion\": 1, \"base\": \"" + folder.resolve("base") + "\", \"adapter\": \"adapter.safetensors\"}");
        adapter().write(folder.resolve("mine/adapter.safetensors"));
        ModelDirectory mine = ModelStore.defaults().open(folder.resolve("mine").toString());
        assertThat(mine.files()).containsExactly("adapter.safetensors", "config.json", "glossa.json", "tokenizer.json");
        assertThat(mine.has("README.md")).isFalse();
        assertThat(mine.file("tokenizer.json")).isEqualTo(folder.resolve("base/tokenizer.json"));
        assertThat(mine.hasWeights()).isTrue();
    }

    /** A pair in {@code pair/}: the base, and an adapter one folder down beside it. */
    private void pair(String base, String more) throws IOException {
        manifest("pair/base", "{\"formatVersion\": 1}");
        Files.writeString(folder.resolve("pair/base/tokenizer.json"), "{}");
        manifest("pair/mine/v1", "{\"formatVersion\": 1, \"base\": \"" + base + "\"" + more + ", \"adapter\": \"adapter.safetensors\"}");
        adapter().write(folder.resolve("pair/mine/v1/adapter.safetensors"));
    }

    @Test
    void open_relativeBase_isFoundFromTheAdapterWhereverBothAreMoved() throws IOException {
        pair("../../base", "");
        Files.move(folder.resolve("pair"), folder.resolve("moved"));
        Path real = folder.toRealPath();
        ModelDirectory mine = ModelStore.defaults().open(folder.resolve("moved/mine/v1").toString());
        assertThat(mine.manifest().orElseThrow().base()).contains(real.resolve("moved/base").toString());
        assertThat(mine.file("tokenizer.json")).isEqualTo(real.resolve("moved/base/tokenizer.json"));
    }

    @Test
    void open_relativeBase_throughALink() throws IOException {
        pair("../../base", "");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("pair/mine/v1"));
        assertThat(ModelStore.defaults().open(link.toString()).has("tokenizer.json")).isTrue();
    }

    @Test
    void open_adapterAlone_saysWhereItsBaseWasLookedFor() throws IOException {
        pair("../../base", "");
        Files.createDirectories(folder.resolve("away/mine"));
        Path alone = Files.move(folder.resolve("pair/mine/v1"), folder.resolve("away/mine/v1"));
        assertThatThrownBy(() -> ModelStore.defaults().open(alone.toString())).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("base of the adapter").hasMessageContaining(folder.toRealPath().resolve("away/base").toString());
    }

    /** The digest is compared before the writer asks for a parameter, so the base need not be a whole model. */
    @Test
    void matrices_otherBase_isRefused() throws IOException {
        String config = "{\"model_type\": \"bert\", \"vocab_size\": 16, \"hidden_size\": 8, \"num_hidden_layers\": 1,"
                + " \"num_attention_heads\": 2, \"intermediate_size\": 12, \"max_position_embeddings\": 10, \"type_vocab_size\": 2,"
                + " \"hidden_act\": \"gelu\", \"layer_norm_eps\": 1e-12, \"pad_token_id\": 0}";
        SafeTensorsWriter weights = new SafeTensorsWriter().add("layer.query.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        String right = ParameterDigest.sha256(Parameters.of(Weights.of(read(weights)), "base"), null);
        for (String expected : new String[] {"", right, "ab".repeat(32)}) {
            pair("../../base", expected.isEmpty() ? "" : ", \"base_sha256\": \"" + expected + "\"");
            Files.writeString(folder.resolve("pair/mine/v1/config.json"), config);
            weights.write(folder.resolve("pair/base/model.safetensors"));
            ModelDirectory mine = ModelStore.defaults().open(folder.resolve("pair/mine/v1").toString());
            AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(() -> mine.matrices(GraphOptions.of(GraphHead.SEQUENCE_LOGITS).int8(true)))
                    .isInstanceOf(ModelFormatException.class);
            if (expected.startsWith("abab")) {
                thrown.hasMessageContaining(expected).hasMessageContaining(right).hasMessageContaining("which the adapter was trained on");
            } else {
                thrown.hasMessageContaining("word_embeddings").hasMessageNotContaining("trained on");
            }
        }
    }

    @Test
    void open_baseSha256ThatIsNone() throws IOException {
        pair("../../base", ", \"base_sha256\": \"abc\"");
        assertThatThrownBy(() -> ModelStore.defaults().open(folder.resolve("pair/mine/v1").toString()))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("base_sha256").hasMessageContaining("64");
    }

    @Test
    void open_adapterOfAnAdapter() throws IOException {
        manifest("mine", "{\"formatVersion\": 1, \"base\": \"" + folder.resolve("mine") + "\", \"adapter\": \"adapter.safetensors\"}");
        assertThatThrownBy(() -> ModelStore.defaults().open(folder.resolve("mine").toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("weights of its own");
        manifest("alone", "{\"formatVersion\": 1, \"adapter\": \"adapter.safetensors\"}");
        assertThatThrownBy(() -> ModelStore.defaults().open(folder.resolve("alone").toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("base");
    }
}
