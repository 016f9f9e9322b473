package io.glossa.recipes;

import java.util.List;

/**
 * The weights of a binary logistic regression.
 *
 * @param weights one number a dimension
 * @param bias added to the product
 */
record BinaryHead(double[] weights, double bias) {
    /** The log odds of positive. */
    double logit(float[] vector) {
        double sum = bias;
        for (int d = 0; d < weights.length; d++) {
            sum += weights[d] * vector[d];
        }
        return sum;
    }

    /** Right answers on samples. */
    Proportion accuracy(List<Sample> samples) {
        long right = samples.stream().filter(sample -> logit(sample.vector()) > 0 == sample.positive()).count();
        return new Proportion(right, samples.size());
    }

    /** Mean negative log likelihood of samples, in nats. */
    double logLoss(List<Sample> samples) {
        double sum = 0;
        for (Sample sample : samples) {
            double logit = logit(sample.vector());
            sum += softplus(sample.positive() ? -logit : logit);
        }
        return sum / samples.size();
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Weights of the rows negative and positive of a softmax that gives the same probabilities: ∓w/2. */
    float[] softmaxWeights() {
        float[] rows = new float[2 * weights.length];
        for (int d = 0; d < weights.length; d++) {
            rows[weights.length + d] = (float) (weights[d] / 2);
            rows[d] = -rows[weights.length + d];
        }
        return rows;
    }

    /** Biases of the rows negative and positive, ∓b/2. */
    float[] softmaxBias() {
        float half = (float) (bias / 2);
        return new float[] {-half, half};
    }
}
