package io.glossa.training.internal.scratch;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts words as a BERT tokenizer without case cuts them: lower case, accents off, signs and Chinese characters apart. Not thread-safe.
 */
final class WordCounts {
    /** Longer words are unknown to the tokenizer as a whole. */
    static final int LONGEST = 100;

    private final Map<String, Long> counts = new HashMap<>();

    void add(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                return;
            }
            boolean apart = sign(c) || Character.isIdeographic(c);
            if (apart || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                flush(word);
            }
            if (apart) {
                word.appendCodePoint(c);
                flush(word);
            } else if (Character.isDefined(c) && word.length() <= LONGEST && !Character.isWhitespace(c) && !Character.isSpaceChar(c)
                    && !Character.isISOControl(c)) {
                word.appendCodePoint(c);
            }
        });
        flush(word);
    }

    private void flush(StringBuilder word) {
        if (word.length() > 0 && word.length() <= LONGEST) {
            counts.merge(word.toString(), 1L, Long::sum);
        }
        word.setLength(0);
    }

    private static boolean sign(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** Words and how often they occur. */
    Map<String, Long> counts() {
        return counts;
    }
}
