package io.glossa.training.internal.tuning;

import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.SoftTargets;
import java.util.Arrays;
import java.util.Map;

/**
 * What all teachers together say.
 *
 * @param soft of the texts that are learned from
 * @param dev of those that are measured on: probabilities, or standardised numbers, [n][l]
 */
record Teaching(SoftTargets soft, float[][] dev) {
    /**
     * How much of the teachers has arrived: the share of the development texts with the same best label; for several labels the share of
     * all texts and labels with the same answer from a half on; for numbers the correlation.
     *
     * @param logits of the student, as it is served, [n][l]
     */
    double agreement(Survey survey, float[][] logits) {
        if (survey.type() == ProblemType.REGRESSION) {
            return correlation(dev, logits);
        }
        long same = 0;
        long all = 0;
        for (int i = 0; i < dev.length; i++) {
            if (survey.type() == ProblemType.SINGLE_LABEL_CLASSIFICATION) {
                same += Measures.best(dev[i]) == Measures.best(logits[i]) ? 1 : 0;
                all++;
                continue;
            }
            for (int l = 0; l < logits[i].length; l++) {
                same += dev[i][l] >= 0.5 == logits[i][l] >= 0 ? 1 : 0;
                all++;
            }
        }
        return (double) same / all;
    }

    /** What the teachers reach themselves. */
    Map<String, Double> measured(Survey survey, EncodedSet gold, Metric chosen) {
        float[][] logits = new float[dev.length][];
        for (int i = 0; i < dev.length; i++) {
            logits[i] = new float[dev[i].length];
            for (int l = 0; l < logits[i].length; l++) {
                // Rounded to 0 or 1, a probability would have no logit.
                double p = Math.max(1e-9, Math.min(1 - 1e-9, dev[i][l]));
                logits[i][l] = (float) switch (survey.type()) {
                    case SINGLE_LABEL_CLASSIFICATION -> Math.log(p);
                    case MULTI_LABEL_CLASSIFICATION -> Math.log(p / (1 - p));
                    case REGRESSION -> dev[i][l];
                };
            }
        }
        double[] thresholds = new double[survey.labels().size()];
        Arrays.fill(thresholds, 0.5);
        return Measures.of(survey, gold, logits, thresholds, survey.mean(), survey.deviation(), chosen);
    }

    private static double correlation(float[][] xs, float[][] ys) {
        double x = Arrays.stream(xs).mapToDouble(row -> row[0]).average().orElse(0);
        double y = Arrays.stream(ys).mapToDouble(row -> row[0]).average().orElse(0);
        double product = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < xs.length; i++) {
            product += (xs[i][0] - x) * (ys[i][0] - y);
            squaresX += Math.pow(xs[i][0] - x, 2);
            squaresY += Math.pow(ys[i][0] - y, 2);
        }
        return squaresX > 0 && squaresY > 0 ? product / Math.sqrt(squaresX * squaresY) : 0;
    }
}
