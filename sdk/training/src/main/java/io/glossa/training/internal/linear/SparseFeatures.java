package io.glossa.training.internal.linear;

import java.util.Arrays;

/** Features of which most are zero, as words of texts are: compressed rows. Thread-safe. */
public final class SparseFeatures implements Features {
    private final int[] starts;
    private final int[] indices;
    private final float[] values;
    private final int columns;

    private SparseFeatures(int[] starts, int[] indices, float[] values, int columns) {
        this.starts = starts;
        this.indices = indices;
        this.values = values;
        this.columns = columns;
    }

    /** Collects examples, of d features each. */
    public static Builder builder(int columns) {
        return new Builder(columns);
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** Where the entries of a row begin; those of row n are where all end. */
    int start(int row) {
        return starts[row];
    }

    /** Columns of all entries. */
    int[] indices() {
        return indices;
    }

    /** Values of all entries. */
    float[] values() {
        return values;
    }

    @Override
    public SparseFeatures rows(int[] chosen) {
        Builder some = new Builder(columns);
        for (int row : chosen) {
            some.add(Arrays.copyOfRange(indices, starts[row], starts[row + 1]), Arrays.copyOfRange(values, starts[row], starts[row + 1]));
        }
        return some.build();
    }

    @Override
    public void addProducts(int row, float[] byColumn, int labels, float[] into) {
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            float value = values[i];
            int w = indices[i] * labels;
            for (int l = 0; l < labels; l++) {
                into[l] += value * byColumn[w + l];
            }
        }
    }

    /** Collects examples. Not thread-safe. */
    public static final class Builder {
        private final int columns;
        private int rows;
        private int entries;
        private int[] starts = new int[64];
        private int[] indices = new int[1024];
        private float[] values = new float[1024];

        private Builder(int columns) {
            this.columns = columns;
        }

        /**
         * Adds an example.
         *
         * @param rowIndices columns of its entries, ascending
         * @param rowValues their values
         * @throws IllegalArgumentException if the two differ in length, or columns do not ascend or are outside 0 to d − 1
         */
        public Builder add(int[] rowIndices, float[] rowValues) {
            if (rowIndices.length != rowValues.length) {
                throw new IllegalArgumentException("values: expected " + rowIndices.length + ", found " + rowValues.length);
            }
            for (int i = 0; i < rowIndices.length; i++) {
                if (rowIndices[i] >= columns || rowIndices[i] < (i == 0 ? 0 : rowIndices[i - 1] + 1)) {
                    throw new IllegalArgumentException("indices: expected ascending ones from 0 to " + (columns - 1) + ", found "
                            + rowIndices[i] + " at " + i);
                }
            }
            if (rows + 1 >= starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            int end = Math.addExact(entries, rowIndices.length);
            if (end > indices.length) {
                int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, indices.length * 2L));
                indices = Arrays.copyOf(indices, capacity);
                values = Arrays.copyOf(values, capacity);
            }
            System.arraycopy(rowIndices, 0, indices, entries, rowIndices.length);
            System.arraycopy(rowValues, 0, values, entries, rowValues.length);
            entries = end;
            starts[++rows] = entries;
            return this;
        }

        /** The examples so far. */
        public SparseFeatures build() {
            return new SparseFeatures(Arrays.copyOf(starts, rows + 1), Arrays.copyOf(indices, entries), Arrays.copyOf(values, entries),
                    columns);
        }
    }
}
