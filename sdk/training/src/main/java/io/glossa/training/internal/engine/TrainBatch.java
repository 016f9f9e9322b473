package io.glossa.training.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Texts that go through the model together; b texts, s tokens, l labels. Arrays are not copied.
 *
 * @param ids token ids [b][s], padded on the right
 * @param typeIds segments [b][s]; null where the architecture reads none
 * @param mask 1 for a token, 0 for padding, [b][s]; null if nothing is padded
 * @param targets what the loss compares with, [b][l]; see {@link Objective}
 * @param weights factor of each term of the loss, [b][l]; null for 1
 * @param soft what a teacher says; null for none
 */
public record TrainBatch(long[][] ids, long @Nullable [][] typeIds, long @Nullable [][] mask, float[][] targets,
        float @Nullable [][] weights, @Nullable Soft soft) {
    /**
     * Soft targets.
     *
     * @param targets probabilities at the temperature of the objective, or numbers for squared errors, [b][l]
     * @param weights factor of each term, [b][l]
     */
    public record Soft(float[][] targets, float[][] weights) {}

    /** A batch without a teacher. */
    public TrainBatch(long[][] ids, long @Nullable [][] typeIds, long @Nullable [][] mask, float[][] targets, float @Nullable [][] weights) {
        this(ids, typeIds, mask, targets, weights, null);
    }

    /** Number of texts. */
    public int size() {
        return ids.length;
    }

    /** Number of tokens with padding. */
    public int tokens() {
        return ids.length * ids[0].length;
    }
}
