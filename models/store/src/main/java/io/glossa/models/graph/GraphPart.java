package io.glossa.models.graph;

import org.apiguardian.api.API;

/** The graphs of a model that writes texts. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum GraphPart {
    /**
     * Reads the source, once: {@code input_ids} and {@code attention_mask}, integers [b,s]. Gives {@code last_hidden_state}, floats
     * [b,s,h], and for each layer of the decoder what it looks up in the source, {@code memory.0.key} and {@code memory.0.value},
     * floats [b,n,s,d].
     */
    ENCODER("encoder"),
    /**
     * Takes one token more in each row: {@code input_ids}, integers [r,1]; {@code offset}, integers [1], how many tokens were taken before;
     * the past {@code past.0.key} and {@code past.0.value}, floats [r,n,p,d]; the memory of the encoder with its {@code attention_mask},
     * [b,s], where r is a multiple of b and rows of one text stand beside each other. Gives {@code logits}, floats [r,1,v], and
     * {@code present.0.key} and so on, [r,n,p+1,d].
     */
    DECODER("decoder"),
    /**
     * Changes rows between two steps: {@code rows}, integers [q], which row each row goes on with, and {@code present.0.key} and so on as the
     * decoder gave them, floats [r,n,p,d]. Gives {@code past.0.key} and so on, [q,n,p,d], as the decoder takes them. Where all rows stay
     * what they are, what was present is the past.
     */
    ROWS("rows");

    private final String word;

    GraphPart(String word) {
        this.word = word;
    }

    /** The part in names of files. */
    public String word() {
        return word;
    }
}
