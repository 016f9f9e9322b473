package io.glossa.models.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definition: of all halves the nearest, found by looking at all of them. */
class HalvesTest {
    private static final int INFINITY = 0x7c00;

    @Test
    void ofFloat_everyHalf_isItself() {
        for (int half = 0; half <= 0xffff; half++) {
            float value = Halves.toFloat((short) half);
            if (Float.isNaN(value)) {
                assertThat(Halves.toFloat(Halves.ofFloat(value))).isNaN();
            } else {
                assertThat(Halves.ofFloat(value)).isEqualTo((short) half);
            }
        }
    }

    /** Halves of one sign are in the order of their bits, so the neighbours of a float are found by bisection. */
    private static short nearest(float value) {
        int below = 0;
        int above = INFINITY;
        double magnitude = Math.abs((double) value);
        while (above - below > 1) {
            int middle = below + above >>> 1;
            if (Halves.toFloat((short) middle) <= magnitude) {
                below = middle;
            } else {
                above = middle;
            }
        }
        // Infinity counts as the number that would follow the largest half.
        double high = above == INFINITY ? 65536 : Halves.toFloat((short) above);
        double distance = (magnitude - Halves.toFloat((short) below)) - (high - magnitude);
        int best = distance < 0 || distance == 0 && below % 2 == 0 ? below : above;
        return (short) (Float.floatToRawIntBits(value) >>> 16 & 0x8000 | best);
    }

    @Test
    void ofFloat_isTheNearest() {
        Random random = new Random(16);
        for (int i = 0; i < 300_000; i++) {
            float value = switch (i % 3) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> (float) (random.nextGaussian() * Math.pow(2, random.nextInt(40) - 28));
                // Half way between two halves.
                default -> {
                    int half = random.nextInt(INFINITY - 1);
                    yield (Halves.toFloat((short) half) + Halves.toFloat((short) (half + 1))) / 2 * (random.nextBoolean() ? 1 : -1);
                }
            };
            if (!Float.isNaN(value) && !Float.isInfinite(value)) {
                assertThat(Halves.ofFloat(value)).as("%a", value).isEqualTo(nearest(value));
            }
        }
        assertThat(Halves.ofFloat(Float.POSITIVE_INFINITY)).isEqualTo((short) INFINITY);
        assertThat(Halves.ofFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    }

    @Test
    void writer_roundsToHalves() {
        float[] values = {1, -2.0004f, 1e-6f, 70000};
        SafeTensors read = SafeTensors.read(new SafeTensorsWriter().add("a", DType.F16, List.of(4L),
                sink -> sink.floats(FloatBuffer.wrap(values))).bytes(), "halves");
        assertThat(read.tensors().get("a").dtype()).isEqualTo(DType.F16);
        assertThat(read.floats("a")).containsExactly(1, -2, Halves.toFloat(Halves.ofFloat(1e-6f)), Float.POSITIVE_INFINITY);
    }
}
