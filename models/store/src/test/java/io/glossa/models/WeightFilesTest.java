package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.TensorInfo;
import io.glossa.models.format.Weights;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.WeighingProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

class WeightFilesTest {
    @TempDir
    Path root;

    private Path model;
    private Path cache;

    @BeforeEach
    void model() {
        model = root.resolve("model");
        cache = root.resolve("cache");
        Fixtures.write(model.resolve("config.json"), "{\"model_type\": \"bert\"}");
    }

    private ModelDirectory open() {
        return ModelStore.builder().cacheDirectory(cache).build().open(ModelId.of(model));
    }

    private void copy(String fixture, String name) throws IOException {
        Files.copy(Fixtures.small(fixture), model.resolve(name));
    }

    private static byte[] bytes(Weights weights, String name) {
        ByteBuffer mapped = weights.map(name, 0, weights.tensors().get(name).elements());
        byte[] bytes = new byte[mapped.remaining()];
        mapped.get(bytes);
        return bytes;
    }

    /** All tensors of the reference, with the same types, shapes and bytes. */
    private static void assertSame(Weights weights, Path reference) {
        Weights expected = Weights.of(SafeTensors.open(reference));
        assertThat(weights.tensors().keySet()).containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
        for (TensorInfo info : expected.tensors().values()) {
            TensorInfo found = weights.tensors().get(info.name());
            assertThat(found.dtype()).as(info.name()).isEqualTo(info.dtype());
            assertThat(found.shape()).as(info.name()).isEqualTo(info.shape());
            assertThat(bytes(weights, info.name())).as(info.name()).isEqualTo(bytes(expected, info.name()));
        }
    }

    @Test
    void weights_oneSafetensorsFile() throws IOException {
        copy("weights/model.safetensors", "model.safetensors");
        copy("torch/wrapped.bin", "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertSame(weights, Fixtures.small("weights/model.safetensors"));
            assertThat(weights.has("classifier.weight")).isTrue();
            assertThat(weights.has("a")).isFalse();
            assertThat(weights.shape("classifier.weight")).isEqualTo(List.of(2L, 32L));
            assertThat(weights.floats("classifier.weight")).hasSize(64);
            assertThat(weights.parameters()).isEqualTo(weights.tensors().values().stream().mapToLong(TensorInfo::elements).sum());
            weights.requireFinite();
            assertThatThrownBy(() -> weights.floats("nope")).isInstanceOf(ModelFormatException.class).hasMessageContaining("\"nope\"");
            assertThatThrownBy(() -> weights.shape("nope")).isInstanceOf(ModelFormatException.class).hasMessageContaining("\"nope\"");
        }
        assertThat(cache).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"types-2.bin", "types-3.bin", "types-4.bin", "types-5.bin"})
    void weights_everyTypeAndView(String file) throws IOException {
        copy("torch/" + file, "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertSame(weights, Fixtures.small("torch/types.safetensors"));
            assertThat(weights.longs("u16")).containsExactly(65535, 1);
            assertThat(weights.floats("expanded")).containsExactly(1, 1, 1, 2, 2, 2);
            FloatBuffer slice = FloatBuffer.allocate(3);
            weights.floats("whole", 5, slice);
            assertThat(slice.array()).containsExactly(5, 6, 7);
            LongBuffer whole = LongBuffer.allocate(2);
            weights.longs("i64", 1, whole);
            assertThat(whole.array()).containsExactly(5, 0);
        }
        assertThat(open().verify().problems()).isEmpty();
    }

    @Test
    void weights_everyTypeInTheOldFormat() throws IOException {
        copy("torch/types-old.bin", "pytorch_model.bin");
        SafeTensors all = SafeTensors.open(Fixtures.small("torch/types.safetensors"));
        SafeTensorsWriter known = new SafeTensorsWriter();
        all.tensors().values().stream().filter(info -> !List.of("u16", "u32", "u64", "f8").contains(info.name()))
                .forEach(info -> known.add(info.name(), info.dtype(), info.shape(),
                        sink -> sink.bytes(all.map(info.name(), 0, info.elements()))));
        Path expected = root.resolve("expected.safetensors");
        known.write(expected);
        Weights weights = open().weights();
        // The file was made on its own, but random numbers come from one seed in one order.
        weights.tensors().values().forEach(info -> assertThat(info.shape()).isEqualTo(all.shape(info.name())));
        try (weights) {
            for (String name : List.of("f32", "f16", "bf16", "f64", "i64", "i32", "i16", "i8", "u8", "bool", "scalar", "empty",
                    "whole", "same", "transposed", "permuted", "slice", "strided", "row", "one", "expanded", "positions")) {
                assertThat(bytes(weights, name)).as(name).isEqualTo(bytes(Weights.of(all), name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"albert.bin", "albert-old.bin"})
    void weights_realModel(String file) throws IOException {
        copy("torch/" + file, "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertSame(weights, Fixtures.small("weights/model.safetensors"));
        }
    }

    @Test
    void weights_namesOfOneViewAreStoredOnce() throws IOException {
        copy("torch/types-2.bin", "pytorch_model.bin");
        try (Weights weights = open().weights(); Stream<Path> files = Files.walk(cache)) {
            assertThat(weights.floats("same")).isEqualTo(weights.floats("whole"));
            Path converted = files.filter(path -> path.toString().endsWith(".safetensors")).findFirst().orElseThrow();
            assertThat(SafeTensors.open(converted).tensors()).containsKey("whole").doesNotContainKey("same");
            assertThat(weights.parameters()).isLessThan(weights.tensors().values().stream()
                    .filter(info -> info.dtype().name().startsWith("F") || info.dtype() == DType.BF16)
                    .mapToLong(TensorInfo::elements).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrapped.bin", "wrapped-model.bin"})
    void weights_stateDictInsideAnother(String file) throws IOException {
        copy("torch/" + file, "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertThat(weights.tensors().keySet()).containsExactlyInAnyOrder("a", "b");
            assertThat(weights.floats("a")).containsExactly(1, 2);
            assertThat(weights.longs("b")).containsExactly(3);
        }
    }

    @Test
    void weights_convertedOnce() throws IOException {
        copy("torch/types-2.bin", "pytorch_model.bin");
        open().weights().close();
        Path converted = converted();
        Files.setLastModifiedTime(converted, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        try (Weights weights = open().weights()) {
            assertSame(weights, Fixtures.small("torch/types.safetensors"));
        }
        assertThat(Files.getLastModifiedTime(converted).toMillis()).isEqualTo(1_000_000);
        Files.copy(Fixtures.small("torch/wrapped.bin"), model.resolve("pytorch_model.bin"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(open().weights().tensors().keySet()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void weights_damagedCopyInTheCacheIsMadeAgain() throws IOException {
        copy("torch/types-2.bin", "pytorch_model.bin");
        open().weights().close();
        Path converted = converted();
        byte[] whole = Files.readAllBytes(converted);
        Files.write(converted, java.util.Arrays.copyOf(whole, whole.length - 1));
        open().weights().close();
        assertThat(converted).hasBinaryContent(whole);
    }

    @Test
    void weights_cacheThatCannotBeWritten() throws IOException {
        Fixtures.write(cache, "a file where the folder should be");
        copy("torch/types-2.bin", "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertSame(weights, Fixtures.small("torch/types.safetensors"));
        }
    }

    @Test
    void weights_manyThreadsAtOnce() throws Exception {
        copy("torch/albert.bin", "pytorch_model.bin");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                calls.add(() -> {
                    try (Weights weights = open().weights()) {
                        assertSame(weights, Fixtures.small("weights/model.safetensors"));
                    }
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
                    .hasSize(2).anyMatch(name -> name.endsWith(".safetensors")).anyMatch(name -> name.endsWith(".lock"));
        }
    }

    @Test
    void weights_manyProcessesAtOnce() throws Exception {
        copy("torch/albert.bin", "pytorch_model.bin");
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp",
                            System.getProperty("java.class.path"), WeighingProcess.class.getName(), cache.toString(),
                            model.toString(), Fixtures.small("weights/model.safetensors").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            processes.add(process);
            outputs.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }
        for (BufferedReader output : outputs) {
            assertThat(output.readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        for (int i = 0; i < processes.size(); i++) {
            assertThat(outputs.get(i).readLine()).isEqualTo("same");
            assertThat(processes.get(i).waitFor()).isZero();
        }
        assertThat(converted()).exists();
    }

    @Test
    void weights_refusedCheckpointLeavesNothing() throws IOException {
        copy("torch/hostile-system.bin", "pytorch_model.bin");
        assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelFormatException.class).hasMessageContaining("posix.system");
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".lock"))).isEmpty();
        }
        assertThat(open().verify().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("posix.system"));
    }

    private Path converted() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(path -> path.toString().endsWith(".safetensors")).findFirst().orElseThrow();
        }
    }

    @Test
    void weights_none() {
        Fixtures.write(model.resolve("tf_model.h5"), "x");
        assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("model.safetensors").hasMessageContaining("tf_model.h5");
    }

    private void shard(String name, Map<String, Float> tensors) throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        tensors.forEach((tensor, value) -> writer.add(tensor, new float[] {value}, 1));
        writer.write(model.resolve(name));
    }

    private void index(String map) {
        Fixtures.write(model.resolve("model.safetensors.index.json"), "{\"metadata\": {\"total_size\": 8}, \"weight_map\": " + map + "}");
    }

    @Test
    void weights_shards() throws IOException {
        shard("one.safetensors", new LinkedHashMap<>(Map.of("a", 1f)));
        shard("two.safetensors", new LinkedHashMap<>(Map.of("b", 2f, "not in the index", 3f)));
        index("{\"b\": \"two.safetensors\", \"a\": \"one.safetensors\"}");
        copy("torch/wrapped.bin", "pytorch_model.bin");
        try (Weights weights = open().weights()) {
            assertThat(weights.tensors().keySet()).containsExactly("b", "a");
            assertThat(weights.floats("a")).containsExactly(1);
            assertThat(weights.floats("b")).containsExactly(2);
        }
        assertThat(open().verify().problems()).isEmpty();
    }

    @Test
    void weights_shardsOfPyTorch() throws IOException {
        copy("torch/albert.bin", "pytorch_model-00001-of-00002.bin");
        copy("torch/wrapped.bin", "pytorch_model-00002-of-00002.bin");
        Fixtures.write(model.resolve("pytorch_model.bin.index.json"), "{\"weight_map\": {\"classifier.bias\":"
                + " \"pytorch_model-00001-of-00002.bin\", \"a\": \"pytorch_model-00002-of-00002.bin\"}}");
        try (Weights weights = open().weights()) {
            assertThat(weights.floats("a")).containsExactly(1, 2);
            assertThat(weights.floats("classifier.bias")).hasSize(2);
        }
        assertThat(open().verify().problems()).isEmpty();
    }

    @Test
    void weights_shardsThatDoNotFit() throws IOException {
        shard("one.safetensors", Map.of("a", 1f));
        shard("two.safetensors", Map.of("b", 2f));
        index("{\"a\": \"one.safetensors\", \"b\": \"three.safetensors\"}");
        assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("\"b\"").hasMessageContaining("three.safetensors");
        assertThat(open().verify().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("three.safetensors"));
        index("{\"a\": \"one.safetensors\", \"b\": \"one.safetensors\", \"c\": \"two.safetensors\"}");
        assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("\"b\"").hasMessageContaining("one.safetensors").hasMessageContaining("two.safetensors");
        for (String path : List.of("../out.safetensors", "/etc/passwd", "a/../../b", "", "a\\\\b", "C:x")) {
            index("{\"a\": \"" + path + "\"}");
            assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelFormatException.class).hasMessageContaining("\"a\"");
        }
        for (String map : List.of("{}", "[]", "null", "1", "{\"a\": 1}", "{\"a\": null}")) {
            index(map);
            assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("model.safetensors.index.json");
        }
        Fixtures.write(root.resolve("out.safetensors"), "x");
        Files.createSymbolicLink(model.resolve("link.safetensors"), root.resolve("out.safetensors"));
        index("{\"a\": \"link.safetensors\"}");
        assertThatThrownBy(() -> open().weights()).isInstanceOf(ModelFormatException.class).hasMessageContaining("link");
    }
}
