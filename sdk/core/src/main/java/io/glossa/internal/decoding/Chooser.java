package io.glossa.internal.decoding;

import java.util.random.RandomGenerator;

/** Picks the next token from a row of scores. */
interface Chooser {
    /** Reads a row. */
    void read(ScoreRow row);

    /** A token of the row that was read. */
    int choose(RandomGenerator random);

    /** The log-probability of a token among those that could have been chosen. */
    float logProbability(int token);
}
