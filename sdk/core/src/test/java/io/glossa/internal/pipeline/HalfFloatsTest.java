package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every half there is, against the reader of files. */
class HalfFloatsTest {
    private static float[] all() {
        ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int half = 0; half < 1 << 16; half++) {
            bytes.putShort((short) half);
        }
        byte[] file = new SafeTensorsWriter().add("x", DType.F16, List.of(1L << 16), sink -> sink.bytes(bytes.flip())).bytes();
        return SafeTensors.read(file, "halves").floats("x");
    }

    @Test
    void toHalf_ofEachHalf_isTheSame() {
        float[] values = all();
        int checked = 0;
        for (int half = 0; half < values.length; half++) {
            if (Float.isFinite(values[half])) {
                assertThat(HalfFloats.toHalf(values[half])).as("half %x", half).isEqualTo((short) half);
                assertThat(HalfFloats.rounded(values[half])).isEqualTo(values[half]);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(2 * 31 * 1024);
    }

    @Test
    void rounded_isTheNearest_andWhatIsRead() {
        float[] values = all();
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 8));
            float found = HalfFloats.rounded(value);
            int half = HalfFloats.toHalf(value) & 0xffff;
            assertThat(found).isEqualTo(values[half]);
            if (Math.abs(value) < 65504) {
                double error = Math.abs((double) found - value);
                assertThat(error).isLessThanOrEqualTo(Math.abs((double) values[half + 1] - value));
                assertThat(error).isLessThanOrEqualTo(Math.abs((double) values[(half & 0x7fff) == 0 ? half : half - 1] - value));
            }
        }
        assertThat(HalfFloats.rounded(1e9f)).isEqualTo(65504);
        assertThat(HalfFloats.rounded(-1e9f)).isEqualTo(-65504);
    }
}
