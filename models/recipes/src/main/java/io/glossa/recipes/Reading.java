package io.glossa.recipes;

import io.glossa.Polarity;
import io.glossa.Sentiment;
import java.util.Objects;

/**
 * What a behaviour suite looks at in an answer.
 *
 * @param polarity which way the text goes
 * @param score from −1 to 1, as in {@link Sentiment#score()}
 */
record Reading(Polarity polarity, double score) {
    Reading {
        Objects.requireNonNull(polarity, "polarity");
    }

    static Reading of(Sentiment sentiment) {
        return new Reading(sentiment.polarity(), sentiment.score());
    }
}
