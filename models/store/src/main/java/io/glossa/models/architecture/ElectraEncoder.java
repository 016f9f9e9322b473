package io.glossa.models.architecture;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** ELECTRA's discriminator (Clark et al. 2020): BERT with narrower embeddings, and without a pooler. */
final class ElectraEncoder implements Encoder {
    private final int vocabulary;
    private final int narrow;
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

    ElectraEncoder(ArchitectureConfig config) {
        config.expectNot("is_decoder");
        vocabulary = config.size("vocab_size", 30522);
        narrow = config.size("embedding_size", 128);
        width = config.size("hidden_size", 256);
        layers = config.layers("num_hidden_layers", 12);
        positions = config.size("max_position_embeddings", 512);
        types = config.size("type_vocab_size", 2);
        labels = config.labels();
        epsilon = config.number("layer_norm_eps", 1e-12);
        dropout = config.probability("hidden_dropout_prob", 0.1);
        headDropout = config.probability("classifier_dropout", dropout);
        distances = DistanceScores.of(config, "attention.self.distance_embedding", positions, true);
        layer = new PostNormLayer(PostNormLayer.Names.BERT, width, config.heads("num_attention_heads", 4, width),
                config.size("intermediate_size", 1024), config.activation("hidden_act", "gelu"), epsilon, dropout,
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

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> electra = Scope.base(ops, "electra", "embeddings.word_embeddings.weight");
        Scope<T> tables = electra.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, narrow);
        x = ops.add(x, Segments.embedding(tables, "token_type_embeddings", inputs, types, narrow));
        if (distances == null) {
            x = ops.add(x, tables.embedding("position_embeddings", ops.positions(inputs.ids()), positions, narrow));
        }
        x = ops.dropout(tables.norm("LayerNorm", x, narrow, epsilon), dropout);
        if (narrow != width) {
            x = electra.linear("embeddings_project", x, narrow, width);
        }
        for (int i = 0; i < layers; i++) {
            x = layer.apply(electra.at("encoder.layer", i), x, i == layers - 1 ? rows : Rows.ALL, null, inputs);
        }
        return x;
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        Scope<T> head = Scope.root(ops).at("classifier");
        T first = ops.dropout(ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1), headDropout);
        T dense = ops.activation(head.linear("dense", first, width, width), Activation.GELU);
        return head.linear("out_proj", ops.dropout(dense, headDropout), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", ops.dropout(hiddenState, headDropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.endsWith("embeddings.position_ids")
                || distances != null && name.endsWith("embeddings.position_embeddings.weight")
                || name.startsWith("discriminator_predictions.")
                || name.startsWith("generator_");
    }
}
