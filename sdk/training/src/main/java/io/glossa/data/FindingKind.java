package io.glossa.data;

import org.apiguardian.api.API;

/** What {@link DataCheck} looks for, in the order of its report. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum FindingKind {
    /** No examples, no labels, or one label only. */
    NOT_TRAINABLE,
    /** Rows that cannot be read. */
    BAD_ROWS,
    /** Held-out texts that are in the training data. */
    LEAKAGE,
    /** Labels of the held-out data that the training data do not have. */
    UNKNOWN_LABEL,
    /** The same text with different labels. */
    CONFLICTING_LABELS,
    /** Labels that a model trained on the other examples finds unlikely. */
    LIKELY_LABEL_ERROR,
    /** Held-out texts that are nearly the same as one in the training data. */
    NEAR_LEAKAGE,
    /** The same text again. */
    DUPLICATE,
    /** Nearly the same text again. */
    NEAR_DUPLICATE,
    /** Texts of nothing but white space. */
    EMPTY_TEXT,
    /** Texts of which the end is not read. */
    OVERLONG_TEXT,
    /** Texts that were decoded with the wrong character set. */
    MOJIBAKE,
    /** Texts with tags or entities of HTML. */
    HTML,
    /** Texts with control characters, replacement characters, or characters of no meaning to others. */
    ODD_CHARACTERS,
    /** Labels that differ only in case, white space or punctuation. */
    SIMILAR_LABELS,
    /** Labels with few examples. */
    RARE_LABEL,
    /** Some labels have many times the examples of others. */
    IMBALANCE,
    /** Labels of the training data that the held-out data do not have. */
    UNTESTED_LABEL,
    /** A check was left out, and why. */
    NOT_CHECKED
}
