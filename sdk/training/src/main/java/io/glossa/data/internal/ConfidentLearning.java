package io.glossa.data.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Confident learning: which of given labels are likely wrong, from probabilities that a model gives to examples it has not learnt from
 * (Northcutt, Jiang and Chuang, <i>Confident Learning: Estimating Uncertainty in Dataset Labels</i>, JAIR 70, 2021). Immutable and
 * thread-safe.
 *
 * <p>With p(j|x) the probability of label j for example x and X_i the examples whose given label is i:
 * <ul>
 * <li>threshold t_j: mean of p(j|x) over X_j; equation 2 there
 * <li>confident joint C[i][j]: how many x in X_i have j as the most probable of the labels with p(j|x) ≥ t_j; equation 1
 * <li>estimated joint Q[i][j]: C with each row scaled to |X_i|, all divided by their sum; equation 3
 * </ul>
 */
public final class ConfidentLearning {
    private final double[][] probabilities;
    private final int[] given;
    private final double[] thresholds;
    private final int[] confident;
    private final int[][] counts;

    private ConfidentLearning(double[][] probabilities, int[] given, int labels) {
        this.probabilities = probabilities;
        this.given = given;
        this.thresholds = thresholds(labels);
        this.confident = new int[given.length];
        this.counts = new int[labels][labels];
        for (int x = 0; x < given.length; x++) {
            confident[x] = confidentLabel(probabilities[x]);
            if (confident[x] >= 0) {
                counts[given[x]][confident[x]]++;
            }
        }
    }

    /**
     * Estimates the joint of given and true labels.
     *
     * @param probabilities [n][l], of models that have not seen the example; not copied
     * @param given the given label of each, 0 to l − 1; not copied
     * @param labels l
     */
    public static ConfidentLearning of(double[][] probabilities, int[] given, int labels) {
        return new ConfidentLearning(probabilities, given, labels);
    }

    private double[] thresholds(int labels) {
        double[] sums = new double[labels];
        int[] sizes = new int[labels];
        for (int x = 0; x < given.length; x++) {
            sums[given[x]] += probabilities[x][given[x]];
            sizes[given[x]]++;
        }
        for (int label = 0; label < labels; label++) {
            sums[label] = sizes[label] == 0 ? Double.POSITIVE_INFINITY : sums[label] / sizes[label];
        }
        return sums;
    }

    private int confidentLabel(double[] p) {
        int best = -1;
        for (int label = 0; label < p.length; label++) {
            if (p[label] >= thresholds[label] && (best < 0 || p[label] > p[best])) {
                best = label;
            }
        }
        return best;
    }

    /** Self-confidence from which a label counts as surely present, t [l]; infinite for a label that nothing has. */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /** The confident joint C [l][l], given label first. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** The estimated joint Q [l][l] of given and true labels; sums to 1. */
    public double[][] joint() {
        double[][] joint = new double[counts.length][counts.length];
        int[] sizes = new int[counts.length];
        Arrays.stream(given).forEach(label -> sizes[label]++);
        double sum = 0;
        for (int i = 0; i < joint.length; i++) {
            int row = Arrays.stream(counts[i]).sum();
            for (int j = 0; j < joint.length; j++) {
                // A label of which nothing is sure is taken as it is given.
                joint[i][j] = row == 0 ? (i == j ? sizes[i] : 0) : (double) counts[i][j] / row * sizes[i];
                sum += joint[i][j];
            }
        }
        for (double[] row : joint) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= sum;
            }
        }
        return joint;
    }

    /** The label that is surely present by its threshold, or −1; where it is not the given one, the example is off the diagonal of C. */
    public int confident(int x) {
        return confident[x];
    }

    /** The most probable label other than the given one. */
    public int suggestion(int x) {
        double[] p = probabilities[x];
        int best = -1;
        for (int label = 0; label < p.length; label++) {
            if (label != given[x] && (best < 0 || p[label] > p[best])) {
                best = label;
            }
        }
        return best;
    }

    /** Probability of the given label. */
    public double selfConfidence(int x) {
        return probabilities[x][given[x]];
    }

    /** Probability of the given label less that of the most probable other one, from −1 (surely wrong) to 1. */
    public double margin(int x) {
        return selfConfidence(x) - probabilities[x][suggestion(x)];
    }

    /**
     * The examples to look at, the least likely first. How many follows the paper: those that both of its pruning rules choose, by class
     * and by noise rate (section 3.2.2, C_{ỹ,y*} ∩). Which ones does not: those of the lowest self-confidence over all labels, because
     * a rule that goes label by label has to find its share in labels without errors too; the most probable label is never suspected.
     *
     * @param factor of how many
     */
    public int[] suspects(double factor) {
        boolean[] byClass = byClass();
        boolean[] byNoiseRate = byNoiseRate();
        long most = IntStream.range(0, given.length).filter(x -> byClass[x] && byNoiseRate[x]).count();
        return IntStream.range(0, given.length).filter(x -> margin(x) < 0).boxed()
                .sorted(Comparator.comparingDouble(this::selfConfidence).thenComparingInt(x -> x))
                .limit(Math.round(factor * most)).mapToInt(Integer::intValue).toArray();
    }

    /** Prune by class: of each label, as many of the lowest self-confidence as the joint says are wrong. */
    boolean[] byClass() {
        double[][] joint = joint();
        boolean[] chosen = new boolean[given.length];
        for (int label = 0; label < counts.length; label++) {
            int i = label;
            double wrong = 0;
            for (int j = 0; j < counts.length; j++) {
                wrong += j == i ? 0 : joint[i][j];
            }
            IntStream.range(0, given.length).filter(x -> given[x] == i).boxed()
                    .sorted(Comparator.comparingDouble(this::selfConfidence).thenComparingInt(x -> x))
                    .limit(Math.round(wrong * given.length)).forEach(x -> chosen[x] = true);
        }
        return chosen;
    }

    /** Prune by noise rate: of each given and other label, as many as the joint says, those first that are likeliest the other. */
    boolean[] byNoiseRate() {
        double[][] joint = joint();
        boolean[] chosen = new boolean[given.length];
        int[][] members = new int[counts.length][];
        for (int label = 0; label < counts.length; label++) {
            int i = label;
            members[i] = IntStream.range(0, given.length).filter(x -> given[x] == i).toArray();
        }
        for (int i = 0; i < counts.length; i++) {
            for (int other = 0; other < counts.length; other++) {
                int j = other;
                long most = i == j ? 0 : Math.round(joint[i][j] * given.length);
                if (most > 0) {
                    Arrays.stream(members[i]).boxed()
                            .sorted(Comparator.<Integer>comparingDouble(x -> selfConfidence(x) - probabilities[x][j])
                                    .thenComparingInt(x -> x))
                            .limit(most).forEach(x -> chosen[x] = true);
                }
            }
        }
        return chosen;
    }
}
