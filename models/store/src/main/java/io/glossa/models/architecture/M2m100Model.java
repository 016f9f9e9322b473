package io.glossa.models.architecture;

import java.util.OptionalInt;

/**
 * M2M100 (Fan et al. 2021) and NLLB (Costa-jussà et al. 2022): inputs normalised, positions computed and counted from the id of the
 * padding on. Checkpoints of {@code M2M100ForConditionalGeneration}.
 */
record M2m100Model(int positions, int width, int padding) implements SourceTargetModel.Variant {
    /** Positions begin behind the id of the padding. */
    private int rows() {
        return positions + padding + 1;
    }

    static EncoderDecoder of(ArchitectureConfig config) {
        int width = config.size("d_model", 1024);
        if (width % 2 != 0 || width < 4) {
            throw config.wrong("d_model", "an even number from 4 on", String.valueOf(width));
        }
        return new SourceTargetModel(config, new M2m100Model(config.positions("max_position_embeddings", 1024), width,
                config.count("pad_token_id", 1)), width, config.size("vocab_size", 128112), "relu");
    }

    private <T> T table(Scope<T> part) {
        return part.ops().constant(Sinusoids.fairseq(rows(), width, padding), rows(), width);
    }

    @Override
    public <T> T sourcePositions(Scope<T> encoder, T ids) {
        return encoder.ops().embedding(table(encoder), PaddedPositions.of(encoder.ops(), ids, padding));
    }

    @Override
    public <T> T targetPositions(Scope<T> decoder, T at) {
        return decoder.ops().embedding(table(decoder), decoder.ops().plus(at, padding + 1L));
    }

    @Override
    public boolean normalizesInput() {
        return true;
    }

    @Override
    public boolean normalizesEmbeddings() {
        return false;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(positions);
    }
}
