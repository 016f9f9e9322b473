package io.glossa.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Iterative stratification (Sechidis, Tsoumakas and Vlahavas, <i>On the Stratification of Multi-label Data</i>, ECML PKDD 2011,
 * figure 1): the rarest label first, each of its examples goes to the part that wants most of the label, then to the one that wants
 * most examples, then by chance. Examples without labels come last.
 */
final class IterativeStratification {
    private final List<int[]> labels;
    private final Random random;
    /** Examples that each part still wants. */
    private final double[] wanted;
    /** Examples of each label that each part still wants, [label][part]. */
    private final double[][] wantedOfLabel;
    /** Examples of each label that have no part yet. */
    private final int[] remaining;
    private final int[] parts;

    private IterativeStratification(List<int[]> labels, int labelCount, double[] shares, Random random) {
        this.labels = labels;
        this.random = random;
        this.remaining = new int[labelCount];
        this.wanted = Arrays.stream(shares).map(share -> share * labels.size()).toArray();
        this.parts = new int[labels.size()];
        Arrays.fill(parts, -1);
        labels.forEach(each -> Arrays.stream(each).forEach(label -> remaining[label]++));
        this.wantedOfLabel = new double[labelCount][];
        for (int label = 0; label < labelCount; label++) {
            int count = remaining[label];
            wantedOfLabel[label] = Arrays.stream(shares).map(share -> share * count).toArray();
        }
    }

    /** The part of each example. */
    static int[] parts(List<int[]> labels, int labelCount, double[] shares, Random random) {
        return new IterativeStratification(labels, labelCount, shares, random).run();
    }

    private int[] run() {
        List<List<Integer>> members = new ArrayList<>();
        for (int label = 0; label < remaining.length; label++) {
            members.add(new ArrayList<>());
        }
        List<Integer> order = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, random);
        for (int i : order) {
            for (int label : labels.get(i)) {
                members.get(label).add(i);
            }
        }
        for (int label = rarest(); label >= 0; label = rarest()) {
            for (int example : members.get(label)) {
                if (parts[example] < 0) {
                    assign(example, best(wantedOfLabel[label]));
                }
            }
        }
        for (int example : order) {
            if (parts[example] < 0) {
                assign(example, best(wanted));
            }
        }
        return parts;
    }

    /** The label with the fewest examples left, but some; −1 if there is none. */
    private int rarest() {
        int rarest = -1;
        for (int label = 0; label < remaining.length; label++) {
            if (remaining[label] > 0 && (rarest < 0 || remaining[label] < remaining[rarest])) {
                rarest = label;
            }
        }
        return rarest;
    }

    private int best(double[] wish) {
        int[] best = new int[wish.length];
        int count = 0;
        for (int part = 0; part < wish.length; part++) {
            int order = count == 0 ? 1 : compare(wish, part, best[0]);
            if (order > 0) {
                count = 0;
            }
            if (order >= 0) {
                best[count++] = part;
            }
        }
        return best[count == 1 ? 0 : random.nextInt(count)];
    }

    private int compare(double[] wish, int a, int b) {
        int order = Double.compare(wish[a], wish[b]);
        return order != 0 ? order : Double.compare(wanted[a], wanted[b]);
    }

    private void assign(int example, int part) {
        parts[example] = part;
        wanted[part]--;
        for (int label : labels.get(example)) {
            remaining[label]--;
            wantedOfLabel[label][part]--;
        }
    }
}
