package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunPlannerTest {
    @Property
    void everyIndex_once(@ForAll @Size(max = 300) int[] seed, @ForAll @IntRange(min = 1, max = 5000) int budget,
            @ForAll boolean alone) {
        int[] lengths = Arrays.stream(seed).map(x -> Math.floorMod(x, 600)).toArray();
        List<int[]> runs = RunPlanner.plan(lengths, budget, alone);
        assertThat(runs.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .containsExactly(IntStream.range(0, lengths.length).toArray());
    }

    @Property
    void budget_isKeptAndLengthsAreEqual(@ForAll @Size(max = 300) int[] seed,
            @ForAll @IntRange(min = 1, max = 5000) int budget) {
        int[] lengths = Arrays.stream(seed).map(x -> 1 + Math.floorMod(x, 600)).toArray();
        int previous = Integer.MAX_VALUE;
        for (int[] run : RunPlanner.plan(lengths, budget, false)) {
            int longest = Arrays.stream(run).map(i -> lengths[i]).max().orElseThrow();
            assertThat(run.length == 1 || longest * run.length <= budget).isTrue();
            assertThat(Arrays.stream(run).map(i -> lengths[i]).distinct().count()).as("lengths in one run").isEqualTo(1);
            for (int i : run) {
                assertThat(lengths[i]).isLessThanOrEqualTo(previous);
                previous = lengths[i];
            }
        }
    }

    @Test
    void budget_isUsed() {
        int[] lengths = new int[100];
        Arrays.fill(lengths, 10);
        assertThat(RunPlanner.plan(lengths, 100, false)).hasSize(10);
        assertThat(RunPlanner.plan(lengths, 109, false)).hasSize(10);
        assertThat(RunPlanner.plan(lengths, 1, false)).hasSize(100);
        assertThat(RunPlanner.plan(lengths, 100, true)).hasSize(100);
        assertThat(RunPlanner.plan(new int[0], 100, false)).isEmpty();
    }
}
