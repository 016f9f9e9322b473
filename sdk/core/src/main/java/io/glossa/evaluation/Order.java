package io.glossa.evaluation;

import java.util.Arrays;

/** Sorts places by the numbers that stand there, without boxes. */
final class Order {
    private Order() {}

    /** The places of the numbers, smallest number first, equal ones in order; −0 counts as 0. */
    static int[] ascending(float[] numbers) {
        long[] keys = new long[numbers.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(numbers[i] + 0f);
            // Flips what makes the bits of negative numbers sort backwards.
            int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[i] = ((long) sortable << 32) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        Arrays.setAll(order, i -> (int) keys[i]);
        return order;
    }

    /** As {@link #ascending(float[])}. */
    static int[] ascending(double[] numbers) {
        Integer[] places = new Integer[numbers.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> Double.compare(numbers[a] + 0.0, numbers[b] + 0.0));
        return Arrays.stream(places).mapToInt(i -> i).toArray();
    }
}
