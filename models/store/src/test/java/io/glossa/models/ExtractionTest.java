package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.ExtractingProcess;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import io.glossa.models.testing.ModelJar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
    @TempDir
    Path folder;

    private final byte[] weights = new byte[3 << 20];
    private Path cache;
    private Path jar;

    @BeforeEach
    void jar() throws IOException {
        new Random(1).nextBytes(weights);
        cache = folder.resolve("cache");
        byte[] graph = new MiniOnnx()
                .initializer(MiniOnnx.external("w", "location", "model.onnx_data", "length", "" + weights.length))
                .build();
        jar = new ModelJar("tiny-en")
                .file("config.json", "{\"model_type\": \"bert\"}")
                .file("a folder/ä b.txt", "spaces")
                .file("onnx/model.onnx", graph)
                .file("onnx/model.onnx_data", weights)
                .write(folder.resolve("tiny en.jar"));
    }

    private static URLClassLoader loader(Path... entries) throws IOException {
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = entries[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }

    private ModelStore store(ClassLoader loader) {
        return ModelStore.builder().classLoader(loader).cacheDirectory(cache).build();
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void file_copiedOnceAndKept() throws IOException {
        Path first;
        FileTime written;
        try (URLClassLoader loader = loader(jar)) {
            first = store(loader).open("tiny-en").file("onnx/model.onnx_data");
            assertThat(first).startsWith(cache).hasBinaryContent(weights);
            assertThat(first.getParent().getFileName()).hasToString("onnx");
            written = FileTime.from(Instant.EPOCH);
            Files.setLastModifiedTime(first, written);
        }
        try (URLClassLoader loader = loader(jar)) {
            assertThat(store(loader).open("tiny-en").file("onnx/model.onnx_data")).isEqualTo(first);
            assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        }
    }

    @Test
    void file_jarMayGoAfterwards() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            ModelDirectory model = store(loader).open("tiny-en");
            Path file = model.file("onnx/model.onnx_data");
            Files.delete(jar);
            assertThat(file).hasBinaryContent(weights);
        }
    }

    @Test
    void onnx_externalDataComesAlong() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            OnnxFile onnx = store(loader).open("tiny-en").onnx(Precision.AUTO);
            assertThat(onnx.path().resolveSibling("model.onnx_data")).hasBinaryContent(weights);
            assertThat(onnx.outputs()).containsExactly("y");
        }
    }

    @Test
    void file_damagedInTheCache() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            Path file = store(loader).open("tiny-en").file("onnx/model.onnx_data");
            byte[] other = weights.clone();
            other[1000]++;
            Files.write(file, other);
            assertThat(store(loader).open("tiny-en").file("onnx/model.onnx_data")).isEqualTo(file).hasBinaryContent(weights);
            Files.write(file, new byte[5]);
            assertThat(store(loader).open("tiny-en").file("onnx/model.onnx_data")).hasBinaryContent(weights);
            ModelDirectory open = store(loader).open("tiny-en");
            Files.delete(open.file("onnx/model.onnx_data"));
            assertThat(open.file("onnx/model.onnx_data")).hasBinaryContent(weights);
        }
    }

    @Test
    void file_jarDoesNotHoldWhatItLists() throws IOException {
        byte[] other = weights.clone();
        other[0]++;
        Path bad = new ModelJar("bad").file("w", weights).listed("w", other).file("s", "short").listed("s", new byte[9])
                .file("l", "longer than listed").listed("l", new byte[3]).write(folder.resolve("bad.jar"));
        try (URLClassLoader loader = loader(bad)) {
            ModelDirectory model = store(loader).open("bad");
            for (String path : List.of("w", "s", "l")) {
                assertThatThrownBy(() -> model.file(path)).isInstanceOf(ModelFormatException.class)
                        .hasMessageContaining("SHA-256");
            }
            assertThatThrownBy(() -> model.read("s")).isInstanceOf(ModelFormatException.class).hasMessageContaining("9 bytes");
            assertThatThrownBy(() -> model.read("l")).isInstanceOf(ModelFormatException.class).hasMessageContaining("more");
            assertThat(cached()).isEmpty();
            assertThat(model.verify().problems()).hasSize(3);
        }
        Path lacking = new ModelJar("lacking").listed("gone", new byte[3]).write(folder.resolve("lacking.jar"));
        try (URLClassLoader loader = loader(lacking)) {
            assertThatThrownBy(() -> store(loader).open("lacking").read("gone")).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("incomplete");
        }
    }

    @Test
    void file_cacheCannotBeWritten() throws IOException {
        Fixtures.write(cache, "a file where the folder should be");
        try (URLClassLoader loader = loader(jar)) {
            ModelDirectory model = store(loader).open("tiny-en");
            Path file = model.file("onnx/model.onnx_data");
            assertThat(file).hasBinaryContent(weights).isEqualTo(model.file("onnx/model.onnx_data"));
            assertThat(model.onnx(Precision.FP32).path()).hasSameBinaryContentAs(model.file("onnx/model.onnx"));
            assertThat(model.file("onnx/model.onnx")).hasParent(file.getParent());
        }
    }

    @Test
    void file_leftoversOfKilledProcesses() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            Path file = store(loader).open("tiny-en").file("onnx/model.onnx_data");
            Path old = file.resolveSibling(".model.onnx_data1.tmp");
            Path young = file.resolveSibling(".model.onnx_data2.tmp");
            Files.write(old, new byte[5]);
            Files.write(young, new byte[5]);
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            Files.delete(file);
            store(loader).open("tiny-en").file("onnx/model.onnx_data");
            assertThat(old).doesNotExist();
            assertThat(young).exists();
        }
    }

    @Test
    void file_threadsAndClassLoaders() throws Exception {
        int threads = 8;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (URLClassLoader one = loader(jar); URLClassLoader two = loader(jar)) {
            ModelStore shared = store(one);
            List<Callable<Path>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ModelStore store = i % 2 == 0 ? shared : store(two);
                work.add(() -> {
                    barrier.await();
                    Path file = store.open("tiny-en").file("onnx/model.onnx_data");
                    assertThat(file).hasBinaryContent(weights);
                    return file;
                });
            }
            HashSet<Path> files = new HashSet<>();
            for (Future<Path> future : executor.invokeAll(work)) {
                files.add(future.get());
            }
            assertThat(files).hasSize(1);
            assertThat(cached()).hasSize(1);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void file_processes() throws Exception {
        Path expected = folder.resolve("expected");
        Files.write(expected, weights);
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + jar;
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", classPath,
                            ExtractingProcess.class.getName(), cache.toString(), "tiny-en", "onnx/model.onnx_data",
                            expected.toString())
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
        for (int i = 0; i < 2; i++) {
            assertThat(outputs.get(i).readLine()).isEqualTo("same");
            assertThat(processes.get(i).waitFor()).isZero();
        }
        assertThat(cached()).hasSize(1);
    }
}
