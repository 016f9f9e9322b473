package io.glossa.training.internal.tuning;

import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Arrays;

/**
 * What is fitted on texts that were held out of the training data: the temperature that makes probabilities mean what they say (Guo et
 * al. 2017), and the thresholds of multi-label data that give the best F1 of each label.
 */
final class Calibrator {
    private static final double COLDEST = 0.1;
    private static final double HOTTEST = 10;
    /** A label with fewer texts than this gets the threshold that is best for all labels together. */
    private static final int ENOUGH = 20;

    private Calibrator() {}

    /** The temperature with the least loss, found by golden section over its logarithm. */
    static double temperature(ProblemType type, EncodedSet gold, float[][] logits) {
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        double ratio = (Math.sqrt(5) - 1) / 2;
        double a = high - ratio * (high - low);
        double b = low + ratio * (high - low);
        double lossA = loss(type, gold, logits, Math.exp(a));
        double lossB = loss(type, gold, logits, Math.exp(b));
        for (int i = 0; i < 60; i++) {
            if (lossA <= lossB) {
                high = b;
                b = a;
                lossB = lossA;
                a = high - ratio * (high - low);
                lossA = loss(type, gold, logits, Math.exp(a));
            } else {
                low = a;
                a = b;
                lossA = lossB;
                b = low + ratio * (high - low);
                lossB = loss(type, gold, logits, Math.exp(b));
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double loss(ProblemType type, EncodedSet gold, float[][] logits, double temperature) {
        float[][] scaled = new float[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            scaled[i] = scaled(logits[i], temperature);
        }
        double[] thresholds = new double[logits[0].length];
        return Measures.of(type, gold, scaled, thresholds, 0, 1).get("loss");
    }

    static float[] scaled(float[] logits, double temperature) {
        float[] scaled = new float[logits.length];
        for (int l = 0; l < scaled.length; l++) {
            scaled[l] = (float) (logits[l] / temperature);
        }
        return scaled;
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
