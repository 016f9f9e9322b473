package io.glossa.models.architecture.internal;

import java.util.Arrays;

/**
 * A tensor in memory, last axis fastest. Integers and booleans are kept as doubles too: what an encoder counts is far below
 * 2⁵³.
 *
 * @param shape sizes of the axes
 * @param data one number for each element; never changed once made
 */
public record PlainTensor(int[] shape, double[] data) {
    /** A tensor. */
    public PlainTensor {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException("a tensor " + Arrays.toString(shape) + " needs " + size(shape)
                    + " numbers, found " + data.length);
        }
    }

    /** A tensor of floats. */
    public static PlainTensor of(float[] values, int... shape) {
        double[] data = new double[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = values[i];
        }
        return new PlainTensor(shape, data);
    }

    /** A tensor of integers. */
    public static PlainTensor of(long[] values, int... shape) {
        double[] data = new double[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = values[i];
        }
        return new PlainTensor(shape, data);
    }

    static int size(int[] shape) {
        int size = 1;
        for (int dim : shape) {
            size = Math.multiplyExact(size, dim);
        }
        return size;
    }

    int rank() {
        return shape.length;
    }

    /** Size of an axis; −1 is the last. */
    int dim(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    PlainTensor reshape(int... shape) {
        return new PlainTensor(shape, data);
    }

    /** The numbers as floats. */
    public float[] floats() {
        float[] floats = new float[data.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) data[i];
        }
        return floats;
    }
}
