package io.glossa.tokenizer.internal;

import java.util.Arrays;

/** Joins the two parts of a text's features. */
final class NgramParts {
    private NgramParts() {}

    /** Both parts brought to length √½, or 1 if the other is empty, and added. */
    static NgramVector merged(NgramVector a, NgramVector b) {
        double aFactor = factor(a, b);
        double bFactor = factor(b, a);
        int[] buckets = new int[a.buckets().length + b.buckets().length];
        float[] values = new float[buckets.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.buckets().length || j < b.buckets().length) {
            int ai = i < a.buckets().length ? a.buckets()[i] : Integer.MAX_VALUE;
            int bj = j < b.buckets().length ? b.buckets()[j] : Integer.MAX_VALUE;
            double value = 0;
            if (ai <= bj) {
                value += aFactor * a.values()[i++];
            }
            if (bj <= ai) {
                value += bFactor * b.values()[j++];
            }
            buckets[size] = Math.min(ai, bj);
            values[size++] = (float) value;
        }
        return new NgramVector(Arrays.copyOf(buckets, size), Arrays.copyOf(values, size));
    }

    private static double factor(NgramVector own, NgramVector other) {
        double squares = 0;
        for (float value : own.values()) {
            squares += (double) value * value;
        }
        return squares == 0 ? 0 : (other.buckets().length == 0 ? 1 : Math.sqrt(0.5)) / Math.sqrt(squares);
    }
}
