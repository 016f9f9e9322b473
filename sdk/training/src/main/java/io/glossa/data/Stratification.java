package io.glossa.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Cuts of a data set that keep the proportions of its labels, by the index of each example. Only labels are in memory. Immutable and
 * thread-safe.
 */
final class Stratification {
    private static final int TENTHS = 10;

    /** Label indices of each example, ascending; for values, the tenth. */
    private final List<int[]> labels;
    private final int labelCount;
    private final boolean several;

    private Stratification(List<int[]> labels, int labelCount, boolean several) {
        this.labels = labels;
        this.labelCount = labelCount;
        this.several = several;
    }

    /** Reads the labels of a data set. */
    static Stratification of(Dataset dataset) {
        DatasetStatistics statistics = dataset.statistics();
        if (statistics.kind() == LabelKind.VALUE) {
            return ofValues(dataset);
        }
        Map<String, Integer> indices = new TreeMap<>();
        statistics.labelCounts().keySet().forEach(label -> indices.put(label, indices.size()));
        Map<List<Integer>, int[]> shared = new java.util.HashMap<>();
        try (Stream<Example> examples = dataset.examples()) {
            List<int[]> labels = new ArrayList<>();
            examples.forEachOrdered(example -> {
                List<Integer> found = example.labels().stream().map(indices::get).sorted().toList();
                labels.add(shared.computeIfAbsent(found, list -> list.stream().mapToInt(Integer::intValue).toArray()));
            });
            return new Stratification(labels, indices.size(), statistics.kind() == LabelKind.MULTI);
        }
    }

    private static Stratification ofValues(Dataset dataset) {
        double[] values;
        try (Stream<Example> examples = dataset.examples()) {
            values = examples.mapToDouble(example -> example.value().orElse(Double.NaN)).toArray();
        }
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        int[][] tenths = new int[values.length][];
        for (int rank = 0; rank < order.length; rank++) {
            tenths[order[rank]] = new int[] {(int) ((long) rank * TENTHS / order.length)};
        }
        return new Stratification(Arrays.asList(tenths), TENTHS, false);
    }

    /** Which examples are in the held-out part. */
    BitSet heldOut(double share, long seed) {
        int[] parts = parts(new double[] {1 - share, share}, seed);
        BitSet dev = new BitSet(parts.length);
        for (int i = 0; i < parts.length; i++) {
            dev.set(i, parts[i] == 1);
        }
        return dev;
    }

    /** The part of each example, of parts of the given shares, which sum to 1. */
    int[] parts(double[] shares, long seed) {
        Random random = new Random(seed);
        return several ? IterativeStratification.parts(labels, labelCount, shares, random) : byLabel(shares, random);
    }

    /** Each label by itself; what rounding leaves over goes where most is missing, over all labels. */
    private int[] byLabel(double[] shares, Random random) {
        List<List<Integer>> members = new ArrayList<>();
        for (int label = 0; label <= labelCount; label++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.size(); i++) {
            members.get(labels.get(i).length == 0 ? labelCount : labels.get(i)[0]).add(i);
        }
        int[] parts = new int[labels.size()];
        double[] missing = new double[shares.length];
        for (List<Integer> each : members) {
            Collections.shuffle(each, random);
            int[] sizes = new int[shares.length];
            int given = 0;
            for (int part = 0; part < shares.length; part++) {
                sizes[part] = (int) Math.floor(each.size() * shares[part] + 1e-9);
                given += sizes[part];
                missing[part] += each.size() * shares[part] - sizes[part];
            }
            boolean[] raised = new boolean[shares.length];
            for (; given < each.size(); given++) {
                int part = most(missing, raised);
                raised[part] = true;
                sizes[part]++;
                missing[part]--;
            }
            int next = 0;
            for (int part = 0; part < shares.length; part++) {
                for (int i = 0; i < sizes[part]; i++) {
                    parts[each.get(next++)] = part;
                }
            }
        }
        return parts;
    }

    private static int most(double[] missing, boolean[] raised) {
        int best = -1;
        for (int part = 0; part < missing.length; part++) {
            if (!raised[part] && (best < 0 || missing[part] > missing[best])) {
                best = part;
            }
        }
        return best;
    }
}
