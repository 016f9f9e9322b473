package io.glossa.data.internal;

import io.glossa.tokenizer.TextPair;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What makes two texts the same: their letters and digits, whatever their case, width, spacing and punctuation. */
public final class NormalizedText {
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private NormalizedText() {}

    /**
     * Letters, marks and digits of a text after NFKC, in lower case, a space between words; the text without extra white space if it
     * has none of these, so that two rows of emoji differ.
     */
    public static String of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = NEITHER_LETTER_NOR_DIGIT.matcher(folded).replaceAll(" ").strip();
        return words.isEmpty() ? SPACES.matcher(folded).replaceAll(" ").strip() : words;
    }

    /** Of a text or of both of a pair. */
    public static String of(TextPair text) {
        String pair = text.pair();
        return pair == null ? of(text.text()) : of(text.text()) + '\n' + of(pair);
    }
}
