package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
