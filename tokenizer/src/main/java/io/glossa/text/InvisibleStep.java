package io.glossa.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.Set;

/**
 * Removes what a reader cannot see: control characters other than white space, soft hyphens, zero-width characters, marks of
 * writing direction, tag characters, noncharacters. A lone surrogate becomes U+FFFD. Kept: joiners inside emoji and in scripts
 * that are written with them, zero-width spaces between words in scripts that have no others, one variation selector after a
 * visible character, the tags of a flag. Idempotent.
 */
final class InvisibleStep implements CleaningStep {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int MONGOLIAN_SEPARATOR = 0x180E;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int TAG_END = 0xE007F;
    /** A region and its parts, as in the flag of Scotland. */
    private static final int MOST_TAGS = 6;

    /** Scripts whose spelling uses joiners: those with joined letters and those with conjuncts. */
    private static final Set<Integer> JOINING = Set.of(UScript.ARABIC, UScript.SYRIAC, UScript.MONGOLIAN, UScript.NKO,
            UScript.MANDAEAN, UScript.PHAGS_PA, UScript.ADLAM, UScript.HANIFI_ROHINGYA, UScript.DEVANAGARI, UScript.BENGALI,
            UScript.GURMUKHI, UScript.GUJARATI, UScript.ORIYA, UScript.TAMIL, UScript.TELUGU, UScript.KANNADA,
            UScript.MALAYALAM, UScript.SINHALA, UScript.TIBETAN, UScript.MYANMAR, UScript.KHMER, UScript.BALINESE,
            UScript.JAVANESE, UScript.SUNDANESE, UScript.BRAHMI, UScript.CHAKMA, UScript.GRANTHA,
            UScript.KAITHI, UScript.NEWA, UScript.SHARADA, UScript.TIRHUTA);

    /** Scripts without spaces between words, where a zero-width space shows where one ends. */
    private static final Set<Integer> WITHOUT_SPACES = Set.of(UScript.KHMER, UScript.THAI, UScript.LAO, UScript.MYANMAR);

    @Override
    public void rewrite(String text, Rewriter to) {
        // The last character kept, and the last one that is no mark, selector or tag; −1 at the start.
        int before = -1;
        int base = -1;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (c >= ' ' && c < 0x7F) {
                before = base = c;
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                to.replace(at, end, "\uFFFD");
                before = base = 0xFFFD;
            } else if (c == BLACK_FLAG) {
                end = flag(text, end);
                before = base = c;
            } else if (keeps(c, before, base, text, end)) {
                before = c;
                base = isMark(c) || isJoiner(c) ? base : c;
            } else {
                to.drop(at, end);
            }
            at = end;
        }
    }

    private static boolean keeps(int c, int before, int base, String text, int next) {
        if (c < ' ') {
            return isSpace(c);
        }
        if (c == ZERO_WIDTH_SPACE) {
            return base >= 0 && (Character.isLetter(before) || isMark(before)) && WITHOUT_SPACES.contains(UScript.getScript(base));
        }
        if (isJoiner(c)) {
            return joins(c, before, base, text, next);
        }
        if (isSelector(c)) {
            return before >= 0 && !isSelector(before) && !isSpace(before);
        }
        return isSpace(c) || isVisible(c);
    }

    private static boolean joins(int c, int before, int base, String text, int next) {
        if (before < 0 || isJoiner(before)) {
            return false;
        }
        if (c == JOINER && isPictograph(base) && next < text.length() && isPictograph(text.codePointAt(next))) {
            return true;
        }
        return (Character.isLetter(before) || isMark(before)) && base >= 0 && JOINING.contains(UScript.getScript(base));
    }

    /** Whether something is drawn for a character, alone or on another; white space aside. */
    static boolean isVisible(int c) {
        if (c == 0xAD || c == 0x061C || c == 0xFEFF || (c >= 0x2028 && c <= 0x202E && !isSpace(c))
                || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFFF0 && c <= 0xFFFB)
                || (c >= 0xE0000 && c <= 0xE0FFF)) {
            return false;
        }
        return Character.getType(c) != Character.CONTROL && !UCharacter.hasBinaryProperty(c, UProperty.NONCHARACTER_CODE_POINT);
    }

    /** White space as Unicode has it. */
    static boolean isSpace(int c) {
        return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : UCharacter.isUWhiteSpace(c);
    }

    private static boolean isJoiner(int c) {
        return c == JOINER || c == NON_JOINER || c == MONGOLIAN_SEPARATOR;
    }

    private static boolean isSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK
                || (c >= 0x1F3FB && c <= 0x1F3FF);
    }

    /** Whether a character belongs to the one before: a mark or a joiner. */
    static boolean extendsCharacter(int c) {
        return isMark(c) || isJoiner(c);
    }

    private static boolean isPictograph(int c) {
        return c >= 0 && UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    /** The end of the tags that make a black flag one of a region; where they stand in no such order, the flag's own end. */
    private static int flag(String text, int from) {
        int at = from;
        for (int i = 0; i <= MOST_TAGS && at < text.length(); i++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == TAG_END) {
                return i == 0 ? from : at;
            }
            if (c < 0xE0030 || c > 0xE007A) {
                return from;
            }
        }
        return from;
    }
}
