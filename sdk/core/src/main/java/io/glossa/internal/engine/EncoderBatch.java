package io.glossa.internal.engine;

/**
 * One batch of texts with the same number of tokens for an encoder graph; all arrays are [b * s], row-major.
 *
 * @param rows b, the number of sequences
 * @param columns s, the tokens of each
 * @param inputIds token ids
 * @param attentionMask 1 for each token
 * @param tokenTypeIds segment of each token
 */
public record EncoderBatch(int rows, int columns, long[] inputIds, long[] attentionMask, long[] tokenTypeIds) {}
