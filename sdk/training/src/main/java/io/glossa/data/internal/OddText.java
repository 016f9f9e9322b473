package io.glossa.data.internal;

import java.util.regex.Pattern;

/** Signs that a text is not what its author wrote. */
public final class OddText {
    /**
     * UTF-8 read as windows-1252 or Latin-1: a lead byte of two or three bytes shown as a letter with the continuation bytes behind it,
     * as in {@code Ã¤} for ä and {@code â€™} for an apostrophe.
     */
    private static final Pattern MOJIBAKE = Pattern.compile(
            "[\u00C2\u00C3][\u0080-\u00BF]|\u00C3[\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]"
            + "|\u00E2[\u0080\u20AC][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]"
            + "|\u00EF\u00BB\u00BF|\u00F0[\u009F\u0178]");
    private static final Pattern HTML = Pattern.compile(
            "</?(a|b|br|body|div|em|font|h[1-6]|head|html|i|img|li|ol|p|script|span|strong|style|table|td|th|tr|u|ul)"
            + "(\\s+[a-z][a-z0-9-]*\\s*=[^<>]*)?\\s*/?>"
            + "|&(amp|lt|gt|quot|apos|nbsp|#\\d{1,7}|#x[0-9a-f]{1,6});", Pattern.CASE_INSENSITIVE);

    private OddText() {}

    /** Whether it looks like UTF-8 that was decoded with a one-byte character set. */
    public static boolean mojibake(String text) {
        return MOJIBAKE.matcher(text).find();
    }

    /** Whether it holds tags or entities of HTML. */
    public static boolean html(String text) {
        return (text.indexOf('<') >= 0 || text.indexOf('&') >= 0) && HTML.matcher(text).find();
    }

    /**
     * Whether it holds characters that nobody types: controls other than tabs and line ends, the replacement character, private ones,
     * those that are none, byte order marks inside the text, and overrides of the direction of writing.
     */
    public static boolean oddCharacters(String text) {
        return text.codePoints().anyMatch(OddText::odd);
    }

    private static boolean odd(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\t' && point != '\n' && point != '\r';
            case Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> (point & 0xFFFE) == 0xFFFE || point == 0xFFFD || point == 0xFEFF || point >= 0x202A && point <= 0x202E
                    || point >= 0x2066 && point <= 0x2069;
        };
    }
}
