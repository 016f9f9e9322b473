package io.glossa.models.architecture;

import java.util.OptionalInt;

/**
 * BART (Lewis et al. 2020), sums normalised, and mBART (Liu et al. 2020), inputs normalised; both learn positions and normalise
 * embeddings. Checkpoints of {@code BartForConditionalGeneration} and {@code MBartForConditionalGeneration}.
 */
record MbartModel(int positions, int width, boolean normalizesInput) implements SourceTargetModel.Variant {
    /** The first rows of the table of positions are no positions. */
    private static final int SPARE = 2;

    static EncoderDecoder of(ArchitectureConfig config) {
        return of(config, true);
    }

    static EncoderDecoder bart(ArchitectureConfig config) {
        return of(config, false);
    }

    private static EncoderDecoder of(ArchitectureConfig config, boolean normalizesInput) {
        int width = config.size("d_model", 1024);
        return new SourceTargetModel(config, new MbartModel(config.positions("max_position_embeddings", 1024), width, normalizesInput), width,
                config.size("vocab_size", 50265), "gelu");
    }

    @Override
    public <T> T sourcePositions(Scope<T> encoder, T ids) {
        return targetPositions(encoder, encoder.ops().positions(ids));
    }

    @Override
    public <T> T targetPositions(Scope<T> part, T at) {
        return part.embedding("embed_positions", part.ops().plus(at, SPARE), positions + SPARE, width);
    }

    @Override
    public boolean normalizesEmbeddings() {
        return true;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(positions);
    }
}
