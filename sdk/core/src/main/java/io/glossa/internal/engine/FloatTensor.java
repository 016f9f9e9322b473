package io.glossa.internal.engine;

import java.util.Arrays;

/**
 * Numbers with a shape, on the Java heap, row-major.
 *
 * @param data the numbers; owned by the receiver
 * @param shape the length of each dimension
 */
public record FloatTensor(float[] data, int[] shape) {
    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Length of one dimension; negative counts from the end. */
    public int dim(int index) {
        return shape[index < 0 ? shape.length + index : index];
    }

    /** A copy of {@code length} numbers from {@code offset}. */
    public float[] slice(int offset, int length) {
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    @Override
    public String toString() {
        return "FloatTensor" + Arrays.toString(shape);
    }
}
