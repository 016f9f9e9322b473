package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void model() {
        folder = temporary.resolve("model");
        Fixtures.write(folder.resolve("config.json"), "{}");
        Fixtures.write(folder.resolve("onnx/model.onnx_data"), new byte[100]);
        Fixtures.write(folder.resolve("data.bin"), new byte[100]);
        Fixtures.write(temporary.resolve("secret.bin"), new byte[100]);
    }

    private OnnxFile open(String... keysAndValues) {
        return open(folder, keysAndValues);
    }

    private OnnxFile open(Path where, String... keysAndValues) {
        Fixtures.write(where.resolve("onnx/model.onnx"),
                new MiniOnnx().initializer(MiniOnnx.external("w", keysAndValues)).build());
        return ModelStore.defaults().open(ModelId.of(where)).onnx(Precision.AUTO);
    }

    @Test
    void onnx_dataBesideTheGraph() {
        assertThat(open("location", "model.onnx_data", "offset", "50", "length", "50").path())
                .isEqualTo(folder.resolve("onnx/model.onnx"));
        assertThat(open("location", "model.onnx_data").outputs()).containsExactly("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "../data.bin", "../../secret.bin", "/etc/passwd", "./model.onnx_data", "a/../model.onnx_data", "C:\\data", "C:data",
        "..\\data.bin", "\\\\host\\share", "file:///etc/passwd", "model.onnx_data/", "//x", "~/../x/..", "a\u0000b", "a\nb",
        "*/_ORT_MEM_ADDR_/*", " ", "model.onnx_data\u0000.bin"})
    void onnx_locationOutside(String location) {
        assertThatThrownBy(() -> open("location", location)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("expected a path inside the model");
    }

    @Test
    void onnx_dataMissing() {
        assertThatThrownBy(() -> open("location", "other.onnx_data")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("onnx/other.onnx_data");
        assertThatThrownBy(() -> open("location", "model.onnx")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void onnx_dataIsAFolder() throws IOException {
        Files.createDirectory(folder.resolve("onnx/sub"));
        assertThatThrownBy(() -> open("location", "sub")).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void onnx_dataTooShort() {
        String[][] spans = {{"0", "101"}, {"101", "0"}, {"60", "41"}, {"999999999999999999", "999999999999999999"}};
        for (String[] span : spans) {
            assertThatThrownBy(() -> open("location", "model.onnx_data", "offset", span[0], "length", span[1]))
                    .isInstanceOf(ModelFormatException.class).hasMessageContaining("of 100 bytes");
        }
    }

    @Test
    void onnx_dataIsALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("onnx/out.bin"), temporary.resolve("secret.bin"));
        Files.createSymbolicLink(folder.resolve("onnx/in.bin"), folder.resolve("data.bin"));
        Files.createSymbolicLink(folder.resolve("onnx/up"), folder);
        for (String location : new String[] {"out.bin", "in.bin", "up/data.bin"}) {
            assertThatThrownBy(() -> open("location", location)).isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining("symbolic link");
        }
    }

    @Test
    void onnx_hubCache() throws IOException {
        Path repository = temporary.resolve("models--org--name");
        Path snapshot = repository.resolve("snapshots/abc");
        Fixtures.write(repository.resolve("blobs/c"), "{}");
        Fixtures.write(repository.resolve("blobs/d"), new byte[100]);
        Fixtures.write(repository.resolve("blobs/g"),
                new MiniOnnx().initializer(MiniOnnx.external("w", "location", "model.onnx_data", "length", "100")).build());
        Files.createDirectories(snapshot.resolve("onnx"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/c"));
        Files.createSymbolicLink(snapshot.resolve("onnx/model.onnx"), Path.of("../../../blobs/g"));
        Files.createSymbolicLink(snapshot.resolve("onnx/model.onnx_data"), Path.of("../../../blobs/d"));
        ModelDirectory model = ModelStore.defaults().open(ModelId.of(snapshot));
        assertThat(model.onnx(Precision.FP32).path()).isEqualTo(snapshot.resolve("onnx/model.onnx"));
        assertThat(model.files()).containsExactly("config.json", "onnx/model.onnx", "onnx/model.onnx_data");

        Files.createSymbolicLink(snapshot.resolve("tokenizer.json"), temporary.resolve("secret.bin"));
        assertThatThrownBy(() -> model.read("tokenizer.json")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("leads out");
        Files.delete(snapshot.resolve("onnx/model.onnx_data"));
        Files.createSymbolicLink(snapshot.resolve("onnx/model.onnx_data"), temporary.resolve("secret.bin"));
        assertThatThrownBy(() -> model.onnx(Precision.FP32)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("symbolic link");
    }
}
