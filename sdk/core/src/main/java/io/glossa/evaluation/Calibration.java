package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Fits what turns scores into decisions: a temperature, so that scores mean what they say, and thresholds of multi-label models.
 * Fit on texts that the model was not trained on and that it is not measured on; on the texts of the measurement the result is
 * flattering. Thread-safe: functions only.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Calibration {
    /** Lowest temperature that is fitted; a model that is always right would ask for 0. */
    public static final double MIN_TEMPERATURE = 0.01;
    /** Highest temperature that is fitted; a model that knows nothing would ask for infinity. */
    public static final double MAX_TEMPERATURE = 100;

    private static final double DEFAULT_THRESHOLD = 0.5;

    private Calibration() {}

    /**
     * The temperature of a single-label model: the number to divide logits by, before softmax, for the lowest mean negative log
     * likelihood (Guo et al. 2017, "On calibration of modern neural networks"). Above 1 the model was too sure of itself. The
     * likelihood is concave in the inverse temperature, so Newton's method within a bracket finds the only optimum.
     *
     * @param logits (texts, labels)
     * @param right the index of each text's label
     * @return {@link #MIN_TEMPERATURE} to {@link #MAX_TEMPERATURE}; 1 if the texts do not tell
     * @throws InvalidInputException if there are no texts, a logit is not finite, an index is none of a label, or the arrays do
     *     not fit together
     */
    public static double temperature(float[][] logits, int[] right) {
        return Temperature.fit(logits, right);
    }

    /**
     * The temperature of a multi-label model: the number to divide logits by, before sigmoid, for the lowest mean binary cross
     * entropy.
     *
     * @param logits (texts, labels)
     * @param right the indices of each text's labels
     * @return {@link #MIN_TEMPERATURE} to {@link #MAX_TEMPERATURE}; 1 if the texts do not tell
     * @throws InvalidInputException if there are no texts, a logit is not finite, an index is none of a label, or the arrays do
     *     not fit together
     */
    public static double temperature(float[][] logits, int[][] right) {
        return Temperature.fit(logits, right);
    }

    /**
     * For each label of a multi-label model the threshold with the highest F1, which together give the highest macro F1. Halfway
     * between two scores that occur, among equally good ones the nearest to 0.5; 0.5 for a label that no text has. Labels of few
     * texts get thresholds that follow chance.
     *
     * @return label and threshold, 0 to 1, in the model's order; a score at or above it selects the label
     * @throws InvalidInputException if the evaluation is of a single-label model
     */
    public static Map<String, Double> thresholds(ClassificationEvaluation evaluation) {
        Answers answers = multiLabel(evaluation);
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (int l = 0; l < answers.labels().size(); l++) {
            float[] scores = new float[answers.size()];
            boolean[] has = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = answers.scores()[i][l];
                has[i] = answers.has(i, l);
            }
            thresholds.put(answers.labels().get(l), bestThreshold(scores, has));
        }
        return Collections.unmodifiableMap(thresholds);
    }

    /**
     * One threshold for all labels of a multi-label model: that with the highest micro F1. Fewer numbers to fit than
     * {@link #thresholds}, so it holds with fewer texts.
     *
     * @return 0 to 1; 0.5 if no text has a label
     * @throws InvalidInputException if the evaluation is of a single-label model
     */
    public static double threshold(ClassificationEvaluation evaluation) {
        Answers answers = multiLabel(evaluation);
        int labels = answers.labels().size();
        float[] scores = new float[Math.multiplyExact(answers.size(), labels)];
        boolean[] has = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = answers.scores()[i / labels][i % labels];
            has[i] = answers.has(i / labels, i % labels);
        }
        return bestThreshold(scores, has);
    }

    private static Answers multiLabel(ClassificationEvaluation evaluation) {
        if (!evaluation.multiLabel()) {
            throw new InvalidInputException("thresholds: expected the evaluation of a multi-label model, found a single-label one,"
                    + " whose best label is the answer");
        }
        return evaluation.answers();
    }

    private static double bestThreshold(float[] scores, boolean[] has) {
        int[] order = Order.ascending(scores);
        long support = 0;
        for (boolean one : has) {
            support += one ? 1 : 0;
        }
        double best = DEFAULT_THRESHOLD;
        // F1 as a fraction, compared without rounding; 0 of 1 is beaten by any hit.
        long bestHits = 0;
        long bestSize = 1;
        long hits = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            hits += has[order[i]] ? 1 : 0;
            if (i > 0 && scores[order[i - 1]] == scores[order[i]]) {
                continue;
            }
            double below = i == 0 ? 0 : scores[order[i - 1]];
            double candidate = (below + scores[order[i]]) / 2;
            long size = support + order.length - i;
            long left = hits * bestSize;
            long right = bestHits * size;
            boolean nearer = Math.abs(candidate - DEFAULT_THRESHOLD) < Math.abs(best - DEFAULT_THRESHOLD);
            if (left > right || left == right && hits > 0 && nearer) {
                best = candidate;
                bestHits = hits;
                bestSize = size;
            }
        }
        return best;
    }
}
