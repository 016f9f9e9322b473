package io.glossa.training.internal.tuning;

import io.glossa.error.TrainingException;

/** Compares logits of what is served with those of the trainer, row by row. Not thread-safe. */
final class Comparison {
    /** Largest difference that a logit may have from the trainer's; for logits beyond 1, of their size. */
    static final double TOLERANCE = 1e-4;

    private double largest;
    private double allowed = TOLERANCE;
    private double largestShare;
    private long agreed;
    private long rows;
    private boolean labels;

    /** Adds a row. */
    void add(float[] served, float[] trained) {
        rows++;
        labels = trained.length > 1;
        agreed += Measures.best(served) == Measures.best(trained) ? 1 : 0;
        for (int l = 0; l < served.length; l++) {
            double difference = Math.abs((double) served[l] - trained[l]);
            double size = Math.max(1, Math.abs((double) trained[l]));
            if (!Double.isNaN(largest) && !(difference <= largest)) {
                largest = difference;
                allowed = TOLERANCE * size;
            }
            largestShare = Math.max(largestShare, difference / size);
        }
    }

    /**
     * What was found.
     *
     * @param file what was compared
     * @throws TrainingException if a difference is not allowed
     */
    OutputFolder.Compared result(Object file) {
        if (!(largestShare <= TOLERANCE)) {
            throw new TrainingException(file + ": expected the logits of the trainer within " + TOLERANCE
                    + ", and within this share of logits beyond 1, found a difference of " + largest + " and a share of " + largestShare
                    + "; please report it, with the architecture and the device");
        }
        return new OutputFolder.Compared(largest, allowed, labels ? (double) agreed / rows : Double.NaN);
    }
}
