package io.glossa.internal.decoding;

import io.glossa.error.EngineException;

/**
 * Logarithms of probabilities in single precision, in the order of operations of {@code torch.log_softmax} on a CPU:
 * {@code (x − maximum) − log(sum)}. The sum is kept in double precision, so that it doesn't depend on how torch vectorises.
 */
final class LogSoftmax {
    /** Below this, terms of the sum vanish in single precision however many there are. */
    private static final float NOTHING = -40;
    private static final double STEP = Math.log(2) / 128;
    private static final double STEPS_PER_UNIT = 128 / Math.log(2);
    /** Bits of 2 to the power of i/128. */
    private static final long[] POWERS = powers();

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
            // One comparison an entry; what is not a number is not below either.
            if (!(scores[i] <= maximum)) {
                odd |= scores[i] != scores[i];
                maximum = Math.max(maximum, scores[i]);
            }
        }
        if (odd || maximum == Float.POSITIVE_INFINITY) {
            throw new EngineException("logits: expected finite numbers, found " + (odd ? "NaN" : "infinity")
                    + "; the model's weights or its precision are at fault");
        }
        return maximum;
    }

    /** The logarithm of the sum of {@code exp(score − maximum)}. */
    static float logSum(float[] scores, int from, int to, float maximum) {
        // Four sums, so that none waits for another.
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            first += term(scores[i] - maximum);
            second += term(scores[i + 1] - maximum);
            third += term(scores[i + 2] - maximum);
            fourth += term(scores[i + 3] - maximum);
        }
        for (; i < to; i++) {
            first += term(scores[i] - maximum);
        }
        return (float) Math.log(first + second + (third + fourth));
    }

    private static double term(float below) {
        return below > NOTHING ? exp(below) : 0;
    }

    /**
     * The exponential function between −700 and 0, relative error below 1e-8: a power of two in steps of 1/128 from a table,
     * times a parabola for the rest. Every entry of a vocabulary needs one at every step, which is why it is not
     * {@link Math#exp}.
     */
    static double exp(double x) {
        int steps = (int) (x * STEPS_PER_UNIT - 0.5);
        double rest = x - steps * STEP;
        double power = Double.longBitsToDouble(POWERS[steps & 127] + ((long) (steps >> 7) << 52));
        return power * (1 + rest * (1 + rest * 0.5));
    }

    private static long[] powers() {
        long[] powers = new long[128];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.doubleToRawLongBits(Math.pow(2, i / 128.0));
        }
        return powers;
    }
}
