package io.glossa.training.internal.linear;

/** What is known of n examples: a matrix [n,d] that nothing changes. Thread-safe. */
public sealed interface Features permits DenseFeatures, SparseFeatures {
    /** Number of examples n. */
    int rows();

    /** Number of features d. */
    int columns();

    /**
     * Some of the examples.
     *
     * @param rows their numbers, in the order wanted
     */
    Features rows(int[] rows);

    /**
     * Adds the products of an example with a matrix.
     *
     * @param row the example
     * @param byColumn matrix [d,l]
     * @param labels l
     * @param into room for l sums
     */
    void addProducts(int row, float[] byColumn, int labels, float[] into);
}
