package io.glossa.models.architecture;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** RoBERTa (Liu et al. 2019), XLM-RoBERTa and CamemBERT: BERT with other positions and another head. */
final class RobertaEncoder implements Encoder {
    private final int vocabulary;
    private final int width;
    private final int layers;
    private final int positions;
    private final int types;
    private final int labels;
    private final int paddingId;
    private final double epsilon;
    private final double dropout;
    private final double headDropout;
    private final @Nullable DistanceScores distances;
    private final PostNormLayer layer;

    RobertaEncoder(ArchitectureConfig config) {
        config.expectNot("is_decoder");
        vocabulary = config.size("vocab_size", 50265);
        width = config.size("hidden_size", 768);
        layers = config.layers("num_hidden_layers", 12);
        positions = config.size("max_position_embeddings", 512);
        types = config.size("type_vocab_size", 2);
        labels = config.labels();
        paddingId = config.count("pad_token_id", 1);
        epsilon = config.number("layer_norm_eps", 1e-12);
        dropout = config.probability("hidden_dropout_prob", 0.1);
        headDropout = config.probability("classifier_dropout", dropout);
        distances = DistanceScores.of(config, "attention.self.distance_embedding", positions, true);
        if (maxTokens().getAsInt() < 1) {
            throw config.wrong("max_position_embeddings", "more than " + (paddingId + 1), String.valueOf(positions));
        }
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
        return OptionalInt.of(distances == null ? positions - paddingId - 1 : positions);
    }

    @Override
    public boolean readsTypeIds() {
        return types > 1;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> roberta = Scope.base(ops, "roberta", "embeddings.word_embeddings.weight");
        Scope<T> tables = roberta.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, width);
        x = ops.add(x, Segments.embedding(tables, "token_type_embeddings", inputs, types, width));
        if (distances == null) {
            T at = PaddedPositions.of(ops, inputs.ids(), paddingId);
            x = ops.add(x, tables.embedding("position_embeddings", at, positions, width));
        }
        x = ops.dropout(tables.norm("LayerNorm", x, width, epsilon), dropout);
        for (int i = 0; i < layers; i++) {
            x = layer.apply(roberta.at("encoder.layer", i), x, i == layers - 1 ? rows : Rows.ALL, null, inputs);
        }
        return x;
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
        return name.endsWith("embeddings.position_ids")
                || distances != null && name.endsWith("embeddings.position_embeddings.weight")
                || name.matches("(roberta\\.)?pooler\\..*")
                || name.startsWith("lm_head.");
    }
}
