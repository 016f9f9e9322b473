package io.glossa.internal.translation;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What characters are to a translation: space, line break, letter, script without spaces. */
final class Characters {
    private static final String LINE_BREAKS = "\n\u000B\f\r\u0085\u2028\u2029";
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.BOPOMOFO, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
            UnicodeScript.MYANMAR, UnicodeScript.TIBETAN);
    private static final Set<String> UNSPACED_LANGUAGES =
            Set.of("zh", "yue", "wuu", "ja", "th", "lo", "km", "my", "bo", "dz");

    private Characters() {}

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    static boolean isLineBreak(char c) {
        return LINE_BREAKS.indexOf(c) >= 0;
    }

    static boolean isBlank(String text, int start, int end) {
        return skipSpaces(text, start, end) == end;
    }

    static int skipSpaces(String text, int start, int end) {
        int i = start;
        while (i < end && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end without the white space before it. */
    static int trimEnd(String text, int start, int end) {
        int i = end;
        while (i > start && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    static boolean hasLetter(String text, int start, int end) {
        for (int i = start; i < end; ) {
            int c = text.codePointAt(i);
            if (Character.isLetter(c)) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    static boolean hasLetter(String text) {
        return hasLetter(text, 0, text.length());
    }

    /** Whether a character can be part of a word: letter, digit, mark, underscore. */
    static boolean isWordPart(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Whether a character is of a script written without spaces between words. */
    static boolean isUnspaced(int c) {
        return c >= 0x0E00 && UNSPACED.contains(UnicodeScript.of(c));
    }

    /** Whether words touch without a space: no script without spaces on either side, and word parts on both. */
    static boolean wouldRunTogether(int before, int after) {
        return isWordPart(before) && isWordPart(after) && !isUnspaced(before) && !isUnspaced(after);
    }

    /** Whether a language is written without spaces between sentences. */
    static boolean isUnspaced(String language) {
        return UNSPACED_LANGUAGES.contains(primary(language));
    }

    /** A language code in lower case, without script and region. */
    static String primary(String language) {
        return language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
