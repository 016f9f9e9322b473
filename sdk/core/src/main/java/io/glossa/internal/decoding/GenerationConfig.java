package io.glossa.internal.decoding;

import java.util.List;

/**
 * How to generate: the arguments of {@code generate} of {@code transformers} that concern encoder-decoder models, under their
 * names and with their defaults. Immutable; {@link GenerationConfigReader} reads it from {@code generation_config.json},
 * {@link #toBuilder()} overrides it for a call. Names and meanings: the class {@code GenerationConfig} of
 * {@code transformers} 4.57.
 */
public final class GenerationConfig {
    /** New tokens where nothing else limits the length, as in {@code transformers}. */
    public static final int DEFAULT_NEW_TOKENS = 20;

    final int maxLength;
    final int maxNewTokens;
    final int minLength;
    final int minNewTokens;
    final int maxPositions;
    final int numBeams;
    final int numReturnSequences;
    final double lengthPenalty;
    final EarlyStopping earlyStopping;
    final double repetitionPenalty;
    final double encoderRepetitionPenalty;
    final int noRepeatNgramSize;
    final int encoderNoRepeatNgramSize;
    final List<int[]> badWords;
    final int[] suppressTokens;
    final int[] beginSuppressTokens;
    final int decayStart;
    final double decayFactor;
    final int forcedBosToken;
    final int[] forcedEosTokens;
    final boolean removeInvalidValues;
    final boolean renormalizeLogits;
    final boolean doSample;
    final double temperature;
    final int topK;
    final double topP;
    final long seed;
    final int decoderStartToken;
    final int bosToken;
    final int[] eosTokens;

    GenerationConfig(GenerationConfigBuilder builder) {
        maxLength = builder.maxLength;
        maxNewTokens = builder.maxNewTokens;
        minLength = builder.minLength;
        minNewTokens = builder.minNewTokens;
        maxPositions = builder.maxPositions;
        numBeams = builder.numBeams;
        numReturnSequences = builder.numReturnSequences;
        lengthPenalty = builder.lengthPenalty;
        earlyStopping = builder.earlyStopping;
        repetitionPenalty = builder.repetitionPenalty;
        encoderRepetitionPenalty = builder.encoderRepetitionPenalty;
        noRepeatNgramSize = builder.noRepeatNgramSize;
        encoderNoRepeatNgramSize = builder.encoderNoRepeatNgramSize;
        badWords = builder.badWords;
        suppressTokens = builder.suppressTokens;
        beginSuppressTokens = builder.beginSuppressTokens;
        decayStart = builder.decayStart;
        decayFactor = builder.decayFactor;
        forcedBosToken = builder.forcedBosToken;
        forcedEosTokens = builder.forcedEosTokens;
        removeInvalidValues = builder.removeInvalidValues;
        renormalizeLogits = builder.renormalizeLogits;
        doSample = builder.doSample;
        temperature = builder.temperature;
        topK = builder.topK;
        topP = builder.topP;
        seed = builder.seed;
        decoderStartToken = builder.decoderStartToken;
        bosToken = builder.bosToken;
        eosTokens = builder.eosTokens;
    }

    /** A builder with the defaults of {@code transformers}: greedy search for {@value #DEFAULT_NEW_TOKENS} new tokens. */
    public static GenerationConfigBuilder builder() {
        return new GenerationConfigBuilder();
    }

    /** A builder that begins with these settings. */
    public GenerationConfigBuilder toBuilder() {
        return new GenerationConfigBuilder(this);
    }

    /** How many sequences a text gets. */
    public int numReturnSequences() {
        return numReturnSequences;
    }

    /** How many hypotheses beam search keeps; 1 is greedy search, or sampling. */
    public int numBeams() {
        return numBeams;
    }

    /** Whether a token ends texts. */
    public boolean ends(int token) {
        return contains(eosTokens, token);
    }

    /**
     * What the output begins with: the start token, then the prefix, as {@code generate} puts {@code decoder_input_ids}
     * together. A prefix that begins with the start token gets no second one.
     *
     * @param prefix ids the output has to begin with; none for free generation
     * @throws io.glossa.error.ModelFormatException if the model names no start token
     */
    public int[] prompt(int... prefix) {
        int start = decoderStartToken >= 0 ? decoderStartToken : bosToken;
        if (start < 0) {
            throw new io.glossa.error.ModelFormatException("generation_config.json: expected decoder_start_token_id or bos_token_id,"
                    + " found neither; an encoder-decoder model needs a token to begin with");
        }
        if (prefix.length > 0 && prefix[0] == start) {
            return prefix.clone();
        }
        int[] prompt = new int[prefix.length + 1];
        prompt[0] = start;
        System.arraycopy(prefix, 0, prompt, 1, prefix.length);
        return prompt;
    }

    /**
     * The longest output, prompt included: {@code max_new_tokens} beyond the prompt, else {@code max_length}, else
     * {@value #DEFAULT_NEW_TOKENS} beyond the prompt but no more than the model has positions.
     */
    public int maxLength(int promptLength) {
        if (maxNewTokens > 0) {
            return (int) Math.min(Integer.MAX_VALUE, (long) promptLength + maxNewTokens);
        }
        if (maxLength >= 0) {
            return maxLength;
        }
        int length = DEFAULT_NEW_TOKENS + promptLength;
        return maxPositions > 0 ? Math.min(length, maxPositions) : length;
    }

    /** The length, prompt included, below which no end token is chosen. */
    int minLength(int promptLength) {
        return minNewTokens >= 0 ? (int) Math.min(Integer.MAX_VALUE, (long) promptLength + minNewTokens) : minLength;
    }

    static boolean contains(int[] tokens, int token) {
        for (int candidate : tokens) {
            if (candidate == token) {
                return true;
            }
        }
        return false;
    }

    /** The token that outputs have to begin with, behind the start token; −1 if there is none. */
    public int firstToken() {
        return forcedBosToken;
    }
}
