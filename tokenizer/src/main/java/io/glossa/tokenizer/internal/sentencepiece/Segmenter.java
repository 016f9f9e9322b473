package io.glossa.tokenizer.internal.sentencepiece;

/** Cuts a normalised text. Implementations are thread-safe. */
interface Segmenter {
    /** Takes the pieces of a text in order. */
    @FunctionalInterface
    interface Sink {
        /** A piece: bytes {@code from} to {@code to} of the text, and its id. */
        void piece(int from, int to, int id);
    }

    /**
     * Cuts a text.
     *
     * @param text UTF-8
     * @param sink gets the pieces
     */
    void segment(byte[] text, Sink sink);
}
