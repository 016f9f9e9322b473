package io.glossa.evaluation;

import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** What each text adds to a metric that is a mean over texts. */
final class TextLosses {
    /** Scores closer to 0 or 1 than this have a logarithm as if they were not. */
    private static final double EPSILON = Math.ulp(1.0);

    private TextLosses() {}

    /** The weighted mean of a number that belongs to each text; 0 without texts. */
    static ToDoubleFunction<int[]> mean(int size, IntToDoubleFunction ofText) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = ofText.applyAsDouble(i);
        }
        return weights -> {
            double sum = 0;
            long texts = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * values[i];
                texts += weights[i];
            }
            return texts == 0 ? 0 : sum / texts;
        };
    }

    static double logLoss(Answers answers, int text) {
        float[] scores = answers.scores()[text];
        if (!answers.multiLabel()) {
            return -log(scores[answers.gold()[text][0]]);
        }
        double sum = 0;
        for (int l = 0; l < scores.length; l++) {
            sum -= log(answers.has(text, l) ? scores[l] : 1.0 - scores[l]);
        }
        return sum / scores.length;
    }

    private static double log(double score) {
        return Math.log(Math.max(EPSILON, Math.min(1 - EPSILON, score)));
    }

    static double brier(Answers answers, int text) {
        float[] scores = answers.scores()[text];
        int first = !answers.multiLabel() && scores.length == 2 ? 1 : 0;
        double sum = 0;
        for (int l = first; l < scores.length; l++) {
            double distance = scores[l] - (answers.has(text, l) ? 1.0 : 0.0);
            sum += distance * distance;
        }
        return answers.multiLabel() ? sum / scores.length : sum;
    }

    static double hamming(Answers answers, int text) {
        int common = Answers.common(answers.gold()[text], answers.predicted()[text]);
        int wrong = answers.gold()[text].length + answers.predicted()[text].length - 2 * common;
        return (double) wrong / answers.labels().size();
    }

    static double precision(Answers answers, int text) {
        return Counts.share(Answers.common(answers.gold()[text], answers.predicted()[text]), answers.predicted()[text].length);
    }

    static double recall(Answers answers, int text) {
        return Counts.share(Answers.common(answers.gold()[text], answers.predicted()[text]), answers.gold()[text].length);
    }

    static double f1(Answers answers, int text) {
        return Counts.share(2L * Answers.common(answers.gold()[text], answers.predicted()[text]),
                answers.gold()[text].length + answers.predicted()[text].length);
    }

    /** Mean over the right labels of the share of right ones among those that score as high. */
    static double rankingPrecision(Answers answers, int text) {
        float[] scores = answers.scores()[text];
        int[] gold = answers.gold()[text];
        if (gold.length == 0 || gold.length == scores.length) {
            return 1;
        }
        double sum = 0;
        for (int label : gold) {
            long rank = 0;
            long right = 0;
            for (float score : scores) {
                rank += score >= scores[label] ? 1 : 0;
            }
            for (int other : gold) {
                right += scores[other] >= scores[label] ? 1 : 0;
            }
            sum += (double) right / rank;
        }
        return sum / gold.length;
    }
}
