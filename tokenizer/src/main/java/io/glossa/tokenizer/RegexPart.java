package io.glossa.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a regular expression with its repetition, as far as it matters for how long a search can take: the engine tries
 * the ways in which parts can share the text between them, one after the other, until the rest of the expression fits. It
 * gives up after ten million, by ending the process. {@link #longestText} keeps a text below that.
 *
 * @param alternatives what a group consists of; empty for a single character, set or anchor
 * @param least fewest repetitions
 * @param most most repetitions; negative for any number
 * @param looks whether it only looks ahead
 */
record RegexPart(List<List<RegexPart>> alternatives, int least, int most, boolean looks) {
    /** Ways that an expression may try at one place of a text; the engine's own limit is ten million. */
    private static final double MOST_WAYS = 4e6;

    /**
     * The longest text, in characters, on which an expression stays below the engine's limit wherever the search begins.
     * Zero if no text is short enough.
     */
    static int longestText(List<List<RegexPart>> expression) {
        int least = 0;
        int most = Integer.MAX_VALUE;
        while (least < most) {
            int middle = (int) (((long) least + most + 1) / 2);
            if (ways(expression, middle, false) <= MOST_WAYS) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    /** Ways to take alternatives, one after the other. */
    private static double ways(List<List<RegexPart>> alternatives, int length, boolean mayFailAfter) {
        double sum = 0;
        for (List<RegexPart> alternative : alternatives) {
            boolean mayFail = mayFailAfter;
            double product = 1;
            // From the end: what is followed by nothing that can fail is never tried in another way.
            List<RegexPart> parts = new ArrayList<>(alternative);
            for (int i = parts.size() - 1; i >= 0; i--) {
                product *= parts.get(i).ways(length, mayFail);
                mayFail |= parts.get(i).least > 0;
            }
            sum += product;
        }
        return sum;
    }

    private double ways(int length, boolean mayFailAfter) {
        if (alternatives.isEmpty()) {
            return mayFailAfter ? choices(length) : 1;
        }
        boolean repeats = most < 0 || most > 1;
        if (!mayFailAfter && least <= 1 && repeats && !looks) {
            // What follows a round is another one or the end, and the end never fails: no round is tried in another way.
            return ways(alternatives, length, false) * (most < 0 ? length + 1.0 : Math.min(most, length + 1.0));
        }
        double once = ways(alternatives, length, mayFailAfter && !looks || repeats);
        double times = mayFailAfter ? choices(length) : 1;
        if (once <= 1 || looks) {
            return once * times;
        }
        // Each repetition in each way: once, once times once, and so on.
        return Math.max(1, Math.pow(once, most < 0 ? length : Math.min(most, length))) * times;
    }

    private double choices(int length) {
        return most < 0 ? length + 1.0 : Math.min(most - least, length) + 1.0;
    }
}
