package io.glossa.models.architecture;

/** Tables of positions that are computed, not learned (Vaswani et al. 2017), with sines in the first half and cosines in the second. */
final class Sinusoids {
    private Sinusoids() {}

    /**
     * As Marian counts frequencies: over half the width.
     *
     * @return [rows, width], row by row
     */
    static float[] marian(int rows, int width) {
        float[] table = new float[Math.multiplyExact(rows, width)];
        int sines = (width + 1) / 2;
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < width; j++) {
                double angle = row / Math.pow(10000, 2.0 * (j / 2) / width);
                table[row * width + (j % 2 == 0 ? j / 2 : sines + j / 2)] = (float) (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return table;
    }

    /**
     * As fairseq counts them: over half the width less one, in floats; the row of the padding is zero.
     *
     * @return [rows, width], row by row
     */
    static float[] fairseq(int rows, int width, int padding) {
        float[] table = new float[Math.multiplyExact(rows, width)];
        int half = width / 2;
        float step = (float) (Math.log(10000) / (half - 1));
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < half && row != padding; j++) {
                float angle = row * (float) Math.exp(j * -step);
                table[row * width + j] = (float) Math.sin(angle);
                table[row * width + half + j] = (float) Math.cos(angle);
            }
        }
        return table;
    }
}
