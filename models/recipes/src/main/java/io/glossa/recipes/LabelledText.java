package io.glossa.recipes;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A text and which way it goes.
 *
 * @param text as it is given to the model
 * @param positive positive or negative; there is no third
 */
record LabelledText(String text, boolean positive) {
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]");

    LabelledText {
        Objects.requireNonNull(text, "text");
    }

    /** The text's letters and digits in lower case: what tells one text from another here. */
    String letters() {
        return letters(text);
    }

    static String letters(String text) {
        return NEITHER_LETTER_NOR_DIGIT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
