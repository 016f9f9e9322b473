package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MemoryClassLoader;
import io.glossa.models.testing.MiniOnnx;
import io.glossa.models.testing.ModelJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelTest {
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
    void open_jar() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            ModelDirectory model = store(loader).open("tiny-en");
            assertThat(model.name()).isEqualTo("tiny-en");
            assertThat(model.files()).containsExactly("a folder/ä b.txt", "config.json", "glossa.json", "onnx/model.onnx",
                    "onnx/model.onnx_data");
            assertThat(model.config().modelType()).isEqualTo("bert");
            assertThat(model.has("glossa.json")).isTrue();
            assertThat(model.read("glossa.json")).isNotEmpty();
            assertThat(model.read("a folder/ä b.txt")).asString().isEqualTo("spaces");
            assertThat(model.find("vocab.txt")).isEmpty();
            assertThatThrownBy(() -> model.read("vocab.txt")).isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("vocab.txt").hasMessageContaining("config.json");
            assertThatThrownBy(() -> model.read("../tiny-en/config.json")).isInstanceOf(ModelFormatException.class);
            assertThat(cache).doesNotExist();
        }
    }

    @Test
    void open_folderOnTheClassPath() throws IOException {
        Path root = folder.resolve("class es");
        Fixtures.write(root.resolve("META-INF/glossa/plain/glossa.json"), "{\"formatVersion\": 1}");
        Fixtures.write(root.resolve("META-INF/glossa/plain/config.json"), "{}");
        try (URLClassLoader loader = loader(root)) {
            ModelDirectory model = store(loader).open("plain");
            assertThat(model.file("config.json")).isEqualTo(root.resolve("META-INF/glossa/plain/config.json"));
            assertThat(model.id().kind()).isEqualTo(ModelId.Kind.EMBEDDED);
            assertThat(model.files()).containsExactly("config.json", "glossa.json");
            assertThat(store(loader).embedded()).extracting(ModelSummary::name).containsExactly("plain");
        }
    }

    @Test
    void open_filesComeFromTheManifestsJar() throws IOException {
        Path other = new ModelJar("tiny-en").file("config.json", "{\"model_type\": \"other\"}").file("extra.txt", "x")
                .write(folder.resolve("other.jar"));
        try (URLClassLoader loader = loader(jar, other); URLClassLoader reversed = loader(other, jar)) {
            assertThat(store(loader).open("tiny-en").config().modelType()).isEqualTo("bert");
            assertThat(store(loader).open("tiny-en").has("extra.txt")).isFalse();
            assertThat(store(reversed).open("tiny-en").config().modelType()).isEqualTo("other");
        }
    }

    @Test
    void open_urlsOfAnotherKind() throws IOException {
        Map<String, byte[]> resources = Map.of(
                "META-INF/glossa/mem/glossa.json",
                ("{\"formatVersion\": 1, \"files\": {\"a b.txt\": {\"size\": 2, \"sha256\": \""
                        + Sha256.hex(new byte[] {1, 2}) + "\"}}}").getBytes(StandardCharsets.UTF_8),
                "META-INF/glossa/mem/a b.txt", new byte[] {1, 2});
        ModelDirectory model = store(new MemoryClassLoader(resources)).open("mem");
        assertThat(model.files()).containsExactly("a b.txt", "glossa.json");
        assertThat(model.read("a b.txt")).containsExactly(1, 2);
        assertThat(model.file("a b.txt")).startsWith(cache).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void open_missing() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            assertThatThrownBy(() -> store(loader).open("sentiment-xx")).isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("io.github.glossa-nlp:glossa-model-sentiment-xx:" + System.getProperty("glossa.version"))
                    .hasMessageContaining("tiny-en");
        }
        try (URLClassLoader empty = loader()) {
            assertThatThrownBy(() -> store(empty).open("x")).hasMessageContaining("found nothing");
            assertThat(store(empty).embedded()).isEmpty();
        }
    }

    @Test
    void embedded_sorted() throws IOException {
        Path second = new ModelJar("another").file("a", "12345").write(folder.resolve("b.jar"));
        try (URLClassLoader loader = loader(jar, second)) {
            List<ModelSummary> models = store(loader).embedded();
            assertThat(models).extracting(ModelSummary::name).containsExactly("another", "tiny-en");
            assertThat(models.get(0).bytes()).isEqualTo(5);
            assertThat(models.get(0).task()).isEqualTo("embedding");
            assertThat(models.get(0).languages()).containsExactly("en");
            assertThat(models.get(0).license()).isEqualTo("Apache-2.0");
            assertThat(models.get(0).source()).contains("b.jar");
        }
    }

    @Test
    void verify_jar() throws IOException {
        try (URLClassLoader loader = loader(jar)) {
            VerificationReport report = store(loader).open("tiny-en").verify();
            assertThat(report.problems()).isEmpty();
            assertThat(report.filesChecked()).isEqualTo(5);
            assertThat(report.bytes()).isGreaterThan(weights.length);
        }
    }
}
