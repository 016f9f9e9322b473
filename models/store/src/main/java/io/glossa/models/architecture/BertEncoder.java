package io.glossa.models.architecture;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** BERT (Devlin et al. 2019). Checkpoints of {@code BertModel} and its task classes. */
final class BertEncoder implements Encoder {
    private final int vocabulary;
    private final int width;
    private final int layers;
    private final int positions;
    private final int types;
    private final int labels;
    private final double epsilon;
    private final double dropout;
    private final double headDropout;
    private final @Nullable DistanceScores distances;
    private final PostNormLayer layer;

    BertEncoder(ArchitectureConfig config) {
        config.expectNot("is_decoder");
        vocabulary = config.size("vocab_size", 30522);
        width = config.size("hidden_size", 768);
        layers = config.layers("num_hidden_layers", 12);
        positions = config.size("max_position_embeddings", 512);
        types = config.size("type_vocab_size", 2);
        labels = config.labels();
        epsilon = config.number("layer_norm_eps", 1e-12);
        dropout = config.probability("hidden_dropout_prob", 0.1);
        headDropout = config.probability("classifier_dropout", dropout);
        distances = DistanceScores.of(config, "attention.self.distance_embedding", positions, true);
        layer = new PostNormLayer(PostNormLayer.Names.BERT, width, config.heads("num_attention_heads", 12, width),
                config.size("intermediate_size", 3072), config.activation("hidden_act", "gelu"), epsilon, dropout,
                config.probability("attention_probs_dropout_prob", 0.1), distances);
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
        return true;
    }

    private static <T> Scope<T> bert(TensorOps<T> ops) {
        return Scope.base(ops, "bert", "embeddings.word_embeddings.weight");
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> bert = bert(ops);
        Scope<T> tables = bert.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, width);
        x = ops.add(x, Segments.embedding(tables, "token_type_embeddings", inputs, types, width));
        if (distances == null) {
            x = ops.add(x, tables.embedding("position_embeddings", ops.positions(inputs.ids()), positions, width));
        }
        x = ops.dropout(tables.norm("LayerNorm", x, width, epsilon), dropout);
        for (int i = 0; i < layers; i++) {
            x = layer.apply(bert.at("encoder.layer", i), x, i == layers - 1 ? rows : Rows.ALL, null, inputs);
        }
        return x;
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        T first = ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1);
        T pooled = ops.activation(bert(ops).at("pooler").linear("dense", first, width, width), Activation.TANH);
        return Scope.root(ops).linear("classifier", ops.dropout(pooled, headDropout), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", ops.dropout(hiddenState, headDropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.endsWith("embeddings.position_ids")
                || distances != null && name.endsWith("embeddings.position_embeddings.weight")
                || name.matches("(bert\\.)?pooler\\..*") || name.startsWith("cls.");
    }
}
