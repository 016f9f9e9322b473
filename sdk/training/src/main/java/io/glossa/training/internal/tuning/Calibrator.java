package io.glossa.training.internal.tuning;

import io.glossa.evaluation.Calibration;
import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Arrays;

/**
 * What is fitted on texts that were held out of the training data: the temperature that makes probabilities mean what they say (Guo et
 * al. 2017), and the thresholds of multi-label data that give the best F1 of each label.
 */
final class Calibrator {
    private static final double COLDEST = 0.2;
    private static final double HOTTEST = 5;
    /** A label with fewer texts than this gets the threshold that is best for all labels together. */
    private static final int ENOUGH = 20;

    private Calibrator() {}

    /** The temperature with the least loss. */
    static double temperature(ProblemType type, EncodedSet gold, float[][] logits) {
        if (type == ProblemType.SINGLE_LABEL_CLASSIFICATION) {
            int[] right = new int[gold.size()];
            Arrays.setAll(right, i -> gold.get(i).labels()[0]);
            return bounded(Calibration.temperature(logits, right));
        }
        int[][] right = new int[gold.size()][];
        Arrays.setAll(right, i -> gold.get(i).labels());
        return bounded(Calibration.temperature(logits, right));
    }

    /** A few held-out texts that are all right say nothing of how sure a model may be. */
    private static double bounded(double temperature) {
        return Math.max(COLDEST, Math.min(HOTTEST, temperature));
    }

    /** For each label the logit from which giving it makes the best F1. */
    static double[] cuts(EncodedSet gold, float[][] logits) {
        int labels = logits[0].length;
        boolean[][] wanted = new boolean[labels][logits.length];
        for (int i = 0; i < logits.length; i++) {
            for (int label : gold.get(i).labels()) {
                wanted[label][i] = true;
            }
        }
        float[][] columns = new float[labels][logits.length];
        for (int l = 0; l < labels; l++) {
            for (int i = 0; i < logits.length; i++) {
                columns[l][i] = logits[i][l];
            }
        }
        double common = common(columns, wanted);
        double[] cuts = new double[labels];
        for (int l = 0; l < labels; l++) {
            int texts = 0;
            for (boolean each : wanted[l]) {
                texts += each ? 1 : 0;
            }
            cuts[l] = texts < ENOUGH ? common : best(columns[l], wanted[l], texts);
        }
        return cuts;
    }

    /** The one cut with the best mean F1, among probabilities of 0.05 to 0.9. */
    private static double common(float[][] columns, boolean[][] wanted) {
        double best = 0;
        double bestF1 = -1;
        for (double probability = 0.05; probability < 0.9; probability += 0.01) {
            double cut = Math.log(probability / (1 - probability));
            double sum = 0;
            for (int l = 0; l < columns.length; l++) {
                long hits = 0;
                long given = 0;
                long texts = 0;
                for (int i = 0; i < columns[l].length; i++) {
                    boolean gives = columns[l][i] >= cut;
                    given += gives ? 1 : 0;
                    hits += gives && wanted[l][i] ? 1 : 0;
                    texts += wanted[l][i] ? 1 : 0;
                }
                sum += Measures.f1(hits, given, texts);
            }
            if (sum > bestF1) {
                bestF1 = sum;
                best = cut;
            }
        }
        return best;
    }

    /** Between the two logits where F1 is best. */
    private static double best(float[] column, boolean[] wanted, int texts) {
        Integer[] order = new Integer[column.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (x, y) -> Float.compare(column[y], column[x]));
        long hits = 0;
        double best = 0;
        double bestF1 = -1;
        for (int i = 0; i < order.length; i++) {
            hits += wanted[order[i]] ? 1 : 0;
            boolean last = i + 1 == order.length;
            if (!last && column[order[i]] == column[order[i + 1]]) {
                continue;
            }
            double f1 = Measures.f1(hits, i + 1, texts);
            if (f1 > bestF1) {
                bestF1 = f1;
                best = last ? column[order[i]] : (column[order[i]] + column[order[i + 1]]) / 2.0;
            }
        }
        return best;
    }
}
