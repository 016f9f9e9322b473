package io.glossa.models.architecture;

import java.util.function.IntUnaryOperator;

/**
 * Distances between tokens sorted into buckets, by a table: a distance is brought into the range that the table covers, where
 * the buckets no longer change, and looked up. Computing the table here, in the float arithmetic of the reference, keeps
 * logarithms of distances out of the graph.
 */
record RelativeBuckets(long[] buckets, int reach) {

    /**
     * Buckets of the distances −reach to reach.
     *
     * @param reach the distance from where on the bucket stays the same
     * @param bucket the bucket of a distance
     */
    static RelativeBuckets of(int reach, IntUnaryOperator bucket) {
        long[] buckets = new long[2 * reach + 1];
        for (int distance = -reach; distance <= reach; distance++) {
            buckets[distance + reach] = bucket.applyAsInt(distance);
        }
        return new RelativeBuckets(buckets, reach);
    }

    /** The bucket of each distance, integers of the same shape. */
    <T> T lookUp(TensorOps<T> ops, T distances) {
        T table = ops.constant(buckets, buckets.length);
        return ops.embedding(table, ops.plus(ops.clamp(distances, -reach, reach), reach));
    }

    /** key position − query position for ids [b,s]: integers [s,s], or [1,s] for the first query. */
    static <T> T distances(TensorOps<T> ops, T ids, Rows rows) {
        T positions = ops.positions(ids);
        T keys = ops.unsqueeze(positions, 0);
        T queries = ops.unsqueeze(positions, 1);
        return ops.subtract(keys, rows == Rows.FIRST ? ops.slice(queries, 0, 0, 1) : queries);
    }

    /**
     * Buckets of T5 (Raffel et al. 2020) for attention in both directions: half of them for each, half of those for single
     * distances, the others for ranges that grow with the logarithm up to {@code farthest}.
     */
    static RelativeBuckets bidirectional(int count, int farthest) {
        int half = count / 2;
        int exact = half / 2;
        return of(farthest, distance -> {
            int side = distance > 0 ? half : 0;
            int far = Math.abs(distance);
            return side + (far < exact ? far : Math.min(half - 1, logarithmic(far, exact, half, farthest)));
        });
    }

    /** Buckets of T5 for attention to what is before: later keys, which are hidden, are in the first. */
    static RelativeBuckets backward(int count, int farthest) {
        int exact = count / 2;
        return of(farthest, distance -> {
            int back = Math.max(0, -distance);
            return back < exact ? back : Math.min(count - 1, logarithmic(back, exact, count, farthest));
        });
    }

    private static int logarithmic(int distance, int exact, int half, int farthest) {
        float ratio = (float) Math.log((float) distance / exact) / (float) Math.log((double) farthest / exact);
        return exact + (int) (ratio * (half - exact));
    }
}
