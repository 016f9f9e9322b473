package io.glossa.internal.pipeline;

import io.glossa.LengthPolicy;
import io.glossa.TextOptions;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Side;
import io.glossa.tokenizer.Truncation;
import java.util.ArrayList;
import java.util.List;

/** The length policy for words. */
final class WordWindows {
    private WordWindows() {}

    /**
     * What is read at once.
     *
     * @param first words of the text
     * @param second words of the second text; empty for none
     */
    record Window(List<String> first, List<String> second) {
        int size() {
            return first.size() + second.size();
        }
    }

    /** @throws InvalidInputException if the text does not fit where it must */
    static List<Window> of(List<String> first, List<String> second, TextOptions options) {
        int size = first.size() + second.size();
        if (options.maxLength().isEmpty() || size <= options.maxLength().getAsInt()) {
            return List.of(new Window(first, second));
        }
        int limit = options.maxLength().getAsInt();
        if (options.length() instanceof LengthPolicy.Window window) {
            return windows(first, second, limit, window.stride());
        }
        if (options.length() instanceof LengthPolicy.Truncate && options.truncation() != Truncation.OFF) {
            return List.of(cut(first, second, limit, options));
        }
        throw new InvalidInputException("text: expected at most " + limit + " words and signs, found " + size
                + "; shorten it, or let the length policy truncate it or read it in windows");
    }

    private static Window cut(List<String> first, List<String> second, int limit, TextOptions options) {
        int a = first.size();
        int b = second.size();
        switch (options.truncation()) {
            case ONLY_FIRST -> a = limit - b;
            case ONLY_SECOND -> b = limit - a;
            default -> {
                // The longer one is cut until both are as long, then both in turn.
                int half = limit / 2;
                if (Math.min(a, b) <= half) {
                    int shorter = Math.min(a, b);
                    a = a <= b ? shorter : limit - shorter;
                    b = limit - a;
                } else {
                    a = limit - half;
                    b = half;
                }
            }
        }
        if (a < 0 || b < 0) {
            throw new InvalidInputException("text: expected the text that is not to be cut to have at most " + limit
                    + " words and signs, found more; cut the other one, or both");
        }
        boolean left = options.truncationSide().orElse(Side.RIGHT) == Side.LEFT;
        return new Window(part(first, a, left), part(second, b, left));
    }

    private static List<String> part(List<String> words, int size, boolean left) {
        return left ? words.subList(words.size() - size, words.size()) : words.subList(0, size);
    }

    /** Windows over the longer text; the shorter one is in each. */
    private static List<Window> windows(List<String> first, List<String> second, int limit, int stride) {
        boolean overFirst = first.size() >= second.size();
        List<String> longer = overFirst ? first : second;
        List<String> shorter = overFirst ? second : first;
        int room = limit - shorter.size();
        if (stride >= room) {
            throw new InvalidInputException("stride: expected less than the " + Math.max(0, room)
                    + " words and signs that a window has room for, found " + stride + "; lower it, or raise maxLength");
        }
        List<Window> windows = new ArrayList<>();
        for (int from = 0;; from += room - stride) {
            int to = Math.min(longer.size(), from + room);
            List<String> part = longer.subList(from, to);
            windows.add(overFirst ? new Window(part, shorter) : new Window(shorter, part));
            if (to == longer.size()) {
                return windows;
            }
        }
    }
}
