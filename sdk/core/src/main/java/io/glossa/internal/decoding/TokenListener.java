package io.glossa.internal.decoding;

/** Hears of tokens as soon as they can no longer change. */
@FunctionalInterface
public interface TokenListener {
    /** Listens to nothing. */
    TokenListener NONE = (text, id) -> {};

    /**
     * The next token of a text's first sequence, prompt left out, in order. Called by the thread that generates; what it
     * throws ends the whole call. Greedy search and sampling tell of every token at once; beam search of those on which all
     * its hypotheses agree, and of the rest when the text is done.
     *
     * @param text which request, from 0
     * @param id the token
     */
    void token(int text, int id);
}
