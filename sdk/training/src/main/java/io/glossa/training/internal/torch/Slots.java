package io.glossa.training.internal.torch;

import java.util.Arrays;

/** Gives the parameters and constants of a forward pass their places among its arguments. */
interface Slots {
    /** Whether the checkpoint has this parameter. */
    boolean has(String name);

    /**
     * Where a parameter stands in the list of parameters.
     *
     * @throws io.glossa.error.ModelFormatException if there is none of this name and shape
     */
    int parameter(String name, int[] shape);

    /** Where a table of floats stands in the list of constants. */
    int constant(Table table);

    /**
     * A constant table: of floats or of integers.
     *
     * @param floats its numbers, or empty
     * @param integers its numbers, or empty
     * @param shape sizes of the axes
     */
    record Table(float[] floats, long[] integers, int[] shape) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Table table && Arrays.equals(floats, table.floats)
                    && Arrays.equals(integers, table.integers) && Arrays.equals(shape, table.shape);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(floats) + Arrays.hashCode(integers)) + Arrays.hashCode(shape);
        }

        @Override
        public String toString() {
            return "table " + Arrays.toString(shape);
        }
    }
}
