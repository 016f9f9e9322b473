package io.glossa.training.internal.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A fifth of the examples, seeded, from each label alike; a label with fewer than five examples stays out of it.
 *
 * @param fit numbers of the examples to fit
 * @param held numbers of the examples held out
 */
record Holdout(int[] fit, int[] held) {
    private static final int PARTS = 5;

    static Holdout of(Targets targets, long seed) {
        Map<Integer, List<Integer>> strata = new TreeMap<>();
        for (int row = 0; row < targets.size(); row++) {
            int stratum = targets.kind() == Targets.Kind.SINGLE_LABEL ? targets.label(row) : 0;
            strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(row);
        }
        Random random = new Random(seed);
        boolean[] isHeld = new boolean[targets.size()];
        for (List<Integer> rows : strata.values()) {
            Collections.shuffle(rows, random);
            rows.subList(0, rows.size() / PARTS).forEach(row -> isHeld[row] = true);
        }
        int[] all = new int[targets.size()];
        Arrays.setAll(all, i -> i);
        return new Holdout(Arrays.stream(all).filter(row -> !isHeld[row]).toArray(), Arrays.stream(all).filter(row -> isHeld[row]).toArray());
    }
}
