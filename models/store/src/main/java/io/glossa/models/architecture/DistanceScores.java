package io.glossa.models.architecture;

import org.jspecify.annotations.Nullable;

/**
 * Positions as scores in place of added vectors: each query, and perhaps each key, times a vector of the distance between
 * them (Shaw et al. 2018, Huang et al. 2020). That is {@code position_embedding_type} {@code relative_key} and
 * {@code relative_key_query}.
 *
 * @param table where a layer has the vectors of the distances −(p−1) to p−1
 * @param positions p
 * @param ofKeys whether keys have scores as well
 * @param scaled whether the scores are scaled as the products of queries and keys are
 */
record DistanceScores(String table, int positions, boolean ofKeys, boolean scaled) {

    /** What a configuration asks for; null for positions that are added to the embeddings. */
    static @Nullable DistanceScores of(ArchitectureConfig config, String table, int positions, boolean scaled) {
        String type = config.text("position_embedding_type", "absolute");
        return switch (type) {
            case "absolute" -> null;
            case "relative_key" -> new DistanceScores(table, positions, false, scaled);
            case "relative_key_query" -> new DistanceScores(table, positions, true, scaled);
            default -> throw config.wrong("position_embedding_type", "'absolute', 'relative_key' or 'relative_key_query'",
                    "'" + type + "'");
        };
    }

    /** Attention bias [b,n,q,k] for {@code query} [b,q,h] and {@code key} [b,k,h]. */
    <T> T bias(Scope<T> layer, T query, T key, int width, int heads, double scale, Rows rows, T ids) {
        TensorOps<T> ops = layer.ops();
        T vectors = layer.parameter(table + ".weight", 2 * positions - 1, width / heads);
        T nearest = ops.constant(new long[] {positions - 1}, 1);
        T row = ops.subtract(nearest, RelativeBuckets.distances(ops, ids, rows));
        T scores = ops.pick(ops.matmulTransposed(ops.splitHeads(query, heads), vectors), row);
        if (ofKeys) {
            T byKey = ops.pick(ops.matmulTransposed(ops.splitHeads(key, heads), vectors), ops.permute(row, 1, 0));
            scores = ops.add(scores, ops.permute(byKey, 0, 1, 3, 2));
        }
        return scaled ? ops.times(scores, scale) : scores;
    }
}
