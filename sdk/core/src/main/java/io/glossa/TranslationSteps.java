package io.glossa;

import java.util.Arrays;
import org.apiguardian.api.API;

/** What a model that writes texts computes for a source and the tokens that its decoder reads. Immutable and thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class TranslationSteps {
    private final float[][] rows;
    private final int width;

    /** @param rows the encoder's state, then the logits of each step */
    TranslationSteps(float[][] rows, int width) {
        this.rows = rows;
        this.width = width;
    }

    /** How many tokens the source has. */
    public int sourceTokens() {
        return rows[0].length / width;
    }

    /**
     * The encoder's last hidden state of a token; a copy.
     *
     * @param token its index, from 0
     * @return floats [h]
     */
    public float[] encoderState(int token) {
        return Arrays.copyOfRange(rows[0], token * width, (token + 1) * width);
    }

    /** How many tokens the decoder read. */
    public int steps() {
        return rows.length - 1;
    }

    /**
     * The logits behind a token that the decoder read; a copy.
     *
     * @param step its index, from 0
     * @return floats [v]
     */
    public float[] logits(int step) {
        return rows[step + 1].clone();
    }
}
