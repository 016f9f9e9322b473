package io.glossa.models.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * BART (Lewis et al. 2020) and its relatives, which differ in how they count positions and where they normalise.
 */
final class SourceTargetModel implements EncoderDecoder {
    private static final double EPSILON = 1e-5;

    /** In what relatives differ. */
    interface Variant {
        /** Vectors of positions [s,h] or [b,s,h] for a source of ids [b,s]. */
        <T> T sourcePositions(Scope<T> encoder, T ids);

        /** Vectors of positions [t,h] for tokens at these positions [t]. */
        <T> T targetPositions(Scope<T> decoder, T positions);

        /** Whether each part of a layer normalises its input, and the last layer's output is normalised. */
        boolean normalizesInput();

        /** Whether the sum of token and position is normalised. */
        boolean normalizesEmbeddings();

        /** The longest source or target in tokens. */
        OptionalInt maxTokens();
    }

    private final Variant variant;
    private final int vocabulary;
    private final int targetVocabulary;
    private final int width;
    private final int encoderLayers;
    private final int decoderLayers;
    private final boolean shared;
    private final boolean tied;
    private final double scale;
    private final double dropout;
    private final SourceTargetLayer encoderLayer;
    private final SourceTargetLayer decoderLayer;

    SourceTargetModel(ArchitectureConfig config, Variant variant, int width, int vocabulary, String activation) {
        this.variant = variant;
        this.width = width;
        this.vocabulary = vocabulary;
        shared = config.flag("share_encoder_decoder_embeddings", true);
        targetVocabulary = shared ? vocabulary : config.size("decoder_vocab_size", vocabulary);
        encoderLayers = config.layers("encoder_layers", 12);
        decoderLayers = config.layers("decoder_layers", 12);
        tied = config.flag("tie_word_embeddings", true);
        scale = config.flag("scale_embedding", false) ? Math.sqrt(width) : 1;
        dropout = config.probability("dropout", 0.1);
        encoderLayer = layer(config, "encoder", activation);
        decoderLayer = layer(config, "decoder", activation);
    }

    private SourceTargetLayer layer(ArchitectureConfig config, String part, String activation) {
        return new SourceTargetLayer(width, config.heads(part + "_attention_heads", 16, width), config.size(part + "_ffn_dim", 4096),
                config.activation("activation_function", activation), variant.normalizesInput(), dropout,
                config.probability("attention_dropout", 0), config.probability("activation_dropout", 0));
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int vocabulary() {
        return targetVocabulary;
    }

    @Override
    public int layers() {
        return decoderLayers;
    }

    @Override
    public int heads() {
        return decoderLayer.heads();
    }

    @Override
    public int headWidth() {
        return width / decoderLayer.heads();
    }

    @Override
    public OptionalInt maxSourceTokens() {
        return variant.maxTokens();
    }

    @Override
    public OptionalInt maxTargetTokens() {
        return variant.maxTokens();
    }

    private static <T> Scope<T> model(TensorOps<T> ops) {
        return Scope.root(ops).at("model");
    }

    /** The table of tokens of the encoder or the decoder. */
    private <T> T tokens(TensorOps<T> ops, String part) {
        Scope<T> model = model(ops);
        boolean common = shared && model.has("shared.weight");
        int rows = part.equals("decoder") ? targetVocabulary : vocabulary;
        return common ? model.parameter("shared.weight", rows, width) : model.at(part).parameter("embed_tokens.weight", rows, width);
    }

    private <T> T embedded(Scope<T> part, T tokens, T positions) {
        TensorOps<T> ops = part.ops();
        T x = ops.add(ops.times(tokens, scale), positions);
        return ops.dropout(variant.normalizesEmbeddings() ? part.norm("layernorm_embedding", x, width, EPSILON) : x, dropout);
    }

    @Override
    public <T> T encode(TensorOps<T> ops, EncoderInputs<T> inputs) {
        Scope<T> encoder = model(ops).at("encoder");
        T x = embedded(encoder, ops.embedding(tokens(ops, "encoder"), inputs.ids()), variant.sourcePositions(encoder, inputs.ids()));
        for (int i = 0; i < encoderLayers; i++) {
            x = encoderLayer.encode(encoder.at("layers", i), x, inputs.mask());
        }
        return last(encoder, x);
    }

    private <T> T last(Scope<T> part, T x) {
        return variant.normalizesInput() ? part.norm("layer_norm", x, width, EPSILON) : x;
    }

    @Override
    public <T> List<KeyValue<T>> memory(TensorOps<T> ops, T encoded) {
        List<KeyValue<T>> memory = new ArrayList<>();
        for (int i = 0; i < decoderLayers; i++) {
            memory.add(decoderLayer.memory(model(ops).at("decoder").at("layers", i), encoded));
        }
        return memory;
    }

    @Override
    public <T> DecoderStep<T> decode(TensorOps<T> ops, DecoderInputs<T> inputs) {
        Scope<T> decoder = model(ops).at("decoder");
        T table = tokens(ops, "decoder");
        T x = embedded(decoder, ops.embedding(table, inputs.ids()),
                variant.targetPositions(decoder, Caches.positions(ops, inputs)));
        @Nullable T hidden = Caches.hidden(ops, inputs);
        List<KeyValue<T>> present = new ArrayList<>();
        for (int i = 0; i < decoderLayers; i++) {
            x = decoderLayer.decode(decoder.at("layers", i), x, i, inputs, hidden, present);
        }
        x = last(decoder, x);
        T head = tied ? table : ops.parameter("lm_head.weight", targetVocabulary, width);
        T logits = ops.linear(x, head, null);
        boolean biased = ops.hasParameter("final_logits_bias");
        return new DecoderStep<>(biased ? ops.add(logits, ops.parameter("final_logits_bias", 1, targetVocabulary)) : logits, present);
    }

    @Override
    public boolean mayIgnore(String name) {
        return tied && name.equals("lm_head.weight")
                || shared && (name.equals("model.encoder.embed_tokens.weight") || name.equals("model.decoder.embed_tokens.weight"))
                || !shared && name.equals("model.shared.weight")
                || name.matches("model\\.(encoder|decoder)\\.embed_positions\\.(weights?|_float_tensor)") || name.equals("model.decoder.version")
                || name.equals("model.encoder.version");
    }
}
