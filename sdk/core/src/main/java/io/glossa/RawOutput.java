package io.glossa;

import org.apiguardian.api.API;

/**
 * What a graph gives for one text, untouched. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RawOutput {
    /** What the rows are. */
    public enum Kind {
        /** One row of logits for the whole text: [1][labels]. */
        LOGITS,
        /** Logits of each token, special tokens included: [tokens][labels]. */
        TOKEN_LOGITS,
        /** The last hidden state of each token, special tokens included: [tokens][hidden]. */
        LAST_HIDDEN_STATE
    }

    private final Kind kind;
    private final float[][] rows;

    RawOutput(Kind kind, float[][] rows) {
        this.kind = kind;
        this.rows = rows;
    }

    /** What the rows are. */
    public Kind kind() {
        return kind;
    }

    /** How many rows. */
    public int rows() {
        return rows.length;
    }

    /** One row; a copy. */
    public float[] row(int index) {
        return rows[index].clone();
    }

    @Override
    public String toString() {
        return "RawOutput[" + kind + ", " + rows.length + "]";
    }
}
