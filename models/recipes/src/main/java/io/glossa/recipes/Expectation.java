package io.glossa.recipes;

import io.glossa.Polarity;
import io.glossa.error.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a case of a behaviour suite asks for: of one text, or of a text and its perturbed version. */
enum Expectation {
    /** The text is positive. */
    POSITIVE(BehaviourType.MINIMUM) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return text.polarity() == Polarity.POSITIVE;
        }
    },
    /** The text is negative. */
    NEGATIVE(BehaviourType.MINIMUM) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return text.polarity() == Polarity.NEGATIVE;
        }
    },
    /** Both have the same polarity. */
    SAME(BehaviourType.INVARIANCE) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return text.polarity() == perturbed.polarity();
        }
    },
    /** The score rises. */
    UP(BehaviourType.DIRECTION) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return perturbed.score() > text.score();
        }
    },
    /** The score falls. */
    DOWN(BehaviourType.DIRECTION) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return perturbed.score() < text.score();
        }
    },
    /** The score rises, stays, or falls by {@value #TOLERANCE} at most. */
    NOT_DOWN(BehaviourType.DIRECTION) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return perturbed.score() >= text.score() - TOLERANCE;
        }
    },
    /** The score falls, stays, or rises by {@value #TOLERANCE} at most. */
    NOT_UP(BehaviourType.DIRECTION) {
        @Override
        boolean isMet(Reading text, Reading perturbed) {
            return perturbed.score() <= text.score() + TOLERANCE;
        }
    };

    /** How far a score may move the wrong way, as in CheckList: one that is near its end has no room to move the right way. */
    static final double TOLERANCE = 0.1;

    private final BehaviourType type;

    Expectation(BehaviourType type) {
        this.type = type;
    }

    /** The type of the cases that ask for this. */
    BehaviourType type() {
        return type;
    }

    /**
     * Whether the answers are as they should be.
     *
     * @param text what was read of the text
     * @param perturbed what was read of its perturbed version; without one, of the text
     */
    abstract boolean isMet(Reading text, Reading perturbed);

    /** The expectation as the files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The expectation of a word in a file.
     *
     * @param where the place, for the message
     * @throws InvalidInputException if it is none
     */
    static Expectation of(String word, String where) {
        return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst()
                .orElseThrow(() -> new InvalidInputException(where + ": expected one of "
                        + Arrays.stream(values()).map(Expectation::word).collect(Collectors.joining(", "))
                        + " in the column \"expected\", found something else; see docs/sentiment.md"));
    }
}
