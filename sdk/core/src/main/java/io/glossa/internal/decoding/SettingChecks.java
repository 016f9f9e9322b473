package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Checks of single settings, which are called in messages as in {@code transformers}. */
final class SettingChecks {
    private SettingChecks() {}

    static int atLeast(int value, int minimum, String name) {
        require(value >= minimum, name, "at least " + minimum, value);
        return value;
    }

    static double finite(double value, String name) {
        require(Double.isFinite(value), name, "a finite number", value);
        return value;
    }

    static double positive(double value, String name) {
        require(value > 0 && Double.isFinite(value), name, "a number above 0", value);
        return value;
    }

    static double share(double value, String name) {
        require(value >= 0 && value <= 1, name, "a number from 0 to 1", value);
        return value;
    }

    static int[] tokens(int[] values, String name) {
        for (int value : values) {
            require(value >= 0, name, "ids from 0", value);
        }
        return values.clone();
    }

    static List<int[]> words(List<int[]> values) {
        List<int[]> copy = new ArrayList<>();
        for (int[] word : values) {
            require(word.length > 0, "bad_words_ids", "words of at least one id", "an empty one");
            copy.add(tokens(word, "bad_words_ids"));
        }
        return List.copyOf(copy);
    }

    private static void require(boolean holds, String name, String expected, Object found) {
        if (!holds) {
            throw new InvalidInputException(name + ": expected " + expected + ", found " + found);
        }
    }
}
