package io.glossa.models.graph;

import org.apiguardian.api.API;

/** What a graph gives. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum GraphHead {
    /** {@code last_hidden_state} [b,s,h]. */
    HIDDEN_STATE("last_hidden_state"),
    /** {@code logits} [b,l] of a head for whole texts. */
    SEQUENCE_LOGITS("logits"),
    /** {@code logits} [b,s,l] of a head for tokens. */
    TOKEN_LOGITS("logits"),
    /** {@code sentence_embedding} [b,h]: the first token's vector. */
    FIRST_TOKEN("sentence_embedding"),
    /** {@code sentence_embedding} [b,h]: the mean of all tokens' vectors. */
    MEAN("sentence_embedding"),
    /** {@code sentence_embedding} [b,h]: the maximum of all tokens' vectors. */
    MAX("sentence_embedding");

    private final String output;

    GraphHead(String output) {
        this.output = output;
    }

    /** The name of the graph's output. */
    public String output() {
        return output;
    }
}
