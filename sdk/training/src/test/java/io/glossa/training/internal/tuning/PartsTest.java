package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Property(tries = 300)
    void of_sizesAndProportions(@ForAll @IntRange(min = 20, max = 3000) int texts, @ForAll @IntRange(min = 1, max = 30) int labels,
            @ForAll long seed) {
        int[] groups = new Random(seed).ints(texts, 1, labels + 1).toArray();
        int dev = texts / 10;
        int calibration = texts / 20;
        byte[] parts = Parts.of(groups, dev, calibration, seed);
        assertThat(count(parts, Parts.DEV)).isBetween(dev - 1 - labels, dev + 1);
        assertThat(count(parts, Parts.CALIBRATION)).isBetween(calibration - 1 - labels, calibration + 1);
        for (int label = 1; label <= labels; label++) {
            int group = label;
            int[] mine = IntStream.range(0, texts).filter(i -> groups[i] == group).toArray();
            long held = Arrays.stream(mine).filter(i -> parts[i] == Parts.DEV).count();
            assertThat((double) held).isCloseTo(mine.length * (double) dev / texts, within(2.0));
            // Something of each label is left to learn from.
            assertThat(mine.length == 0 || Arrays.stream(mine).anyMatch(i -> parts[i] == Parts.TRAIN)).isTrue();
        }
        assertThat(Parts.of(groups, dev, calibration, seed)).containsExactly(parts);
    }

    private static int count(byte[] parts, byte part) {
        return (int) IntStream.range(0, parts.length).filter(i -> parts[i] == part).count();
    }

    @Test
    void of_nothingHeldOut() {
        assertThat(Parts.of(new int[50], 0, 0, 1)).containsOnly(Parts.TRAIN);
    }

    @Test
    void of_seedsDiffer() {
        assertThat(Parts.of(new int[500], 50, 0, 1)).isNotEqualTo(Parts.of(new int[500], 50, 0, 2));
    }
}
