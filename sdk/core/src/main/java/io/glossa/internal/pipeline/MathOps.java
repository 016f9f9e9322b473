package io.glossa.internal.pipeline;

/** The few functions that turn logits and vectors into results; computed in double, returned in float. */
public final class MathOps {
    private MathOps() {}

    /** Softmax with the maximum taken out first. */
    public static float[] softmax(float[] logits) {
        return softmax(logits, 0, logits.length);
    }

    /** Softmax of {@code length} logits from {@code offset}. */
    public static float[] softmax(float[] logits, int offset, int length) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, logits[offset + i]);
        }
        double[] exps = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            exps[i] = Math.exp(logits[offset + i] - max);
            sum += exps[i];
        }
        float[] scores = new float[length];
        for (int i = 0; i < length; i++) {
            scores[i] = (float) (exps[i] / sum);
        }
        return scores;
    }

    /** Logistic function of each logit. */
    public static float[] sigmoid(float[] logits) {
        float[] scores = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scores[i] = sigmoid(logits[i]);
        }
        return scores;
    }

    /** Logistic function. */
    public static float sigmoid(double logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    /** Scales a vector to Euclidean length 1, in place; a zero vector stays (its length is taken as 1e-12). */
    public static float[] normalize(float[] vector) {
        double norm = Math.max(Math.sqrt(dot(vector, vector)), 1e-12);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
        return vector;
    }

    /** Scalar product of two vectors of the same length. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Index of the largest number, the first of equals. */
    public static int argmax(float[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] > numbers[best]) {
                best = i;
            }
        }
        return best;
    }
}
