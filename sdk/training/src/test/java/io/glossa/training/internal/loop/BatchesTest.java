package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.training.internal.engine.TrainBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static int[] lengths(int texts, long seed) {
        Random random = new Random(seed);
        // As in SST-2: a mean of 25 and a few long ones.
        return IntStream.range(0, texts).map(i -> 3 + (int) Math.abs(random.nextGaussian() * 15 + 20)).toArray();
    }

    @Property(tries = 200)
    void ofEpoch_hasEveryTextOnce(@ForAll @IntRange(min = 1, max = 5000) int texts, @ForAll @IntRange(min = 1, max = 64) int size,
            @ForAll boolean bucketing, @ForAll long seed) {
        List<int[]> batches = Batches.ofEpoch(lengths(texts, seed), size, bucketing, seed);
        assertThat(batches).hasSize(Batches.count(texts, size));
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray()).containsExactly(IntStream.range(0, texts).toArray());
        assertThat(batches.stream().filter(batch -> batch.length < size).count()).isLessThanOrEqualTo(1);
    }

    @Test
    void ofEpoch_paddingBelowFivePercent() {
        int[] lengths = lengths(6920, 1);
        long tokens = Arrays.stream(lengths).asLongStream().sum();
        assertThat(1 - tokens / (double) padded(lengths, Batches.ofEpoch(lengths, 32, true, 5))).isLessThan(0.05);
        assertThat(1 - tokens / (double) padded(lengths, Batches.ofEpoch(lengths, 32, false, 5))).isGreaterThan(0.3);
    }

    private static long padded(int[] lengths, List<int[]> batches) {
        return batches.stream().mapToLong(batch -> (long) batch.length * Arrays.stream(batch).map(i -> lengths[i]).max().orElse(0)).sum();
    }

    @Test
    void ofEpoch_seedsDiffer() {
        int[] lengths = lengths(300, 1);
        assertThat(Batches.ofEpoch(lengths, 16, true, 1).get(0)).containsExactly(Batches.ofEpoch(lengths, 16, true, 1).get(0));
        assertThat(Batches.ofEpoch(lengths, 16, true, 1).get(0)).isNotEqualTo(Batches.ofEpoch(lengths, 16, true, 2).get(0));
    }

    @Test
    void assemble_padsOnTheRight() {
        EncodedSet set = new EncodedSet();
        set.add(new EncodedSet.Item(new int[] {5, 6, 7}, new int[] {0, 1, 1}, new int[] {1}, Double.NaN, 1));
        set.add(new EncodedSet.Item(new int[] {8}, null, new int[] {0}, Double.NaN, 2));
        TrainBatch batch = Batches.assemble(set, new int[] {1, 0}, new Batches.Padding(9, true), LoopFixture.targets());
        assertThat(batch.ids()).isDeepEqualTo(new long[][] {{8, 9, 9}, {5, 6, 7}});
        assertThat(batch.mask()).isDeepEqualTo(new long[][] {{1, 0, 0}, {1, 1, 1}});
        assertThat(batch.typeIds()).isDeepEqualTo(new long[][] {{0, 0, 0}, {0, 1, 1}});
        assertThat(batch.targets()).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}});
        assertThat(batch.weights()).isNull();
    }

    @Test
    void assemble_equalLengthsNeedNoMask() {
        EncodedSet set = new EncodedSet();
        set.add(new EncodedSet.Item(new int[] {5, 6}, null, new int[] {1}, Double.NaN, 1));
        assertThat(Batches.assemble(set, new int[] {0, 0}, new Batches.Padding(0, false), null).mask()).isNull();
    }
}
