package io.glossa.internal.pipeline;

import io.glossa.tokenizer.internal.NgramVector;
import java.util.Arrays;

/** A linear classifier on hashed features: logits are the sum of the rows of a text's buckets, times its values, and the bias. Thread-safe. */
public final class NgramWeights {
    private final int[] buckets;
    private final float[] weights;
    private final float[] bias;

    /**
     * Keeps the arrays.
     *
     * @param buckets [k], ascending
     * @param weights [k,l]
     * @param bias [l]
     */
    public NgramWeights(int[] buckets, float[] weights, float[] bias) {
        this.buckets = buckets;
        this.weights = weights;
        this.bias = bias;
    }

    /** Whether a bucket has weights. */
    public boolean knows(int bucket) {
        return Arrays.binarySearch(buckets, bucket) >= 0;
    }

    /** Logits of a text [l]. */
    public float[] logits(NgramVector features) {
        int labels = bias.length;
        double[] sums = new double[labels];
        for (int l = 0; l < labels; l++) {
            sums[l] = bias[l];
        }
        int from = 0;
        for (int i = 0; i < features.buckets().length; i++) {
            int row = Arrays.binarySearch(buckets, from, buckets.length, features.buckets()[i]);
            if (row < 0) {
                from = -row - 1;
                continue;
            }
            from = row + 1;
            double value = features.values()[i];
            for (int l = 0; l < labels; l++) {
                sums[l] += value * weights[row * labels + l];
            }
        }
        float[] logits = new float[labels];
        for (int l = 0; l < labels; l++) {
            logits[l] = (float) sums[l];
        }
        return logits;
    }
}
