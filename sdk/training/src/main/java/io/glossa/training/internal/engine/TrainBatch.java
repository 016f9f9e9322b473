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
 */
public record TrainBatch(long[][] ids, long @Nullable [][] typeIds, long @Nullable [][] mask, float[][] targets,
        float @Nullable [][] weights) {
    /** Number of texts. */
    public int size() {
        return ids.length;
    }

    /** Number of tokens with padding. */
    public int tokens() {
        return ids.length * ids[0].length;
    }
}
