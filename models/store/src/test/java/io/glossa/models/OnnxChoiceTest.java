package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
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

class OnnxChoiceTest {
    @TempDir
    Path folder;

    @BeforeEach
    void config() {
        Fixtures.write(folder.resolve("config.json"), "{}");
    }

    private void graphs(String... files) {
        for (String file : files) {
            Fixtures.write(folder.resolve(file), new MiniOnnx().build());
        }
    }

    private String chosen(Precision precision) {
        OnnxFile file = ModelStore.defaults().open(ModelId.of(folder)).onnx(precision);
        return file.precision() + " " + folder.relativize(file.path()).toString().replace('\\', '/');
    }

    @Test
    void onnx_folderBeforeRoot() {
        graphs("model.onnx", "onnx/model.onnx", "model_quantized.onnx");
        assertThat(chosen(Precision.AUTO)).isEqualTo("FP32 onnx/model.onnx");
        assertThat(chosen(Precision.FP32)).isEqualTo("FP32 onnx/model.onnx");
        assertThat(chosen(Precision.INT8)).isEqualTo("INT8 model_quantized.onnx");
    }

    @Test
    void onnx_root() {
        graphs("model.onnx");
        assertThat(chosen(Precision.AUTO)).isEqualTo("FP32 model.onnx");
    }

    @Test
    void onnx_autoWithoutFp32() {
        graphs("onnx/model_int8.onnx");
        assertThat(chosen(Precision.AUTO)).isEqualTo("INT8 onnx/model_int8.onnx");
    }

    @Test
    void onnx_manifestDecidesAuto() {
        graphs("onnx/model.onnx", "onnx/model_quantized.onnx");
        Fixtures.write(folder.resolve("glossa.json"), "{\"formatVersion\": 1, \"defaultPrecision\": \"int8\"}");
        assertThat(chosen(Precision.AUTO)).isEqualTo("INT8 onnx/model_quantized.onnx");
        assertThat(chosen(Precision.FP32)).isEqualTo("FP32 onnx/model.onnx");
    }

    @Test
    void onnx_int8InOrder() throws IOException {
        String[] order = {"model_quantized.onnx", "model_int8.onnx", "model_uint8.onnx", "model_quint8_avx2.onnx",
            "model_qint8_avx512_vnni.onnx", "model_qint8_avx512.onnx", "model_qint8_arm64.onnx", "model_qint8_other.onnx"};
        for (String name : order) {
            graphs("onnx/" + name);
        }
        graphs("onnx/model_q4.onnx", "onnx/model_O2.onnx", "onnx/deeper/model_qint8_a.onnx");
        for (String name : order) {
            assertThat(chosen(Precision.INT8)).isEqualTo("INT8 onnx/" + name);
            Files.delete(folder.resolve("onnx/" + name));
        }
        assertThatThrownBy(() -> chosen(Precision.INT8)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("onnx/model_q4.onnx").hasMessageContaining("rename");
    }

    @Test
    void onnx_otherPrecisionOnly() {
        graphs("onnx/model.onnx");
        assertThatThrownBy(() -> chosen(Precision.INT8)).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("INT8").hasMessageContaining("onnx/model.onnx");
    }

    @Test
    void onnx_halfPrecisionOnly() {
        graphs("onnx/model_fp16.onnx");
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("16-bit");
    }

    @Test
    void onnx_sequenceToSequence() {
        graphs("onnx/encoder_model.onnx", "onnx/decoder_model.onnx");
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("sequence-to-sequence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "pytorch_model.bin"})
    void onnx_weightsOnly(String file) {
        Fixtures.write(folder.resolve(file), "weights");
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("weights without a graph").hasMessageContaining("onnx/model.onnx").hasMessageContaining(file);
    }

    @Test
    void onnx_nothing() {
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("config.json");
    }

    @Test
    void onnx_versionsOfTheEngine() {
        Path file = folder.resolve("model.onnx");
        Fixtures.write(file, new MiniOnnx().irVersion(11).opset(23).build());
        assertThat(chosen(Precision.AUTO)).isEqualTo("FP32 model.onnx");
        Fixtures.write(file, new MiniOnnx().irVersion(12).build());
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("IR version up to 11, found 12");
        Fixtures.write(file, new MiniOnnx().opset(24).build());
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("ai.onnx up to 23, found 24");
        Fixtures.write(file, new MiniOnnx().opset(-1).build());
        assertThatThrownBy(() -> chosen(Precision.AUTO)).isInstanceOf(ModelFormatException.class);
    }

    @Test
    void batchDependent_dynamicQuantisation() {
        OnnxFile real = ModelStore.defaults().open(ModelId.of(Fixtures.small("quantized"))).onnx(Precision.AUTO);
        assertThat(real.precision()).isEqualTo(Precision.INT8);
        assertThat(real.batchDependent()).isTrue();
        Path file = folder.resolve("model.onnx");
        Fixtures.write(file, new MiniOnnx().build());
        assertThat(ModelStore.defaults().open(ModelId.of(folder)).onnx(Precision.AUTO).batchDependent()).isFalse();
        Fixtures.write(file, new MiniOnnx().node("DynamicQuantizeMatMul", "com.microsoft").build());
        assertThat(ModelStore.defaults().open(ModelId.of(folder)).onnx(Precision.AUTO).batchDependent()).isTrue();
    }
}
