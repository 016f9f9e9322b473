package io.glossa.tokenizer;

import io.glossa.text.Word;
import java.util.List;

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
     * Cuts each of some words by itself.
     *
     * @param text the text that the words come from
     * @param words words of valid UTF-16, each of them inside the text
     * @return the pieces of all words, one after the other; their {@link RawPieces#words()} count the list
     * @throws IllegalStateException after {@link #close()}
     */
    RawPieces encode(String text, List<Word> words);

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
