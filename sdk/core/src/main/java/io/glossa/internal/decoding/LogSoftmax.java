package io.glossa.internal.decoding;

import io.glossa.error.EngineException;

/**
 * Logarithms of probabilities in single precision, in the order of operations of {@code torch.log_softmax} on a CPU:
 * {@code (x − maximum) − log(sum)}. The sum is kept in double precision, so that it doesn't depend on how torch vectorises.
 */
final class LogSoftmax {
    /** Below this, terms of the sum vanish in single precision however many there are. */
    private static final float NOTHING = -40;
    private static final double LOG2_E = 1 / Math.log(2);
    private static final double LN_2 = Math.log(2);

    private LogSoftmax() {}

    /** Replaces scores by their log-probabilities. A row without any finite score stays as it is. */
    static void inPlace(float[] scores, int from, int to) {
        float maximum = maximum(scores, from, to);
        if (maximum == Float.NEGATIVE_INFINITY) {
            return;
        }
        float logSum = logSum(scores, from, to, maximum);
        for (int i = from; i < to; i++) {
            scores[i] = scores[i] - maximum - logSum;
        }
    }

    /**
     * The largest score.
     *
     * @throws EngineException if a score is not a number, or infinite
     */
    static float maximum(float[] scores, int from, int to) {
        float maximum = Float.NEGATIVE_INFINITY;
        boolean odd = false;
        for (int i = from; i < to; i++) {
            float score = scores[i];
            maximum = Math.max(maximum, score);
            odd |= score != score;
        }
        if (odd || maximum == Float.POSITIVE_INFINITY) {
            throw new EngineException("logits: expected finite numbers, found " + (odd ? "NaN" : "infinity")
                    + "; the model's weights or its precision are at fault");
        }
        return maximum;
    }

    /** The logarithm of the sum of {@code exp(score − maximum)}. */
    static float logSum(float[] scores, int from, int to, float maximum) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            float below = scores[i] - maximum;
            if (below > NOTHING) {
                sum += exp(below);
            }
        }
        return (float) Math.log(sum);
    }

    /**
     * The exponential function between −700 and 0, relative error below 1e-9: 2 to a whole power times a Taylor polynomial of
     * a rest of at most half a power. Cheaper than {@link Math#exp}, which counts where every entry of a vocabulary needs one.
     */
    static double exp(double x) {
        int power = (int) (x * LOG2_E - 0.5);
        double r = x - power * LN_2;
        double polynomial = 1 + r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0
                + r * (1 / 5040.0 + r * (1 / 40320.0))))))));
        return polynomial * Double.longBitsToDouble((power + 1023L) << 52);
    }
}
