package io.glossa.text;

import java.util.Arrays;

/**
 * Which brackets are open in the sentence so far. One that opens within the sentence keeps it together until it is closed;
 * one that opens with the sentence may hold several. Each kind of bracket is counted for itself.
 */
final class SentenceBrackets {
    /** How far ahead the end of a bracket is looked for, in UTF-16 units; keeps the time linear. */
    private static final int REACH = 300;

    private final String text;
    private final int[] open = new int[SentenceCharacters.bracketKinds()];
    /** How many of the open ones, counted from the outermost, opened with the sentence. */
    private final int[] outer = new int[SentenceCharacters.bracketKinds()];
    /** Whether the sentence has more than opening marks. */
    private boolean begun;

    SentenceBrackets(String text) {
        this.text = text;
    }

    /** Forgets everything: a sentence begins. */
    void begin() {
        Arrays.fill(open, 0);
        Arrays.fill(outer, 0);
        begun = false;
    }

    /** Takes notice of the character at an index; each one once and in order. */
    void pass(int index) {
        char c = text.charAt(index);
        int opening = opening(index);
        int closing = SentenceCharacters.closingBracket(c);
        if (opening >= 0) {
            open[opening]++;
            if (!begun && !SentenceCharacters.isTitleBracket(opening)) {
                outer[opening] = open[opening];
            }
        } else if (closing >= 0 && open[closing] > 0) {
            open[closing]--;
            outer[closing] = Math.min(outer[closing], open[closing]);
        }
        begun |= opening < 0 && !SentenceCharacters.isOpeningQuote(c) && !SentenceCharacters.isSpace(c);
    }

    /**
     * Whether stops from {@code at} to {@code tail} stand in a bracket within the sentence: its end follows, or is among
     * what belongs to the stops, without another stop after it.
     */
    boolean isWithin(int at, int tail) {
        for (int kind = 0; kind < open.length; kind++) {
            if (open[kind] > outer[kind]) {
                int close = closing(kind, at);
                if (close >= tail || close >= 0 && !isStopBetween(close, tail)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The place among the opening brackets of what opens at an index; the mouth of a sad face opens nothing. */
    private int opening(int index) {
        boolean face = index > 0 && ":;=".indexOf(text.charAt(index - 1)) >= 0;
        return face ? -1 : SentenceCharacters.openingBracket(text.charAt(index));
    }

    /** Where the innermost open bracket of a kind is closed, or -1 if that is not within reach of an index. */
    private int closing(int kind, int from) {
        int depth = 1;
        int limit = Math.min(text.length(), from + REACH);
        for (int i = from; i < limit; i++) {
            if (opening(i) == kind) {
                depth++;
            } else if (SentenceCharacters.closingBracket(text.charAt(i)) == kind && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean isStopBetween(int from, int to) {
        for (int i = from; i < to; i++) {
            if (SentenceCharacters.isStop(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
