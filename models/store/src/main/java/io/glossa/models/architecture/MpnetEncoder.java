package io.glossa.models.architecture;

import java.util.OptionalInt;

/** MPNet (Song et al. 2020): BERT's layers with a bias by distance, shared by all layers. */
final class MpnetEncoder implements Encoder {
    private static final PostNormLayer.Names NAMES = new PostNormLayer.Names("attention.attn.q", "attention.attn.k",
            "attention.attn.v", "attention.attn.o", "attention.LayerNorm", "intermediate.dense", "output.dense",
            "output.LayerNorm");
    private static final int PADDING_ID = 1;
    /** The reference sorts into as many, also where the table has room for more. */
    private static final int BUCKETS = 32;
    private static final int FARTHEST = 128;

    private final int vocabulary;
    private final int width;
    private final int heads;
    private final int layers;
    private final int positions;
    private final int labels;
    private final int bucketCount;
    private final double epsilon;
    private final double dropout;
    private final double headDropout;
    private final PostNormLayer layer;

    MpnetEncoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 30527);
        width = config.size("hidden_size", 768);
        heads = config.heads("num_attention_heads", 12, width);
        layers = config.layers("num_hidden_layers", 12);
        positions = config.size("max_position_embeddings", 512);
        if (maxTokens().getAsInt() < 1) {
            throw config.wrong("max_position_embeddings", "more than " + (PADDING_ID + 1), String.valueOf(positions));
        }
        labels = config.labels();
        bucketCount = config.size("relative_attention_num_buckets", 32);
        if (bucketCount < BUCKETS) {
            throw config.wrong("relative_attention_num_buckets", "at least " + BUCKETS, String.valueOf(bucketCount));
        }
        epsilon = config.number("layer_norm_eps", 1e-12);
        dropout = config.probability("hidden_dropout_prob", 0.1);
        headDropout = config.probability("classifier_dropout", dropout);
        layer = new PostNormLayer(NAMES, width, heads, config.size("intermediate_size", 3072),
                config.activation("hidden_act", "gelu"), epsilon, dropout,
                config.probability("attention_probs_dropout_prob", 0.1), null);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(positions - PADDING_ID - 1);
    }

    @Override
    public boolean readsTypeIds() {
        return false;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> mpnet = Scope.base(ops, "mpnet", "embeddings.word_embeddings.weight");
        Scope<T> tables = mpnet.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, width);
        T at = PaddedPositions.of(ops, inputs.ids(), PADDING_ID);
        x = ops.add(x, tables.embedding("position_embeddings", at, positions, width));
        x = ops.dropout(tables.norm("LayerNorm", x, width, epsilon), dropout);
        Scope<T> encoder = mpnet.at("encoder");
        T bias = bias(encoder, inputs.ids());
        for (int i = 0; i < layers; i++) {
            Rows wanted = i == layers - 1 ? rows : Rows.ALL;
            T seen = wanted == Rows.FIRST ? ops.slice(bias, 2, 0, 1) : bias;
            x = layer.apply(encoder.at("layer", i), x, wanted, seen, inputs);
        }
        return x;
    }

    /** One number for each head and pair of positions, [1,n,s,s]. */
    private <T> T bias(Scope<T> encoder, T ids) {
        TensorOps<T> ops = encoder.ops();
        T bucket = RelativeBuckets.bidirectional(BUCKETS, FARTHEST).lookUp(ops, RelativeBuckets.distances(ops, ids, Rows.ALL));
        T byHead = encoder.embedding("relative_attention_bias", bucket, bucketCount, heads);
        return ops.unsqueeze(ops.permute(byHead, 2, 0, 1), 0);
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        Scope<T> head = Scope.root(ops).at("classifier");
        T first = ops.dropout(ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1), headDropout);
        T dense = ops.activation(head.linear("dense", first, width, width), Activation.TANH);
        return head.linear("out_proj", ops.dropout(dense, headDropout), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", ops.dropout(hiddenState, headDropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.endsWith("embeddings.position_ids") || name.matches("(mpnet\\.)?pooler\\..*")
                || name.startsWith("lm_head.");
    }
}
