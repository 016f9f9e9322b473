package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderModelTest {
    private static final ModelStore STORE = ModelStore.defaults();

    @TempDir
    Path folder;

    private ModelDirectory open() {
        return STORE.open(folder.toString());
    }

    @Test
    void open_realModel() {
        ModelDirectory model = STORE.open(Fixtures.small("quantized").toString());
        assertThat(model.name()).isEqualTo("quantized");
        assertThat(model.id().kind()).isEqualTo(ModelId.Kind.FOLDER);
        assertThat(model.files()).containsExactly("config.json", "onnx/model_quantized.onnx");
        assertThat(model.config().modelType()).isEqualTo("bert");
        assertThat(model.config()).isSameAs(model.config());
        assertThat(model.config().labels()).containsExactly("NEGATIVE", "POSITIVE");
        assertThat(model.manifest()).isEmpty();
        assertThat(model.find("vocab.txt")).isEmpty();
        assertThat(model.find("config.json")).isPresent();
        assertThat(model.file("onnx/model_quantized.onnx")).isRegularFile();
        assertThat(model.toString()).contains("quantized");
    }

    @Test
    void open_nothingThere() {
        assertThatThrownBy(() -> STORE.open(folder.resolve("none").toString())).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("none").hasMessageContaining("found nothing");
        assertThatThrownBy(() -> STORE.open("./none-of-this")).hasMessageContaining("relative to");
    }

    @Test
    void open_file() {
        Fixtures.write(folder.resolve("model.zip"), "PK");
        Fixtures.write(folder.resolve("model.onnx"), "x");
        assertThatThrownBy(() -> STORE.open(folder.resolve("model.zip").toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("unpack");
        assertThatThrownBy(() -> STORE.open(folder.resolve("model.onnx").toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("pass the folder");
    }

    @Test
    void open_noConfig() {
        Fixtures.write(folder.resolve("notes.txt"), "x");
        assertThatThrownBy(this::open).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("config.json").hasMessageContaining("notes.txt");
    }

    @Test
    void open_manifestOnly() {
        Fixtures.write(folder.resolve("glossa.json"), "{\"formatVersion\": 1, \"base\": \"base-en\"}");
        assertThat(open().manifest().orElseThrow().base()).contains("base-en");
        assertThatThrownBy(() -> open().config()).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void open_laterManifest() {
        Fixtures.write(folder.resolve("glossa.json"), "{\"formatVersion\": 99}");
        assertThatThrownBy(this::open).isInstanceOf(ModelFormatException.class).hasMessageContaining("upgrade");
    }

    @Test
    void open_null() {
        assertThatNullPointerException().isThrownBy(() -> STORE.open((String) null)).withMessage("id");
        assertThatNullPointerException().isThrownBy(() -> STORE.open((ModelId) null)).withMessage("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "./config.json", "a\\b", "C:x", "a\u0000", "a/", "..",
        ".", "a*b"})
    void read_pathsThatLeadOut(String path) {
        Fixtures.write(folder.resolve("config.json"), "{}");
        ModelDirectory model = open();
        assertThatThrownBy(() -> model.read(path)).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> model.file(path)).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> model.has(path)).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> model.find(path)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void read_missing() {
        Fixtures.write(folder.resolve("config.json"), "{}");
        assertThatThrownBy(() -> open().read("tokenizer.json")).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("tokenizer.json").hasMessageContaining(folder.toString())
                .hasMessageContaining("config.json");
    }

    @Test
    void read_links() throws IOException {
        Path model = folder.resolve("model");
        Fixtures.write(model.resolve("config.json"), "{}");
        Fixtures.write(model.resolve("real/vocab.txt"), "inside");
        Fixtures.write(folder.resolve("secret.txt"), "outside");
        Files.createSymbolicLink(model.resolve("vocab.txt"), Path.of("real/vocab.txt"));
        Files.createSymbolicLink(model.resolve("leak.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(model.resolve("up"), folder);
        Files.createSymbolicLink(folder.resolve("alias"), model);
        for (String way : new String[] {"model", "alias"}) {
            ModelDirectory directory = STORE.open(ModelId.of(folder.resolve(way)));
            assertThat(directory.read("vocab.txt")).asString().isEqualTo("inside");
            for (String path : new String[] {"leak.txt", "up/secret.txt"}) {
                assertThatThrownBy(() -> directory.read(path)).isInstanceOf(ModelFormatException.class)
                        .hasMessageContaining("leads out");
                assertThatThrownBy(() -> directory.file(path)).isInstanceOf(ModelFormatException.class);
            }
        }
    }

    @Test
    void config_hugeFile() throws IOException {
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(folder.resolve("config.json").toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        assertThat(Allocation.of(() -> assertThatThrownBy(() -> open().config()).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("67108864"))).isLessThan(4 << 20);
    }

    @Test
    void files_hiddenFoldersAreLeftOut() {
        Fixtures.write(folder.resolve("config.json"), "{}");
        Fixtures.write(folder.resolve(".git/HEAD"), "x");
        Fixtures.write(folder.resolve(".gitattributes"), "x");
        assertThat(open().files()).containsExactly(".gitattributes", "config.json");
    }

    @Test
    void files_tooMany() throws IOException {
        Fixtures.write(folder.resolve("config.json"), "{}");
        for (int i = 0; i < 10_001; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        assertThatThrownBy(() -> open().files()).isInstanceOf(ModelFormatException.class).hasMessageContaining("10000");
    }

    @Test
    void verify_withoutManifest() {
        VerificationReport report = STORE.open(Fixtures.small("quantized").toString()).verify();
        assertThat(report.ok()).isTrue();
        assertThat(report.hasChecksums()).isFalse();
        assertThat(report.filesChecked()).isEqualTo(2);
    }

    @Test
    void verify_everythingWrong() {
        byte[] graph = new MiniOnnx().build();
        Fixtures.write(folder.resolve("config.json"), "{\"id2label\": {\"1\": \"a\"}}");
        Fixtures.write(folder.resolve("modules.json"), "[]");
        Fixtures.write(folder.resolve("broken.json"), "{");
        Fixtures.write(folder.resolve("model.onnx"), java.util.Arrays.copyOf(graph, graph.length - 3));
        Fixtures.write(folder.resolve("model.safetensors"), "abc");
        Fixtures.write(folder.resolve("vocab.txt"), "changed");
        Fixtures.write(folder.resolve("good.txt"), "good");
        String sha = Sha256.hex("good".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Fixtures.write(folder.resolve("glossa.json"), "{\"formatVersion\": 1, \"files\": {"
                + "\"vocab.txt\": {\"size\": 7, \"sha256\": \"" + sha + "\"},"
                + "\"good.txt\": {\"size\": 4, \"sha256\": \"" + sha + "\"},"
                + "\"gone.txt\": {\"size\": 4, \"sha256\": \"" + sha + "\"}}}");
        VerificationReport report = open().verify();
        assertThat(report.ok()).isFalse();
        assertThat(report.hasChecksums()).isTrue();
        assertThat(report.problems()).extracting(VerificationReport.Problem::file).containsExactly(
                "broken.json", "gone.txt", "model.onnx", "model.safetensors", "vocab.txt", "config.json", "modules.json");
    }

    @Test
    void cacheLocation_environment() {
        String home = folder.toString();
        assertThat(CacheLocation.resolve(name -> name.equals("GLOSSA_HOME") ? "/g" : "/x", home)).isEqualTo(Path.of("/g"));
        assertThat(CacheLocation.resolve(name -> name.equals("XDG_CACHE_HOME") ? "/x" : null, home))
                .isEqualTo(Path.of("/x/glossa"));
        assertThat(CacheLocation.resolve(name -> name.equals("XDG_CACHE_HOME") ? "relative" : "", home))
                .isEqualTo(folder.resolve(".cache/glossa"));
        assertThat(CacheLocation.resolve(name -> null, home)).isEqualTo(folder.resolve(".cache/glossa"));
    }
}
