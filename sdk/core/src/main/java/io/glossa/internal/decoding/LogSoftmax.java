package io.glossa.internal.decoding;

import io.glossa.error.EngineException;

/**
 * Logarithms of probabilities in single precision, in the order of operations of {@code torch.log_softmax} on a CPU:
 * {@code (x − maximum) − log(sum)}.
 */
final class LogSoftmax {
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
        float maximum = new Lanes(to - from).maximum(scores, from, to);
        boolean odd = maximum != maximum;
        if (odd || maximum == Float.POSITIVE_INFINITY) {
            throw new EngineException("logits: expected finite numbers, found " + (odd ? "NaN" : "infinity")
                    + "; the model's weights or its precision are at fault");
        }
        return maximum;
    }

    /** The logarithm of the sum of {@code exp(score − maximum)}. */
    static float logSum(float[] scores, int from, int to, float maximum) {
        return (float) Math.log(new Lanes(to - from).exponentials(scores, from, to, maximum));
    }
}
