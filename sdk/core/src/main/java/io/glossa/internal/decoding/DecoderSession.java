package io.glossa.internal.decoding;

/**
 * A decoder at work on one batch, with a cache of keys and values: one row for each hypothesis that is still looked at. Used by
 * one thread.
 */
public interface DecoderSession extends AutoCloseable {
    /**
     * Takes one token more in each row. A row of the cache may go on in several new rows, which is how beams branch, or in
     * none, which is how finished texts leave. An implementation that sees {@code rows} count up from 0 over all its rows has
     * nothing to reorder.
     *
     * @param rows for each new row, which row of the step before it continues; in the first step, which source it belongs to
     * @param tokens the token of each new row, as many as {@code rows}
     * @return logits of the next token, one row of {@link DecoderModel#vocabulary()} floats after the other. They are the
     *     caller's, to be written over, until the next step; the array may be longer than needed
     * @throws io.glossa.error.EngineException if the engine fails
     */
    float[] step(int[] rows, int[] tokens);

    /** Frees what is native; the session cannot be used any more. */
    @Override
    void close();
}
