package io.glossa.models.architecture;

import java.util.OptionalInt;

/** Marian (Junczys-Dowmunt et al. 2018), the models of Opus-MT: sums normalised, positions computed. Checkpoints of {@code MarianMTModel}. */
record MarianModel(int positions, int width) implements SourceTargetModel.Variant {

    static EncoderDecoder of(ArchitectureConfig config) {
        config.expectNot("normalize_embedding");
        config.expectNot("normalize_before");
        int width = config.size("d_model", 1024);
        return new SourceTargetModel(config, new MarianModel(config.positions("max_position_embeddings", 1024), width), width,
                config.size("vocab_size", 58101), "gelu");
    }

    private <T> T table(Scope<T> part) {
        return part.ops().constant(Sinusoids.marian(positions, width), positions, width);
    }

    @Override
    public <T> T sourcePositions(Scope<T> encoder, T ids) {
        return encoder.ops().embedding(table(encoder), encoder.ops().positions(ids));
    }

    @Override
    public <T> T targetPositions(Scope<T> decoder, T at) {
        return decoder.ops().embedding(table(decoder), at);
    }

    @Override
    public boolean normalizesInput() {
        return false;
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
