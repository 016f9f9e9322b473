package io.glossa.internal.decoding;

/** When beam search stops looking, {@code early_stopping} of {@code transformers}. */
public enum EarlyStopping {
    /** {@code false}: when the best open hypothesis, at its present length, is worse than the worst of enough finished ones. */
    NO,
    /** {@code true}: as soon as as many hypotheses as beams are finished. */
    YES,
    /** {@code "never"}: as {@code NO}, but an open hypothesis is given the length that is best for its score. */
    NEVER
}
