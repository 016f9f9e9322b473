package io.glossa.internal.engine;

/**
 * One padded batch for an encoder graph; all arrays are [b * s], row-major.
 *
 * @param rows b, the number of sequences
 * @param columns s, the padded length
 * @param inputIds token ids, padding included
 * @param attentionMask 1 for tokens, 0 for padding
 * @param tokenTypeIds segment of each token
 */
public record EncoderBatch(int rows, int columns, long[] inputIds, long[] attentionMask, long[] tokenTypeIds) {}
