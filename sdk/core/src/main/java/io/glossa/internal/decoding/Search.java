package io.glossa.internal.decoding;

import java.util.List;

/**
 * The search for one text. It asks for rows: each continues a row of its own in the step before and adds a token to it. Its
 * first logits are those after the prompt, one row.
 */
interface Search {
    /** How many rows the next step needs; 0 when the search is over. */
    int rows();

    /** Which of the rows of the step before the given row continues, counted from this text's first. */
    int parent(int row);

    /** The token that the given row adds. */
    int token(int row);

    /**
     * Takes one step.
     *
     * @param logits of all texts, to be written over
     * @param firstRow which row is this text's first
     */
    void advance(float[] logits, int firstRow);

    /** Ends the search now; what is open is returned as it is. */
    void stop(Ended why);

    /** Ids of which the first {@link #settled} are those of the first sequence returned, whatever comes. */
    int[] leader();

    /** How many ids of the {@link #leader} are certain, given that so many are. */
    int settled(int certain);

    /** The sequences, best first; after the end only. */
    List<Hypothesis> hypotheses();
}
