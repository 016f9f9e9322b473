package io.glossa.tokenizer.internal;

/**
 * Features of a text.
 *
 * @param buckets those that are not 0, ascending; not to be changed
 * @param values one for each; not to be changed
 */
public record NgramVector(int[] buckets, float[] values) {}
