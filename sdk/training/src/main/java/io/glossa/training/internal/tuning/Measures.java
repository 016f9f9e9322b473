package io.glossa.training.internal.tuning;

import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few numbers that are looked at in the course of a training, quickly; the final evaluation says more. */
final class Measures {
    private Measures() {}

    /**
     * Metrics by name.
     *
     * @param gold the texts with what is right
     * @param logits [n][l]
     * @param thresholds probability from which each label is given, for multi-label data
     * @param mean what regression was standardised by
     * @param deviation what regression was standardised by
     */
    static Map<String, Double> of(ProblemType type, EncodedSet gold, float[][] logits, double[] thresholds, double mean, double deviation) {
        return switch (type) {
            case SINGLE_LABEL_CLASSIFICATION -> single(gold, logits);
            case MULTI_LABEL_CLASSIFICATION -> multi(gold, logits, thresholds);
            case REGRESSION -> regression(gold, logits, mean, deviation);
        };
    }

    private static Map<String, Double> single(EncodedSet gold, float[][] logits) {
        int labels = logits.length == 0 ? 0 : logits[0].length;
        long[][] counts = new long[3][labels];
        double loss = 0;
        long right = 0;
        for (int i = 0; i < logits.length; i++) {
            int answer = best(logits[i]);
            int wanted = gold.get(i).labels()[0];
            loss += logSum(logits[i]) - logits[i][wanted];
            right += answer == wanted ? 1 : 0;
            counts[0][answer] += answer == wanted ? 1 : 0;
            counts[1][answer]++;
            counts[2][wanted]++;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss / logits.length);
        metrics.put("accuracy", (double) right / logits.length);
        metrics.put("macro_f1", macro(counts));
        metrics.put("micro_f1", (double) right / logits.length);
        return metrics;
    }

    private static Map<String, Double> multi(EncodedSet gold, float[][] logits, double[] thresholds) {
        int labels = thresholds.length;
        long[][] counts = new long[3][labels];
        double loss = 0;
        long exact = 0;
        for (int i = 0; i < logits.length; i++) {
            boolean[] wanted = new boolean[labels];
            for (int label : gold.get(i).labels()) {
                wanted[label] = true;
            }
            boolean all = true;
            for (int l = 0; l < labels; l++) {
                double z = logits[i][l];
                boolean given = sigmoid(z) >= thresholds[l];
                loss += Math.max(z, 0) - (wanted[l] ? z : 0) + Math.log1p(Math.exp(-Math.abs(z)));
                counts[0][l] += given && wanted[l] ? 1 : 0;
                counts[1][l] += given ? 1 : 0;
                counts[2][l] += wanted[l] ? 1 : 0;
                all &= given == wanted[l];
            }
            exact += all ? 1 : 0;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", loss / ((double) logits.length * labels));
        metrics.put("accuracy", (double) exact / logits.length);
        metrics.put("macro_f1", macro(counts));
        metrics.put("micro_f1", f1(Arrays.stream(counts[0]).sum(), Arrays.stream(counts[1]).sum(), Arrays.stream(counts[2]).sum()));
        return metrics;
    }

    private static Map<String, Double> regression(EncodedSet gold, float[][] logits, double mean, double deviation) {
        int n = logits.length;
        double squares = 0;
        double absolutes = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < n; i++) {
            double predicted = logits[i][0] * deviation + mean;
            double right = gold.get(i).value();
            squares += (predicted - right) * (predicted - right);
            absolutes += Math.abs(predicted - right);
            sumX += predicted;
            sumY += right;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double x = logits[i][0] * deviation + mean - sumX / n;
            double y = gold.get(i).value() - sumY / n;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", squares / n);
        metrics.put("mean_absolute_error", absolutes / n);
        // Where one side does not vary there is no correlation; 0 is the honest number for "learned nothing".
        metrics.put("pearson", xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0);
        return metrics;
    }

    static int best(float[] logits) {
        int best = 0;
        for (int l = 1; l < logits.length; l++) {
            best = logits[l] > logits[best] ? l : best;
        }
        return best;
    }

    static double logSum(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return most + Math.log(sum);
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double macro(long[][] counts) {
        double sum = 0;
        for (int l = 0; l < counts[0].length; l++) {
            sum += f1(counts[0][l], counts[1][l], counts[2][l]);
        }
        return counts[0].length == 0 ? 0 : sum / counts[0].length;
    }

    static double f1(long hits, long given, long wanted) {
        return given + wanted == 0 ? 0 : 2.0 * hits / (given + wanted);
    }
}
