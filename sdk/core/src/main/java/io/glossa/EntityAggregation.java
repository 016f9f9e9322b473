package io.glossa;

import org.apiguardian.api.API;

/** How labelled tokens become entities, as in the token classification pipeline of Python {@code transformers}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum EntityAggregation {
    /** Not at all: one entity a token, with its full label (B-PER). */
    NONE,
    /** Neighbouring tokens of the same kind are joined; a word may fall into several entities. */
    SIMPLE,
    /** A word takes the label of its first token. */
    FIRST,
    /** A word takes the label with the highest mean score over its tokens. */
    AVERAGE,
    /** A word takes the label of its token with the highest score. */
    MAX
}
