package io.glossa.internal.decoding;

/** Why a sequence ends where it does. */
public enum Ended {
    /** The model said so, by a token that ends texts. */
    END_TOKEN,
    /** The longest length allowed; also where the last token was forced to be the end token at that length. */
    LENGTH,
    /** The deadline passed. */
    DEADLINE,
    /** The call was cancelled. */
    CANCELLED,
    /**
     * Not at all: the search gave out before as many sequences as were asked for had ended, because nearly every token was
     * forbidden. Its score is below −1e8.
     */
    UNFINISHED
}
