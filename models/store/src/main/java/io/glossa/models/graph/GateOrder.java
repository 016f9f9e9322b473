package io.glossa.models.graph;

import java.util.Arrays;

/** The gates of an LSTM layer: input, forget, cell, output in PyTorch; input, output, forget, cell in ONNX. */
final class GateOrder {
    private static final int[] ONNX = {0, 3, 1, 2};

    private GateOrder() {}

    /**
     * Rows of gates brought from PyTorch's order into that of ONNX.
     *
     * @param values [4·o, in]
     */
    static float[] of(float[] values, int in) {
        int block = values.length / 4;
        if (block % in != 0) {
            throw new IllegalArgumentException("expected four gates of rows of " + in + " numbers, found " + values.length);
        }
        float[] ordered = new float[values.length];
        for (int gate = 0; gate < 4; gate++) {
            System.arraycopy(values, ONNX[gate] * block, ordered, gate * block, block);
        }
        return ordered;
    }

    static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
