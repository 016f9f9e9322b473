package io.glossa.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** The characters that sentences are made of, by what they do at a boundary. */
final class SentenceCharacters {
    private static final String LINE_BREAKS = "\n\u000B\f\r\u0085\u2028\u2029";
    /** Full stops and ellipses of alphabets; whether they end a sentence depends on what stands around them. */
    private static final String DOTS = ".…‥";
    private static final String MARKS = "!?‼⁇⁈⁉‽";
    private static final String CJK_MARKS = "。！？｡﹒﹖﹗";
    private static final String OPENING_BRACKETS = "([{（［｛【〔《〈";
    private static final String CLOSING_BRACKETS = ")]}）］｝】〕》〉";
    private static final String OPENING_QUOTES = "\"'“„‟‘‚‛«‹»›「『〝¿¡";
    private static final String CLOSING_QUOTES = "\"'”“’‘»«›‹」』〞〟";
    private static final String DASHES = "-–—―－";

    private SentenceCharacters() {}

    static boolean isLineBreak(char c) {
        return LINE_BREAKS.indexOf(c) >= 0;
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    static boolean isDot(char c) {
        return DOTS.indexOf(c) >= 0;
    }

    static boolean isMark(char c) {
        return MARKS.indexOf(c) >= 0;
    }

    /** A mark that ends a sentence and is written without a space after it. */
    static boolean isCjkMark(char c) {
        return CJK_MARKS.indexOf(c) >= 0;
    }

    /** A stop of a script that has no rules here: ICU knows where it ends a sentence. */
    static boolean isForeignStop(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.S_TERM);
    }

    static boolean isStop(char c) {
        return isDot(c) || isMark(c) || isCjkMark(c);
    }

    /** The place among the opening brackets, or -1. */
    static int openingBracket(char c) {
        return OPENING_BRACKETS.indexOf(c);
    }

    /** The place among the closing brackets, that of its opening one, or -1. */
    static int closingBracket(char c) {
        return CLOSING_BRACKETS.indexOf(c);
    }

    /** How many kinds of brackets there are. */
    static int bracketKinds() {
        return OPENING_BRACKETS.length();
    }

    /** Whether titles stand in brackets of this place: their inner marks never end a sentence. */
    static boolean isTitleBracket(int place) {
        return place >= 8;
    }

    static boolean isOpeningQuote(char c) {
        return OPENING_QUOTES.indexOf(c) >= 0;
    }

    /** Whether a character can close a quotation; German closes with what English opens with. */
    static boolean isClosingQuote(char c) {
        return CLOSING_QUOTES.indexOf(c) >= 0;
    }

    static boolean isDash(char c) {
        return DASHES.indexOf(c) >= 0;
    }

    /** What goes on with a sentence when it follows the end of a quotation or an abbreviation. */
    static boolean isContinuation(char c) {
        return ",;:，、；：%‰/&=+@_~^".indexOf(c) >= 0;
    }

    /** Whether a letter is a small one to UAX 29, which counts Georgian letters as neither small nor capital. */
    static boolean isLower(int point) {
        return UCharacter.getIntPropertyValue(point, UProperty.SENTENCE_BREAK) == UCharacter.SentenceBreak.LOWER;
    }

    static boolean isUpper(int point) {
        return UCharacter.getIntPropertyValue(point, UProperty.SENTENCE_BREAK) == UCharacter.SentenceBreak.UPPER;
    }

    /** Letters of scripts that are written without spaces and without upper case. */
    static boolean isCjk(int point) {
        return Character.isIdeographic(point) || point >= 0x3040 && point <= 0x30FF;
    }

    /** Pictures of faces and hands, as they are put behind a sentence; what goes on with an emoji counts, too. */
    static boolean isFace(int point) {
        return point >= 0x1F600 && point <= 0x1F64F || point >= 0x1F90C && point <= 0x1F93F
                || point >= 0x1F970 && point <= 0x1F97F || point >= 0x1F440 && point <= 0x1F450
                || point >= 0x1F389 && point <= 0x1F38A || point >= 0x1FAE0 && point <= 0x1FAF8;
    }

    /** Any other picture, and the parts that emoji are joined from. */
    static boolean isPicture(int point) {
        return isFace(point) || point >= 0x1F300 && point <= 0x1FAFF || point >= 0x2600 && point <= 0x27BF
                || point == 0x2B50 || point == 0x2B55 || point == 0xFE0F || point == 0x200D || point == 0x20E3;
    }
}
