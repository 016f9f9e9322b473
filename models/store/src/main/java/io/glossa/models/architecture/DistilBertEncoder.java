package io.glossa.models.architecture;

import java.util.OptionalInt;

/** DistilBERT (Sanh et al. 2019): BERT without segments and pooler, under other names. */
final class DistilBertEncoder implements Encoder {
    private static final PostNormLayer.Names NAMES = new PostNormLayer.Names("attention.q_lin", "attention.k_lin",
            "attention.v_lin", "attention.out_lin", "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm");
    private static final double EPSILON = 1e-12;

    private final int vocabulary;
    private final int width;
    private final int layers;
    private final int positions;
    private final int labels;
    private final double dropout;
    private final double sequenceDropout;
    private final PostNormLayer layer;

    DistilBertEncoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 30522);
        width = config.size("dim", 768);
        layers = config.layers("n_layers", 6);
        positions = config.size("max_position_embeddings", 512);
        labels = config.labels();
        dropout = config.probability("dropout", 0.1);
        sequenceDropout = config.probability("seq_classif_dropout", 0.2);
        layer = new PostNormLayer(NAMES, width, config.heads("n_heads", 12, width), config.size("hidden_dim", 4 * 768),
                config.activation("activation", "gelu"), EPSILON, dropout, config.probability("attention_dropout", 0.1), null);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(positions);
    }

    @Override
    public boolean readsTypeIds() {
        return false;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> distilbert = Scope.base(ops, "distilbert", "embeddings.word_embeddings.weight");
        Scope<T> tables = distilbert.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, width);
        x = ops.add(x, tables.embedding("position_embeddings", ops.positions(inputs.ids()), positions, width));
        x = ops.dropout(tables.norm("LayerNorm", x, width, EPSILON), dropout);
        for (int i = 0; i < layers; i++) {
            x = layer.apply(distilbert.at("transformer.layer", i), x, i == layers - 1 ? rows : Rows.ALL, null, inputs);
        }
        return x;
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        Scope<T> root = Scope.root(ops);
        T first = ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1);
        T dense = ops.activation(root.linear("pre_classifier", first, width, width), Activation.RELU);
        return root.linear("classifier", ops.dropout(dense, sequenceDropout), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", ops.dropout(hiddenState, dropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.endsWith("embeddings.position_ids") || name.startsWith("vocab_");
    }
}
