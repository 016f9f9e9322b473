package io.glossa.models.architecture;

/** Positions as the RoBERTa family counts them: from the padding id up, and padding tokens stay at the padding id. */
final class PaddedPositions {
    private PaddedPositions() {}

    /** Positions [b,s] for ids [b,s]. */
    static <T> T of(TensorOps<T> ops, T ids, int paddingId) {
        T real = ops.toIntegers(ops.notEqual(ids, paddingId));
        return ops.plus(ops.multiply(ops.cumulativeSum(real), real), paddingId);
    }
}
