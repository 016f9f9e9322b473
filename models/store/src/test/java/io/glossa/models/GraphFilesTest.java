package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.GraphingProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs from weights that lie, and writers that meet or die: an error that names the tensor, or one whole file. */
class GraphFilesTest {
    private static final GraphOptions OPTIONS = GraphOptions.of(GraphHead.SEQUENCE_LOGITS);
    private static final String SOME = "bert.encoder.layer.0.output.dense.weight";

    @TempDir
    Path root;

    private Path model;
    private Path cache;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private record Tensor(float[] values, long... shape) {}

    @BeforeEach
    void model() throws IOException {
        model = root.resolve("model");
        cache = root.resolve("cache");
        Fixtures.write(model.resolve("config.json"), "{\"model_type\":\"bert\",\"vocab_size\":20,\"hidden_size\":6,"
                + "\"num_attention_heads\":3,\"num_hidden_layers\":1,\"intermediate_size\":5,\"max_position_embeddings\":8,"
                + "\"type_vocab_size\":2}");
        put("bert.embeddings.word_embeddings.weight", 20, 6);
        put("bert.embeddings.position_embeddings.weight", 8, 6);
        put("bert.embeddings.token_type_embeddings.weight", 2, 6);
        norm("bert.embeddings.LayerNorm");
        for (String name : List.of("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")) {
            linear("bert.encoder.layer.0." + name, 6, 6);
        }
        norm("bert.encoder.layer.0.attention.output.LayerNorm");
        linear("bert.encoder.layer.0.intermediate.dense", 5, 6);
        linear("bert.encoder.layer.0.output.dense", 6, 5);
        norm("bert.encoder.layer.0.output.LayerNorm");
        linear("bert.pooler.dense", 6, 6);
        linear("classifier", 2, 6);
    }

    private void put(String name, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + name.length());
        }
        tensors.put(name, new Tensor(values, shape));
    }

    private void linear(String name, long out, long in) {
        put(name + ".weight", out, in);
        put(name + ".bias", out);
    }

    private void norm(String name) {
        put(name + ".weight", 6);
        put(name + ".bias", 6);
    }

    private SafeTensorsWriter writer() {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        tensors.forEach((name, tensor) -> writer.add(name, tensor.values(), tensor.shape()));
        return writer;
    }

    private void save() throws IOException {
        writer().write(model.resolve("model.safetensors"));
    }

    private ModelDirectory open() {
        return ModelStore.builder().cacheDirectory(cache).build().open(ModelId.of(model));
    }

    /** What lies in the cache besides locks and checksums. */
    private List<Path> graphs() throws IOException {
        if (!Files.exists(cache.resolve("graphs"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache.resolve("graphs"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().endsWith(".lock")).toList();
        }
    }

    private void assertRefused(Class<? extends GlossaException> type, String... parts) throws IOException {
        for (GraphOptions options : List.of(OPTIONS, OPTIONS.int8(true), OPTIONS.portable(true))) {
            assertThatThrownBy(() -> open().graph(options)).isInstanceOf(type).hasMessageContainingAll(parts);
        }
        assertThat(graphs()).isEmpty();
    }

    @Test
    void matrices_areWhatCanBeKeptIn32Bits() throws IOException {
        save();
        GraphOptions int8 = GraphOptions.of(GraphHead.HIDDEN_STATE).int8(true);
        String layer = "bert.encoder.layer.0.";
        assertThat(open().matrices(int8)).containsExactly(
                List.of(layer + "attention.self.query.weight", layer + "attention.self.key.weight", layer + "attention.self.value.weight"),
                List.of(layer + "attention.output.dense.weight"), List.of(layer + "intermediate.dense.weight"), List.of(SOME));
        assertThat(open().graph(int8).operators())
                .anyMatch(operator -> operator.endsWith("MatMulIntegerToFloat"));
        assertThat(open().graph(int8.kept(List.of(SOME, layer + "intermediate.dense.weight"))).operators())
                .noneMatch(operator -> operator.endsWith("MatMulIntegerToFloat"));
        assertThatThrownBy(() -> open().graph(int8.kept(List.of("classifier.weight")))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("classifier.weight").hasMessageContaining(layer + "attention");
    }

    @Test
    void graph_wholeWeights() throws IOException {
        save();
        assertThat(open().graph(OPTIONS).outputs()).containsExactly("logits");
        assertThat(graphs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {SOME, "bert.embeddings.LayerNorm.bias", "bert.embeddings.position_embeddings.weight",
        "bert.pooler.dense.weight", "classifier.bias", "bert.encoder.layer.0.attention.self.key.bias"})
    void graph_missingTensor(String name) throws IOException {
        tensors.remove(name);
        save();
        assertRefused(ModelFormatException.class, name, "found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert.encoder.layer.1.output.dense.weight", "classifier.weight.extra", "bert.embeddings.embed_proj.weight"})
    void graph_surplusTensor(String name) throws IOException {
        put(name, 2, 2);
        save();
        assertRefused(ModelFormatException.class, name);
    }

    @Test
    void graph_misshapenTensor() throws IOException {
        put(SOME, 5, 6);
        save();
        assertRefused(ModelFormatException.class, SOME, "[6, 5]", "[5, 6]");
        put(SOME, 30);
        save();
        assertRefused(ModelFormatException.class, SOME, "[6, 5]", "[30]");
        put(SOME, 6, 5, 1);
        save();
        assertRefused(ModelFormatException.class, SOME, "[6, 5, 1]");
        put(SOME, 0, 5);
        save();
        assertRefused(ModelFormatException.class, SOME, "[0, 5]");
    }

    @Test
    void graph_dimensionTooLarge() throws IOException {
        tensors.remove(SOME);
        writer().add(SOME, DType.F32, List.of(1L << 32, 0L), sink -> { }).write(model.resolve("model.safetensors"));
        assertRefused(ModelFormatException.class, SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I64", "I32", "U8", "BOOL"})
    void graph_integersWhereFloatsBelong(String type) throws IOException {
        DType dtype = DType.valueOf(type);
        tensors.remove(SOME);
        writer().add(SOME, dtype, List.of(6L, 5L), sink -> sink.longs(LongBuffer.allocate(30))).write(model.resolve("model.safetensors"));
        assertRefused(ModelFormatException.class, SOME, type);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void graph_noNumber(float value) throws IOException {
        tensors.get(SOME).values()[7] = value;
        save();
        assertRefused(ModelFormatException.class, SOME, "finite", "place 7");
    }

    @Test
    void graph_missingShard() throws IOException {
        writer().write(model.resolve("model-00001-of-00002.safetensors"));
        StringBuilder map = new StringBuilder();
        tensors.keySet().forEach(name -> map.append(map.isEmpty() ? "" : ",").append('"').append(name)
                .append("\":\"model-0000").append(name.equals(SOME) ? 2 : 1).append("-of-00002.safetensors\""));
        Fixtures.write(model.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
        assertRefused(ModelNotFoundException.class, SOME, "model-00002-of-00002.safetensors");
        new SafeTensorsWriter().add("other", new float[1], 1).write(model.resolve("model-00002-of-00002.safetensors"));
        assertRefused(ModelFormatException.class, SOME, "model-00002-of-00002.safetensors");
    }

    @Test
    void graph_overlappingOffsets() throws IOException {
        byte[] bytes = writer().bytes();
        int header = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0));
        String json = new String(bytes, 8, header, StandardCharsets.UTF_8);
        String place = json.replaceFirst("(?s).*\"" + SOME.replace(".", "\\.") + "\":\\{[^}]*\"data_offsets\":\\[(\\d+,\\d+)\\].*", "$1");
        int from = Integer.parseInt(place.substring(0, place.indexOf(',')));
        int to = Integer.parseInt(place.substring(place.indexOf(',') + 1));
        String shifted = (from - 4) + "," + (to - 4);
        String damaged = json.replace("[" + place + "]", "[" + shifted + "]");
        assertThat(damaged).isNotEqualTo(json).hasSameSizeAs(json);
        byte[] lying = bytes.clone();
        System.arraycopy(damaged.getBytes(StandardCharsets.UTF_8), 0, lying, 8, header);
        Fixtures.write(model.resolve("model.safetensors"), lying);
        assertRefused(ModelFormatException.class, SOME);
    }

    @Test
    void graph_truncatedWeights() throws IOException {
        byte[] bytes = writer().bytes();
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            Fixtures.write(model.resolve("model.safetensors"), Arrays.copyOf(bytes, length));
            assertRefused(ModelFormatException.class, "model.safetensors");
        }
    }

    @Test
    void graph_weightsChanged_isAnotherGraph() throws IOException {
        save();
        Path first = open().graph(OPTIONS).path();
        tensors.get(SOME).values()[0] = 3;
        save();
        Path second = open().graph(OPTIONS).path();
        assertThat(second).isNotEqualTo(first);
        assertThat(Files.readAllBytes(second)).isNotEqualTo(Files.readAllBytes(first));
    }

    @Test
    void graph_damagedInTheCache_isWrittenAgain() throws IOException {
        save();
        Path file = open().graph(OPTIONS).path();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < whole.length - 300 ? 97 : 1) {
            Files.write(file, Arrays.copyOf(whole, length));
            open().graph(OPTIONS);
            byte[] now = Files.readAllBytes(file);
            // Only metadata stand at the very end; without them the graph is whole.
            assertThat(Arrays.equals(now, whole) || length > whole.length - 40 && now.length == length)
                    .as("%d of %d bytes", length, whole.length).isTrue();
        }
    }

    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey().toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-cp", System.getProperty("java.class.path"), main.getName()));
        Collections.addAll(command, arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void graph_eightThreadsAndTwoProcesses_writeOne() throws Exception {
        save();
        List<Process> processes = List.of(start(GraphingProcess.class, cache.toString(), model.toString()),
                start(GraphingProcess.class, cache.toString(), model.toString()));
        List<BufferedReader> outputs = processes.stream().map(GraphFilesTest::output).toList();
        for (BufferedReader output : outputs) {
            assertThat(output.readLine()).isEqualTo("ready");
        }
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            Callable<Object> work = () -> key(open().graph(OPTIONS).path());
            Set<Object> keys = new HashSet<>();
            for (Future<Object> future : executor.invokeAll(Collections.nCopies(8, work))) {
                keys.add(future.get());
            }
            for (int i = 0; i < 2; i++) {
                keys.add(outputs.get(i).readLine());
                assertThat(processes.get(i).waitFor()).isZero();
            }
            assertThat(graphs()).hasSize(1);
            assertThat(keys).as("a file that was not replaced by a second writer").containsExactly(key(graphs().get(0)));
        } finally {
            executor.shutdownNow();
            processes.forEach(Process::destroyForcibly);
        }
    }

    @Test
    void graph_writerKilled_leavesNothingThatIsTakenForWhole() throws Exception {
        save();
        Path file = open().graph(OPTIONS).path();
        byte[] whole = Files.readAllBytes(file);
        Path copy = root.resolve("copy");
        Files.move(file, copy);
        Process process = start(HalfWritingProcess.class, cache.toString(), cache.relativize(file).toString(), copy.toString());
        try (BufferedReader output = output(process)) {
            assertThat(output.readLine()).isEqualTo("half");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(file).doesNotExist();
        assertThat(graphs()).hasSize(1);
        assertThat(open().graph(OPTIONS).path()).isEqualTo(file).hasBinaryContent(whole);
    }
}
