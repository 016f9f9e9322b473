package io.glossa.export;

/**
 * Compares the results of two graphs, text by text. Not thread-safe.
 *
 * @param <R> a result
 */
interface Tally<R> {
    /**
     * Adds a text.
     *
     * @param text the text
     * @param before what the 32-bit graph gave
     * @param after what the exported graph gave
     * @throws io.glossa.error.InvalidInputException if the labels of the text are none of the model's
     */
    void add(LabelledText text, R before, R after);

    /** What was counted so far. */
    ExportMeasures measures(double speedRatio);

    /** The larger of a difference so far and those between two rows; NaN as soon as one of them is none. */
    static double difference(double soFar, float[] before, float[] after) {
        double most = soFar;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs((double) before[i] - after[i]));
        }
        return most;
    }
}
