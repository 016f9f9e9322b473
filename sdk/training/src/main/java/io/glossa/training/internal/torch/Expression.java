package io.glossa.training.internal.torch;

import org.jspecify.annotations.Nullable;

/**
 * A tensor in the source of a script.
 *
 * @param text what stands for it: a variable
 * @param shape sizes of its axes for parameters, constants and parts of them; null for what depends on the batch
 * @param adapted the low-rank factors that belong to it, so that {@code text} alone is not its value; null for none
 */
record Expression(String text, int @Nullable [] shape, @Nullable Adapted adapted) {
    Expression(String text) {
        this(text, null, null);
    }

    /**
     * A weight with factors, or rows of it.
     *
     * @param down A, [rank, in]
     * @param up B, [out, rank], the same rows as of the weight
     */
    record Adapted(String down, String up) {}

    int[] knownShape() {
        if (shape == null) {
            throw new IllegalArgumentException(text + ": expected a parameter or a constant, found a result");
        }
        return shape;
    }

    @Override
    public String toString() {
        return text;
    }
}
