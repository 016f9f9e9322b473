package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apiguardian.api.API;

/**
 * How well a classifier tells texts that none of its labels fits ("out of scope") by the score of its best label: texts below a
 * threshold are rejected. As Larson et al. (2019), "An evaluation dataset for intent classification and out-of-scope prediction",
 * measure it. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class OutOfScopeEvaluation {
    private final float[] scores;
    private final boolean[] inScope;
    private final boolean[] right;

    private OutOfScopeEvaluation(float[] scores, boolean[] inScope, boolean[] right) {
        this.scores = scores;
        this.inScope = inScope;
        this.right = right;
    }

    /** An empty collector. */
    public static Collector collector() {
        return new Collector();
    }

    /** How many texts, both kinds together. */
    public long examples() {
        return scores.length;
    }

    /**
     * Probability that a text in scope scores higher than one out of scope, ties counting half: the area under the ROC curve of
     * the score. Empty if one of the two kinds is missing.
     */
    public OptionalDouble rocAuc() {
        double value = RankedLabels.RankedLabel.of(scores, inScope).rocAuc(Answers.once(scores.length));
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * What rejecting texts that score below a threshold gives.
     *
     * @throws InvalidInputException if it is not a number
     */
    public Rejection at(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new InvalidInputException("threshold: expected a number, found NaN");
        }
        Tally tally = new Tally();
        for (int i = 0; i < scores.length; i++) {
            tally.add(i, scores[i] < threshold);
        }
        return tally.rejection(threshold);
    }

    /**
     * The threshold with the highest accuracy over all texts, out of scope counting as one more label; the lowest of several.
     * Where few texts are out of scope it rejects few. Fit it on other texts than those it is measured on.
     */
    public Rejection mostAccurate() {
        return best(Rejection::accuracy);
    }

    /**
     * The threshold with the highest mean of in-scope accuracy and out-of-scope recall, the lowest of several: how many texts
     * are of which kind does not matter. Fit it on other texts than those it is measured on.
     */
    public Rejection mostBalanced() {
        return best(rejection -> (rejection.inScopeAccuracy() + rejection.outOfScopeRecall()) / 2);
    }

    private Rejection best(ToDoubleFunction<Rejection> quality) {
        int[] order = Order.ascending(scores);
        Tally tally = new Tally();
        for (int i : order) {
            tally.add(i, false);
        }
        Rejection best = tally.rejection(0);
        for (int i = 0; i < order.length; i++) {
            tally.reject(order[i]);
            if (i == order.length - 1 || scores[order[i + 1]] != scores[order[i]]) {
                double threshold = i == order.length - 1
                        ? Math.nextUp(scores[order[i]])
                        : ((double) scores[order[i]] + scores[order[i + 1]]) / 2;
                Rejection candidate = tally.rejection(threshold);
                if (quality.applyAsDouble(candidate) > quality.applyAsDouble(best)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private final class Tally {
        private long texts;
        private long inScopeTexts;
        private long rightAccepted;
        private long rejected;
        private long rejectedOutOfScope;

        void add(int text, boolean reject) {
            texts++;
            inScopeTexts += inScope[text] ? 1 : 0;
            rightAccepted += right[text] ? 1 : 0;
            if (reject) {
                reject(text);
            }
        }

        void reject(int text) {
            rejected++;
            rejectedOutOfScope += inScope[text] ? 0 : 1;
            rightAccepted -= right[text] ? 1 : 0;
        }

        Rejection rejection(double threshold) {
            return new Rejection(threshold, inScopeTexts, rightAccepted, texts - inScopeTexts, rejected, rejectedOutOfScope);
        }
    }

    /** Takes texts one by one; keeps a few bytes for each. Not thread-safe. */
    public static final class Collector {
        private float[] scores = new float[64];
        private boolean[] inScope = new boolean[64];
        private boolean[] right = new boolean[64];
        private int size;

        private Collector() {}

        /**
         * Adds a text in scope.
         *
         * @param right whether the best label is the right one
         * @param score score of the best label
         * @throws InvalidInputException if the score is not finite
         */
        public void addInScope(boolean right, float score) {
            add(true, right, score);
        }

        /**
         * Adds a text out of scope.
         *
         * @param score score of the best label
         * @throws InvalidInputException if the score is not finite
         */
        public void addOutOfScope(float score) {
            add(false, false, score);
        }

        private void add(boolean in, boolean isRight, float score) {
            if (!Float.isFinite(score)) {
                throw new InvalidInputException("score: expected a finite number, found " + score);
            }
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, size * 2);
                inScope = Arrays.copyOf(inScope, size * 2);
                right = Arrays.copyOf(right, size * 2);
            }
            scores[size] = score;
            inScope[size] = in;
            right[size] = isRight;
            size++;
        }

        /** The evaluation of what was added so far. */
        public OutOfScopeEvaluation evaluate() {
            return new OutOfScopeEvaluation(
                    Arrays.copyOf(scores, size), Arrays.copyOf(inScope, size), Arrays.copyOf(right, size));
        }
    }
}
