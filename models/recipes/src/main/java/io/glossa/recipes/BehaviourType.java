package io.glossa.recipes;

import java.util.Locale;

/**
 * The three kinds of test of CheckList (Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList").
 */
enum BehaviourType {
    /** One text whose answer is plain. */
    MINIMUM,
    /** Two texts that must get one answer. */
    INVARIANCE,
    /** Two texts; the score of the second must be on the right side of the first's. */
    DIRECTION;

    /** The type as the files and the tables write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
