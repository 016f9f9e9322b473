package io.glossa.models.graph;

/** Matrices turned over. */
final class Transpose {
    private static final int TILE = 32;

    private Transpose() {}

    /** [rows, columns] → [columns, rows], tile by tile so that both sides stay in the cache. */
    static float[] of(float[] values, int rows, int columns) {
        float[] out = new float[values.length];
        for (int top = 0; top < rows; top += TILE) {
            for (int left = 0; left < columns; left += TILE) {
                int bottom = Math.min(rows, top + TILE);
                int right = Math.min(columns, left + TILE);
                for (int r = top; r < bottom; r++) {
                    for (int c = left; c < right; c++) {
                        out[c * rows + r] = values[r * columns + c];
                    }
                }
            }
        }
        return out;
    }
}
