package io.glossa.tokenizer;

import io.glossa.text.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the indices of pieces lie in the caller's text, in UTF-16. Immutable, thread-safe. */
sealed interface Places {
    /** Place of the start of a piece. */
    int start(int piece, int index);

    /** Place of the end of a piece. */
    int end(int piece, int index);

    /** For pieces that count the code points of a text; null where that is the same as counting UTF-16 units. */
    static @Nullable Places ofCodePoints(String text) {
        int[] units = units(text);
        return units == null ? null : new CodePoints(units);
    }

    /**
     * For pieces that count from the start of their word.
     *
     * @param text the text that the words come from
     * @param words the words, each of them inside the text
     * @param numbers the number of the word that each piece belongs to
     * @param codePoints whether the pieces count code points, otherwise UTF-16 units
     */
    static Places ofWords(String text, List<Word> words, int[] numbers, boolean codePoints) {
        int[] starts = new int[words.size()];
        int[] ends = new int[words.size()];
        boolean[] changed = new boolean[words.size()];
        int[][] units = new int[words.size()][];
        for (int i = 0; i < starts.length; i++) {
            Word word = words.get(i);
            String form = word.text();
            starts[i] = word.start();
            ends[i] = word.end();
            changed[i] = word.end() - word.start() != form.length()
                    || !text.regionMatches(word.start(), form, 0, form.length());
            if (codePoints && !changed[i]) {
                units[i] = units(form);
            }
        }
        return new Words(numbers, starts, ends, changed, units);
    }

    /** The UTF-16 index of each code point; null for texts without surrogates. */
    private static int @Nullable [] units(String text) {
        int points = text.codePointCount(0, text.length());
        if (points == text.length()) {
            return null;
        }
        int[] index = new int[points + 1];
        for (int i = 0, n = 0; i < text.length(); n++) {
            i += Character.charCount(text.codePointAt(i));
            index[n + 1] = i;
        }
        return index;
    }

    /**
     * Code points of one text.
     *
     * @param units the UTF-16 index of each
     */
    record CodePoints(int[] units) implements Places {
        @Override
        public int start(int piece, int index) {
            return units[index];
        }

        @Override
        public int end(int piece, int index) {
            return units[index];
        }
    }

    /**
     * Indices within words. A word that differs from the text at its place is one span: nobody knows which of its
     * characters came from where.
     *
     * @param numbers word of each piece
     * @param starts where each word starts
     * @param ends where each word ends
     * @param changed whether each word differs from the text at its place
     * @param units the UTF-16 index of each code point of each word, null where the pieces count UTF-16 units
     */
    record Words(int[] numbers, int[] starts, int[] ends, boolean[] changed, int @Nullable [][] units)
            implements Places {
        @Override
        public int start(int piece, int index) {
            int word = numbers[piece];
            return changed[word] ? starts[word] : starts[word] + unit(word, index);
        }

        @Override
        public int end(int piece, int index) {
            int word = numbers[piece];
            return changed[word] ? ends[word] : starts[word] + unit(word, index);
        }

        private int unit(int word, int index) {
            int[] points = units[word];
            return points == null ? index : points[index];
        }
    }
}
