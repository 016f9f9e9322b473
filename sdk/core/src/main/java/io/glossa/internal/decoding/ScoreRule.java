package io.glossa.internal.decoding;

/**
 * Changes the scores of the next token; a {@code LogitsProcessor} of {@code transformers}. Touches only the entries it is
 * about.
 */
@FunctionalInterface
interface ScoreRule {
    /** Changes a row in place. */
    void apply(ScoreRow row);
}
