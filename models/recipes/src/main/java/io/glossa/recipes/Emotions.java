package io.glossa.recipes;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which way the emotions of GoEmotions go, in the grouping of its authors; confusion, curiosity, realization, surprise and
 * neutral go neither.
 */
final class Emotions {
    private static final Pattern SEPARATOR = Pattern.compile("\\|");
    private static final Set<String> POSITIVE = Set.of("admiration", "amusement", "approval", "caring", "desire", "excitement",
            "gratitude", "joy", "love", "optimism", "pride", "relief");
    private static final Set<String> NEGATIVE = Set.of("anger", "annoyance", "disappointment", "disapproval", "disgust",
            "embarrassment", "fear", "grief", "nervousness", "remorse", "sadness");

    private Emotions() {}

    /**
     * The polarity of a text's emotions.
     *
     * @param labels one or several, joined by a bar
     * @return whether all are positive; empty unless all are positive or all negative
     */
    static Optional<Boolean> positive(String labels) {
        boolean positive = SEPARATOR.splitAsStream(labels).allMatch(POSITIVE::contains);
        boolean negative = SEPARATOR.splitAsStream(labels).allMatch(NEGATIVE::contains);
        return positive || negative ? Optional.of(positive) : Optional.empty();
    }
}
