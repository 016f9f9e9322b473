package io.glossa.models.architecture;

import org.jspecify.annotations.Nullable;

/**
 * The layer of BERT (Devlin et al. 2019) and its relatives: attention, then a feed-forward part, each followed by the sum
 * with its input and a normalisation. Relatives differ in the names of the parameters, and some count positions here.
 */
record PostNormLayer(Names names, int width, int heads, int inner, Activation activation, double epsilon, double dropout,
        double attentionDropout, @Nullable DistanceScores distances) {

    /** Where a layer has its parameters. */
    record Names(String query, String key, String value, String attentionOutput, String attentionNorm, String inner,
            String output, String norm) {
        static final Names BERT = new Names("attention.self.query", "attention.self.key", "attention.self.value",
                "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense",
                "output.LayerNorm");
    }

    /**
     * One layer.
     *
     * @param layer where its parameters are
     * @param x [b,s,h]
     * @param rows which rows to give
     * @param bias attention bias [1, n or 1, s or 1, s], or null
     * @param inputs what is encoded
     */
    <T> T apply(Scope<T> layer, T x, Rows rows, @Nullable T bias, EncoderInputs<T> inputs) {
        TensorOps<T> ops = layer.ops();
        T from = rows == Rows.FIRST ? ops.slice(x, 1, 0, 1) : x;
        T query = layer.linear(names.query(), from, width, width);
        T key = layer.linear(names.key(), x, width, width);
        T value = layer.linear(names.value(), x, width, width);
        double scale = 1 / Math.sqrt((double) width / heads);
        T scores = distances == null ? bias : distances.bias(layer, query, key, width, heads, scale, rows, inputs.ids());
        T context = ops.attention(query, key, value, heads, scale, scores, inputs.mask(), attentionDropout);
        return afterAttention(layer, from, context);
    }

    /** What follows the attention: {@code context} [b,q,h] joins its input {@code from} [b,q,h]. */
    <T> T afterAttention(Scope<T> layer, T from, T context) {
        TensorOps<T> ops = layer.ops();
        T attended = ops.dropout(layer.linear(names.attentionOutput(), context, width, width), dropout);
        T middle = layer.norm(names.attentionNorm(), ops.add(attended, from), width, epsilon);
        T wide = ops.activation(layer.linear(names.inner(), middle, width, inner), activation);
        T narrow = ops.dropout(layer.linear(names.output(), wide, inner, width), dropout);
        return layer.norm(names.norm(), ops.add(narrow, middle), width, epsilon);
    }
}
