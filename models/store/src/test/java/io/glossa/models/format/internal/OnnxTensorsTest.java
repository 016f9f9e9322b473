package io.glossa.models.format.internal;

import static io.glossa.models.testing.MiniOnnx.bytes;
import static io.glossa.models.testing.MiniOnnx.join;
import static io.glossa.models.testing.MiniOnnx.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniOnnx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTensorsTest {
    private static final int HUGE = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    /** A graph with one constant called w. */
    private OnnxTensors read(byte[] raw, int... shape) {
        byte[] tensor = join(number(2, 1), bytes(8, "w"), bytes(9, raw));
        for (int size : shape) {
            tensor = join(number(1, size), tensor);
        }
        Path file = folder.resolve("model.onnx");
        Fixtures.write(file, new MiniOnnx().initializer(tensor).build());
        return OnnxTensors.read(file, "model.onnx");
    }

    @Test
    void floats_areThoseOfTheFile() {
        OnnxTensors tensors = read(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0}, 2, 1);
        assertThat(tensors.tensors().get("w").shape()).isEqualTo(List.of(1, 2));
        assertThat(tensors.floats("w")).containsExactly(1, -2);
    }

    @Test
    void shape_thatItsBytesDoNotHold_refused() {
        for (int[] shape : new int[][] {{3}, {HUGE}, {HUGE, HUGE}, {HUGE, HUGE, HUGE, HUGE, HUGE}, {1 << 30, 1 << 30, 1 << 4}, {0}}) {
            assertThatExceptionOfType(ModelFormatException.class).as("%s", (Object) shape).isThrownBy(() -> read(new byte[8], shape))
                    .withMessageContaining("the tensor w");
        }
    }

    @Test
    void shape_withoutElements_isEmpty() {
        OnnxTensors tensors = read(new byte[0], HUGE, HUGE, 0, HUGE);
        assertThat(tensors.tensors().get("w").size()).isZero();
        assertThat(tensors.floats("w")).isEmpty();
    }
}
