package io.glossa.internal.decoding;

import java.util.Arrays;

/**
 * What has to be known of a whole row of scores, 1,024 entries at a time in loops so short that the compiler makes vector instructions
 * of them: nothing but sums, products and maxima of single precision, arrays that are all read from their first entry. The numbers do
 * not depend on whether it does. Every entry of a vocabulary is met at every step. Not thread-safe.
 */
final class Lanes {
    private static final int COUNT = 1024;
    /** Below this, terms of a sum vanish in single precision however many there are. */
    private static final float NOTHING = -40;
    /** 2 to the power of the number of squarings. */
    private static final float PARTS = 64;

    private final float[] totals;
    private final float[] entries;
    private final float[] powers;

    /**
     * Room for the work.
     *
     * @param length how long the rows are
     */
    Lanes(int length) {
        int count = Math.min(COUNT, length);
        totals = new float[count];
        entries = new float[count];
        powers = new float[count];
    }

    /** The largest score; not a number if one of them is none. */
    float maximum(float[] scores, int from, int to) {
        Arrays.fill(totals, Float.NEGATIVE_INFINITY);
        for (int at = from; at < to; at += COUNT) {
            int count = Math.min(COUNT, to - at);
            System.arraycopy(scores, at, entries, 0, count);
            raise(totals, entries, count);
        }
        float maximum = Float.NEGATIVE_INFINITY;
        for (float total : totals) {
            maximum = Math.max(maximum, total);
        }
        return maximum;
    }

    /**
     * The sum of {@code exp(score − maximum)} over scores that are not above the maximum. Terms are off by less than 5e-7, and by less
     * than 1e-5 of themselves where the score is less than 12 below the maximum.
     */
    double exponentials(float[] scores, int from, int to, float maximum) {
        Arrays.fill(totals, 0);
        for (int at = from; at < to; at += COUNT) {
            int count = Math.min(COUNT, to - at);
            System.arraycopy(scores, at, entries, 0, count);
            below(entries, maximum, count);
            highTerms(powers, entries, count);
            lowTerms(powers, entries, count);
            squareTwice(powers, count);
            squareAndAdd(totals, powers, count);
        }
        double sum = 0;
        for (float total : totals) {
            sum += total;
        }
        return sum;
    }

    private static void raise(float[] totals, float[] entries, int count) {
        for (int i = 0; i < count; i++) {
            totals[i] = Math.max(totals[i], entries[i]);
        }
    }

    /** One part of what each score is below the maximum. */
    private static void below(float[] entries, float maximum, int count) {
        for (int i = 0; i < count; i++) {
            entries[i] = Math.max(entries[i] - maximum, NOTHING) * (1 / PARTS);
        }
    }

    /** The terms of Taylor's series of exp(x) − 1 from the third, divided by the cube of x. */
    private static void highTerms(float[] powers, float[] x, int count) {
        for (int i = 0; i < count; i++) {
            powers[i] = 1 / 6f + x[i] * (1 / 24f + x[i] * (1 / 120f + x[i] * (1 / 720f)));
        }
    }

    /** With the first two: exp(x) − 1. */
    private static void lowTerms(float[] powers, float[] x, int count) {
        for (int i = 0; i < count; i++) {
            powers[i] = x[i] * (1 + x[i] * (0.5f + x[i] * powers[i]));
        }
    }

    /** From exp(x) − 1 to exp(4x) − 1, which loses less than the powers themselves would while they are close to 1. */
    private static void squareTwice(float[] powers, int count) {
        for (int i = 0; i < count; i++) {
            float twice = powers[i] * (2 + powers[i]);
            powers[i] = twice * (2 + twice);
        }
    }

    /** From exp(x) − 1 to exp(16x), added. */
    private static void squareAndAdd(float[] totals, float[] powers, int count) {
        for (int i = 0; i < count; i++) {
            float twice = powers[i] * (2 + powers[i]);
            float power = 1 + twice;
            float square = power * power;
            float fourth = square * square;
            totals[i] += fourth * fourth;
        }
    }
}
