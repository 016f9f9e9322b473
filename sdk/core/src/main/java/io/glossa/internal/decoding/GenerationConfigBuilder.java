package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;
import java.util.List;

/**
 * Settings on the way to a {@link GenerationConfig}. Each method takes one argument of {@code generate} of
 * {@code transformers}, checks it, and throws {@link InvalidInputException} if it is out of range; a later call replaces an
 * earlier one.
 */
public final class GenerationConfigBuilder {
    private static final int[] NONE = {};

    int maxLength = -1;
    int maxNewTokens = -1;
    int minLength = 0;
    int minNewTokens = -1;
    int maxPositions = -1;
    int numBeams = 1;
    int numReturnSequences = 1;
    double lengthPenalty = 1;
    EarlyStopping earlyStopping = EarlyStopping.NO;
    double repetitionPenalty = 1;
    double encoderRepetitionPenalty = 1;
    int noRepeatNgramSize = 0;
    int encoderNoRepeatNgramSize = 0;
    List<int[]> badWords = List.of();
    int[] suppressTokens = NONE;
    int[] beginSuppressTokens = NONE;
    int decayStart = -1;
    double decayFactor = 1;
    int forcedBosToken = -1;
    int[] forcedEosTokens = NONE;
    boolean removeInvalidValues = false;
    boolean renormalizeLogits = false;
    boolean doSample = false;
    double temperature = 1;
    int topK = 50;
    double topP = 1;
    long seed = 0;
    int decoderStartToken = -1;
    int bosToken = -1;
    int[] eosTokens = NONE;

    GenerationConfigBuilder() {}

    GenerationConfigBuilder(GenerationConfig config) {
        maxLength = config.maxLength;
        maxNewTokens = config.maxNewTokens;
        minLength = config.minLength;
        minNewTokens = config.minNewTokens;
        maxPositions = config.maxPositions;
        numBeams = config.numBeams;
        numReturnSequences = config.numReturnSequences;
        lengthPenalty = config.lengthPenalty;
        earlyStopping = config.earlyStopping;
        repetitionPenalty = config.repetitionPenalty;
        encoderRepetitionPenalty = config.encoderRepetitionPenalty;
        noRepeatNgramSize = config.noRepeatNgramSize;
        encoderNoRepeatNgramSize = config.encoderNoRepeatNgramSize;
        badWords = config.badWords;
        suppressTokens = config.suppressTokens;
        beginSuppressTokens = config.beginSuppressTokens;
        decayStart = config.decayStart;
        decayFactor = config.decayFactor;
        forcedBosToken = config.forcedBosToken;
        forcedEosTokens = config.forcedEosTokens;
        removeInvalidValues = config.removeInvalidValues;
        renormalizeLogits = config.renormalizeLogits;
        doSample = config.doSample;
        temperature = config.temperature;
        topK = config.topK;
        topP = config.topP;
        seed = config.seed;
        decoderStartToken = config.decoderStartToken;
        bosToken = config.bosToken;
        eosTokens = config.eosTokens;
    }

    /** Longest output, prompt included; {@code max_new_tokens} goes before it. */
    public GenerationConfigBuilder maxLength(int value) {
        maxLength = SettingChecks.atLeast(value, 1, "max_length");
        return this;
    }

    /** Most tokens after the prompt. */
    public GenerationConfigBuilder maxNewTokens(int value) {
        maxNewTokens = SettingChecks.atLeast(value, 1, "max_new_tokens");
        return this;
    }

    /** Length, prompt included, below which no end token is chosen; {@code min_new_tokens} goes before it. */
    public GenerationConfigBuilder minLength(int value) {
        minLength = SettingChecks.atLeast(value, 0, "min_length");
        return this;
    }

    /** Fewest tokens after the prompt before an end token. */
    public GenerationConfigBuilder minNewTokens(int value) {
        minNewTokens = SettingChecks.atLeast(value, 0, "min_new_tokens");
        return this;
    }

    /** Positions the decoder has, {@code max_position_embeddings} of {@code config.json}; limits only the default length. */
    public GenerationConfigBuilder maxPositions(int value) {
        maxPositions = SettingChecks.atLeast(value, 1, "max_position_embeddings");
        return this;
    }

    /** Hypotheses that beam search keeps; 1 is none. */
    public GenerationConfigBuilder numBeams(int value) {
        numBeams = SettingChecks.atLeast(value, 1, "num_beams");
        return this;
    }

    /** Sequences for each text: at most as many as beams; any number of samples; one of greedy search. */
    public GenerationConfigBuilder numReturnSequences(int value) {
        numReturnSequences = SettingChecks.atLeast(value, 1, "num_return_sequences");
        return this;
    }

    /**
     * Power of the generated length by which the score of beam search is divided (after Wu et al. 2016): above 0 favours
     * long outputs, below 0 short ones.
     */
    public GenerationConfigBuilder lengthPenalty(double value) {
        lengthPenalty = SettingChecks.finite(value, "length_penalty");
        return this;
    }

    /** When beam search stops looking. */
    public GenerationConfigBuilder earlyStopping(EarlyStopping value) {
        earlyStopping = value;
        return this;
    }

    /** Above 1, tokens already in the output become less likely (Keskar et al. 2019). */
    public GenerationConfigBuilder repetitionPenalty(double value) {
        repetitionPenalty = SettingChecks.positive(value, "repetition_penalty");
        return this;
    }

    /** Above 1, tokens of the source become more likely. */
    public GenerationConfigBuilder encoderRepetitionPenalty(double value) {
        encoderRepetitionPenalty = SettingChecks.positive(value, "encoder_repetition_penalty");
        return this;
    }

    /** No n-gram of this size occurs twice in the output; 0 is off. */
    public GenerationConfigBuilder noRepeatNgramSize(int value) {
        noRepeatNgramSize = SettingChecks.atLeast(value, 0, "no_repeat_ngram_size");
        return this;
    }

    /** No n-gram of this size of the source occurs in the output; 0 is off. */
    public GenerationConfigBuilder encoderNoRepeatNgramSize(int value) {
        encoderNoRepeatNgramSize = SettingChecks.atLeast(value, 0, "encoder_no_repeat_ngram_size");
        return this;
    }

    /** Sequences of tokens that must not occur; an end token alone is no bad word. */
    public GenerationConfigBuilder badWords(List<int[]> value) {
        badWords = SettingChecks.words(value);
        return this;
    }

    /** Tokens that are never chosen. */
    public GenerationConfigBuilder suppressTokens(int... value) {
        suppressTokens = SettingChecks.tokens(value, "suppress_tokens");
        return this;
    }

    /** Tokens that are not chosen first. */
    public GenerationConfigBuilder beginSuppressTokens(int... value) {
        beginSuppressTokens = SettingChecks.tokens(value, "begin_suppress_tokens");
        return this;
    }

    /**
     * Makes end tokens likelier with length, {@code exponential_decay_length_penalty}.
     *
     * @param start new tokens after which it begins
     * @param factor growth for each token from there
     */
    public GenerationConfigBuilder exponentialDecay(int start, double factor) {
        decayStart = SettingChecks.atLeast(start, 0, "exponential_decay_length_penalty");
        decayFactor = SettingChecks.positive(factor, "exponential_decay_length_penalty");
        return this;
    }

    /** The token after a prompt of length 1, as the target language of M2M100 and mBART. */
    public GenerationConfigBuilder forcedBosToken(int value) {
        forcedBosToken = SettingChecks.atLeast(value, 0, "forced_bos_token_id");
        return this;
    }

    /** The last token where the longest length is reached. */
    public GenerationConfigBuilder forcedEosTokens(int... value) {
        forcedEosTokens = SettingChecks.tokens(value, "forced_eos_token_id");
        return this;
    }

    /** Whether infinite scores become the largest finite ones, so that something forbidden is chosen where everything is. */
    public GenerationConfigBuilder removeInvalidValues(boolean value) {
        removeInvalidValues = value;
        return this;
    }

    /** Whether scores are made log-probabilities again after all penalties. */
    public GenerationConfigBuilder renormalizeLogits(boolean value) {
        renormalizeLogits = value;
        return this;
    }

    /** Whether tokens are drawn by their probabilities. */
    public GenerationConfigBuilder doSample(boolean value) {
        doSample = value;
        return this;
    }

    /** Divides scores before sampling; below 1 sharpens. */
    public GenerationConfigBuilder temperature(double value) {
        temperature = SettingChecks.positive(value, "temperature");
        return this;
    }

    /** Sampling draws from so many best tokens; 0 is from all. */
    public GenerationConfigBuilder topK(int value) {
        topK = SettingChecks.atLeast(value, 0, "top_k");
        return this;
    }

    /** Sampling draws from the fewest best tokens that have this probability together (Holtzman et al. 2020). */
    public GenerationConfigBuilder topP(double value) {
        topP = SettingChecks.share(value, "top_p");
        return this;
    }

    /** Where sampling begins; the same seed draws the same for the same text. */
    public GenerationConfigBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** The token the decoder begins with. */
    public GenerationConfigBuilder decoderStartToken(int value) {
        decoderStartToken = SettingChecks.atLeast(value, 0, "decoder_start_token_id");
        return this;
    }

    /** The token the decoder begins with where no other is named. */
    public GenerationConfigBuilder bosToken(int value) {
        bosToken = SettingChecks.atLeast(value, 0, "bos_token_id");
        return this;
    }

    /** Tokens that end texts; none for texts of the longest length. */
    public GenerationConfigBuilder eosTokens(int... value) {
        eosTokens = SettingChecks.tokens(value, "eos_token_id");
        return this;
    }

    /**
     * The settings, checked together.
     *
     * @throws InvalidInputException if more sequences are to be returned than the search has
     */
    public GenerationConfig build() {
        int most = numBeams > 1 ? numBeams : doSample ? Integer.MAX_VALUE : 1;
        if (numReturnSequences > most) {
            throw new InvalidInputException("num_return_sequences: expected at most " + most + " (" + (numBeams > 1 ? "num_beams" : "greedy search")
                    + "), found " + numReturnSequences + "; raise num_beams, or ask for fewer");
        }
        return new GenerationConfig(this);
    }
}
