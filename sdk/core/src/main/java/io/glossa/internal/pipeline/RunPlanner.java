package io.glossa.internal.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts encoded texts into runs of texts with the same number of tokens, so that nothing is padded: some architectures let
 * padding leak into the result, whatever the mask says, and a text's result must not depend on its company. At most
 * {@code tokenBudget} tokens a run, so that a run's activations stay in the processor's cache. Longest first, so that the
 * last runs are short ones and threads finish together.
 */
public final class RunPlanner {
    private RunPlanner() {}

    /**
     * Plans the runs.
     *
     * @param lengths tokens of each text
     * @param tokenBudget most tokens a run; a longer text gets a run of its own
     * @param alone whether each text needs a run of its own because the graph lets texts of one run influence each other
     * @return the runs, each a list of indices into {@code lengths}; every index occurs once
     */
    public static List<int[]> plan(int[] lengths, int tokenBudget, boolean alone) {
        int[] order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> runs = new ArrayList<>();
        int start = 0;
        while (start < order.length) {
            int length = lengths[order[start]];
            int rows = alone || length == 0 ? 1 : Math.max(1, tokenBudget / length);
            int end = start + 1;
            while (end < order.length && end - start < rows && lengths[order[end]] == length) {
                end++;
            }
            int[] run = new int[end - start];
            System.arraycopy(order, start, run, 0, run.length);
            runs.add(run);
            start = end;
        }
        return runs;
    }
}
