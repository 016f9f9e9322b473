package io.glossa.models.architecture;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** ALBERT (Lan et al. 2020): narrow embeddings, and layers that share their parameters in groups. */
final class AlbertEncoder implements Encoder {
    private static final PostNormLayer.Names NAMES = new PostNormLayer.Names("attention.query", "attention.key",
            "attention.value", "attention.dense", "attention.LayerNorm", "ffn", "ffn_output", "full_layer_layer_norm");

    private final int vocabulary;
    private final int narrow;
    private final int width;
    private final int layers;
    private final int groups;
    private final int innerLayers;
    private final int positions;
    private final int types;
    private final int labels;
    private final double epsilon;
    private final double dropout;
    private final double headDropout;
    private final @Nullable DistanceScores distances;
    private final PostNormLayer layer;

    AlbertEncoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 30000);
        narrow = config.size("embedding_size", 128);
        width = config.size("hidden_size", 4096);
        layers = config.layers("num_hidden_layers", 12);
        groups = config.size("num_hidden_groups", 1);
        innerLayers = config.size("inner_group_num", 1);
        if (innerLayers > ArchitectureConfig.MOST_LAYERS / layers) {
            throw config.wrong("inner_group_num", "at most " + ArchitectureConfig.MOST_LAYERS / layers, String.valueOf(innerLayers));
        }
        positions = config.size("max_position_embeddings", 512);
        types = config.size("type_vocab_size", 2);
        labels = config.labels();
        epsilon = config.number("layer_norm_eps", 1e-12);
        dropout = config.probability("hidden_dropout_prob", 0);
        headDropout = config.probability("classifier_dropout_prob", 0.1);
        if (groups > layers) {
            throw config.wrong("num_hidden_groups", "at most num_hidden_layers, " + layers, String.valueOf(groups));
        }
        distances = DistanceScores.of(config, "attention.distance_embedding", positions, false);
        layer = new PostNormLayer(NAMES, width, config.heads("num_attention_heads", 64, width),
                config.size("intermediate_size", 16384), config.activation("hidden_act", "gelu_new"), epsilon, dropout,
                config.probability("attention_probs_dropout_prob", 0), distances);
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

    private static <T> Scope<T> albert(TensorOps<T> ops) {
        return Scope.base(ops, "albert", "embeddings.word_embeddings.weight");
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> albert = albert(ops);
        Scope<T> tables = albert.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, narrow);
        x = ops.add(x, Segments.embedding(tables, "token_type_embeddings", inputs, types, narrow));
        if (distances == null) {
            x = ops.add(x, tables.embedding("position_embeddings", ops.positions(inputs.ids()), positions, narrow));
        }
        x = ops.dropout(tables.norm("LayerNorm", x, narrow, epsilon), dropout);
        Scope<T> encoder = albert.at("encoder");
        x = encoder.linear("embedding_hidden_mapping_in", x, narrow, width);
        for (int i = 0; i < layers; i++) {
            int group = (int) (i / ((double) layers / groups));
            for (int j = 0; j < innerLayers; j++) {
                boolean last = i == layers - 1 && j == innerLayers - 1;
                Scope<T> shared = encoder.at("albert_layer_groups", group).at("albert_layers", j);
                x = layer.apply(shared, x, last ? rows : Rows.ALL, null, inputs);
            }
        }
        return x;
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        T first = ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1);
        T pooled = ops.activation(albert(ops).linear("pooler", first, width, width), Activation.TANH);
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
                || name.matches("(albert\\.)?pooler\\..*")
                || name.startsWith("predictions.") || name.startsWith("sop_classifier.");
    }
}
