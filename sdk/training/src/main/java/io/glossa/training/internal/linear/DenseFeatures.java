package io.glossa.training.internal.linear;

import java.util.List;

/** Features that are all given, as embeddings are. Thread-safe. */
public final class DenseFeatures implements Features {
    private final float[] values;
    private final int rows;
    private final int columns;

    /**
     * A matrix that is not copied.
     *
     * @param values [n,d], last axis fastest
     * @throws IllegalArgumentException if there are not n · d numbers
     */
    public DenseFeatures(float[] values, int rows, int columns) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException("values: expected " + rows + " x " + columns + " numbers, found " + values.length);
        }
        this.values = values;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Copies vectors of one length.
     *
     * @param vectors one per example; at least one
     * @throws IllegalArgumentException if there is none, or their lengths differ
     */
    public static DenseFeatures of(List<float[]> vectors) {
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("vectors: expected at least one, found none");
        }
        int columns = vectors.get(0).length;
        float[] values = new float[Math.multiplyExact(vectors.size(), columns)];
        for (int row = 0; row < vectors.size(); row++) {
            float[] vector = vectors.get(row);
            if (vector.length != columns) {
                throw new IllegalArgumentException("vectors: expected " + columns + " numbers each, found " + vector.length
                        + " in vector " + row);
            }
            System.arraycopy(vector, 0, values, row * columns, columns);
        }
        return new DenseFeatures(values, vectors.size(), columns);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** The matrix itself, [n,d]. */
    float[] values() {
        return values;
    }

    @Override
    public DenseFeatures rows(int[] chosen) {
        float[] some = new float[chosen.length * columns];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * columns, some, i * columns, columns);
        }
        return new DenseFeatures(some, chosen.length, columns);
    }

    @Override
    public void addProducts(int row, float[] byColumn, int labels, float[] into) {
        addProducts(values, row * columns, columns, byColumn, labels, into, 0);
    }

    /** {@code into[at..] += x · byColumn}, four features at a time so that the sums stay in registers. */
    static void addProducts(float[] x, int from, int columns, float[] byColumn, int labels, float[] into, int at) {
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            float x0 = x[from + c];
            float x1 = x[from + c + 1];
            float x2 = x[from + c + 2];
            float x3 = x[from + c + 3];
            int w0 = c * labels;
            int w1 = w0 + labels;
            int w2 = w1 + labels;
            int w3 = w2 + labels;
            for (int l = 0; l < labels; l++) {
                into[at + l] += x0 * byColumn[w0 + l] + x1 * byColumn[w1 + l] + x2 * byColumn[w2 + l] + x3 * byColumn[w3 + l];
            }
        }
        for (; c < columns; c++) {
            float value = x[from + c];
            int w = c * labels;
            for (int l = 0; l < labels; l++) {
                into[at + l] += value * byColumn[w + l];
            }
        }
    }
}
