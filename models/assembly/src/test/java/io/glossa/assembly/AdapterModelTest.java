package io.glossa.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny base and random factors on one matrix of it, against the graph of weights that were merged by hand. */
class AdapterModelTest {
    private static final int WIDTH = 8;
    private static final String CONFIG = "{\"model_type\": \"bert\", \"vocab_size\": 16, \"hidden_size\": 8, \"num_hidden_layers\": 1,"
            + " \"num_attention_heads\": 2, \"intermediate_size\": 12, \"max_position_embeddings\": 10, \"type_vocab_size\": 2,"
            + " \"hidden_act\": \"gelu\", \"layer_norm_eps\": 1e-12, \"pad_token_id\": 0,"
            + " \"id2label\": {\"0\": \"negative\", \"1\": \"positive\"}}";
    private static final String FACTORED = "encoder.layer.0.attention.self.query.weight";

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private final Map<String, float[]> base = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    private float[] random(int... shape) {
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private void parameter(String name, int... shape) {
        shapes.put(name, shape);
        base.put(name, random(shape));
    }

    private void linear(String name, int out, int in) {
        parameter(name + ".weight", out, in);
        parameter(name + ".bias", out);
    }

    private void norm(String name) {
        parameter(name + ".weight", WIDTH);
        parameter(name + ".bias", WIDTH);
    }

    private void encoder() {
        parameter("embeddings.word_embeddings.weight", 16, WIDTH);
        parameter("embeddings.position_embeddings.weight", 10, WIDTH);
        parameter("embeddings.token_type_embeddings.weight", 2, WIDTH);
        norm("embeddings.LayerNorm");
        String layer = "encoder.layer.0.";
        for (String part : new String[] {"query", "key", "value"}) {
            linear(layer + "attention.self." + part, WIDTH, WIDTH);
        }
        linear(layer + "attention.output.dense", WIDTH, WIDTH);
        norm(layer + "attention.output.LayerNorm");
        linear(layer + "intermediate.dense", 12, WIDTH);
        linear(layer + "output.dense", WIDTH, 12);
        norm(layer + "output.LayerNorm");
    }

    private static SafeTensorsWriter add(SafeTensorsWriter writer, String name, float[] values, int... shape) {
        long[] axes = new long[shape.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = shape[i];
        }
        return writer.add(name, values, axes);
    }

    private Path folder(String name, String manifest) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(made.resolve("config.json"), CONFIG);
        Files.writeString(made.resolve("glossa.json"), manifest);
        return made;
    }

    private Map<String, float[]> head() {
        Map<String, float[]> head = new LinkedHashMap<>();
        head.put("bert.pooler.dense.weight", random(WIDTH, WIDTH));
        head.put("bert.pooler.dense.bias", random(WIDTH));
        head.put("classifier.weight", random(2, WIDTH));
        head.put("classifier.bias", random(2));
        return head;
    }

    private static void addHead(SafeTensorsWriter writer, Map<String, float[]> head) {
        head.forEach((name, values) -> add(writer, name, values,
                name.endsWith("bias") ? new int[] {values.length} : new int[] {values.length / WIDTH, WIDTH}));
    }

    /** A build over what the resources plugin has copied: the factors go away again, and nothing else changes. */
    private void assembleAgain(Path repository, Path target) throws IOException {
        byte[] manifest = Files.readAllBytes(target.resolve("glossa.json"));
        Folders.copy(repository, target);
        AdapterModel.assemble(new Assembly(repository, target, false), folder.resolve("cache"));
        assertThat(target.resolve("adapter.safetensors")).doesNotExist();
        assertThat(target.resolve("glossa.json")).hasBinaryContent(manifest);
        Files.delete(target.resolve("config.json"));
    }

    @Test
    void assemble_graphOfMergedWeights_servedWithoutItsBase() throws IOException {
        encoder();
        Path published = folder("base", "{\"formatVersion\": 1}");
        Files.writeString(published.resolve("tokenizer.json"), "{\"of\": \"the base\"}");
        SafeTensorsWriter weights = new SafeTensorsWriter();
        base.forEach((name, values) -> add(weights, name, values, shapes.get(name)));
        weights.write(published.resolve("model.safetensors"));
        Map<String, float[]> head = head();
        float[] a = random(2, WIDTH);
        float[] b = random(WIDTH, 2);
        Path repository = folder("repository", "{\"formatVersion\": 1, \"base\": \"" + published
                + "\", \"adapter\": \"adapter.safetensors\", \"files\": {}}");
        String stem = "bert." + FACTORED.substring(0, FACTORED.lastIndexOf('.'));
        SafeTensorsWriter adapter = new SafeTensorsWriter().metadata("prefix", "bert.").metadata("rank", "2").metadata("alpha", "4.0");
        add(adapter, stem + ".lora_A", a, 2, WIDTH);
        add(adapter, stem + ".lora_B", b, WIDTH, 2);
        addHead(adapter, head);
        adapter.write(repository.resolve("adapter.safetensors"));

        Path target = folder.resolve("target");
        AdapterModel.assemble(new Assembly(repository, target, true), folder.resolve("cache"));
        assertThat(folder.resolve("cache")).doesNotExist();
        assertThat(target.resolve("tokenizer.json")).hasSameTextualContentAs(published.resolve("tokenizer.json"));

        float[] merged = base.get(FACTORED).clone();
        for (int o = 0; o < WIDTH; o++) {
            for (int i = 0; i < WIDTH; i++) {
                merged[o * WIDTH + i] += (float) (4.0 / 2 * ((double) b[2 * o] * a[i] + (double) b[2 * o + 1] * a[WIDTH + i]));
            }
        }
        base.put(FACTORED, merged);
        Path whole = folder("whole", "{\"formatVersion\": 1}");
        SafeTensorsWriter all = new SafeTensorsWriter();
        base.forEach((name, values) -> add(all, "bert." + name, values, shapes.get(name)));
        addHead(all, head);
        all.write(whole.resolve("model.safetensors"));
        ModelStore store = ModelStore.builder().cacheDirectory(folder.resolve("cache")).build();
        store.open(whole.toString()).writeGraph(GraphOptions.of(GraphHead.SEQUENCE_LOGITS).int8(true), folder.resolve("expected.onnx"));
        assertThat(target.resolve("onnx/model_quantized.onnx")).hasSameBinaryContentAs(folder.resolve("expected.onnx"));

        assembleAgain(repository, target);
        // As in a jar: the repository's files but the factors, those that were made, and no base far and wide.
        Files.copy(repository.resolve("config.json"), target.resolve("config.json"));
        assertThat(store.open(repository.toString()).manifest().orElseThrow().files()).containsKeys("adapter.safetensors", "config.json");
        Folders.delete(published);
        ModelDirectory served = store.open(target.toString());
        assertThat(served.manifest().orElseThrow().adapter()).isEmpty();
        assertThat(served.manifest().orElseThrow().files().keySet()).containsExactlyInAnyOrder("config.json", "tokenizer.json", "onnx/model_quantized.onnx");
        assertThat(served.verify().problems()).noneMatch(problem -> problem.message().contains("SHA-256"));
        assertThat(served.onnx(Precision.AUTO).precision()).isEqualTo(Precision.INT8);
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> served.onnx(Precision.FP32)).withMessageContaining("INT8");
    }
}
