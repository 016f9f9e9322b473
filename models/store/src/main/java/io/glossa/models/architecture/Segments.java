package io.glossa.models.architecture;

/** Embeddings of segments. */
final class Segments {
    private Segments() {}

    /** The segment's vector for each token, [b,s,h]; without segment ids that of segment 0, [1,1,h]. */
    static <T> T embedding(Scope<T> tables, String name, EncoderInputs<T> inputs, int types, int width) {
        TensorOps<T> ops = tables.ops();
        if (inputs.typeIds() != null) {
            return tables.embedding(name, inputs.typeIds(), types, width);
        }
        T table = tables.parameter(name + ".weight", types, width);
        return ops.unsqueeze(ops.slice(table, 0, 0, 1), 0);
    }
}
