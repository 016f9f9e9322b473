package io.glossa.tokenizer;

/** Cuts one text into pieces and puts pieces together again. Implementations are thread-safe. */
interface PieceEngine extends AutoCloseable {
    /** Which engine this is. */
    Tokenizer.Implementation implementation();

    /**
     * Cuts a text.
     *
     * @param text valid UTF-16
     * @throws io.glossa.error.InvalidInputException if the text is longer than the engine can take
     * @throws IllegalStateException after {@link #close()}
     */
    RawPieces encode(String text);

    /**
     * Text of ids as the file's decoder makes it; ids that nobody knows are left out.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    String decode(int[] ids, boolean skipSpecialTokens);

    /** Waits for running calls and frees what is held; a second call does nothing. */
    @Override
    void close();
}
