package io.glossa.training.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes any string safe to stand in HTML, XML, and on one line of a table in Markdown. */
final class Escape {
    /** A character as a reader sees it. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");
    /** Most marks on one letter; more would stand across the lines above. */
    private static final int MOST_MARKS = 6;

    private Escape() {}

    /**
     * Content of an element or of an attribute in double quotes, for HTML as for XML. What neither allows is made visible: control
     * characters as their pictures (U+2400 and on), lone surrogates and noncharacters as U+FFFD. So are the characters that change the
     * direction of what follows them: in a table they would turn what is not theirs.
     */
    static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(visible(c));
            }
        });
        return out.toString();
    }

    /** The character, or what stands for it where neither HTML nor XML has it. */
    static int visible(int c) {
        if (c == '\n' || c == '\t') {
            return c;
        }
        if (c < 0x20) {
            return 0x2400 + c;
        }
        if (c == 0x7F) {
            return 0x2421;
        }
        boolean control = c >= 0x80 && c < 0xA0;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean none = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return control || surrogate || none || direction ? 0xFFFD : c;
    }

    /** White space and line breaks as single spaces. */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }

    /**
     * At most so many characters as a reader counts them, an ellipsis for the rest; an emoji of several code points is whole or gone.
     *
     * @param most how many characters, the ellipsis among them
     */
    static String shorten(String text, int most) {
        String calm = withoutTowers(text);
        if (calm.length() <= most) {
            return calm;
        }
        Matcher cluster = CLUSTER.matcher(calm);
        int count = 0;
        int end = 0;
        int before = 0;
        while (cluster.find()) {
            before = end;
            end = cluster.end();
            count++;
            if (count == most && end < calm.length()) {
                return calm.substring(0, before) + "…";
            }
        }
        return calm;
    }

    /** Leaves out marks that combine beyond the sixth on a letter, and says so with an ellipsis. */
    private static String withoutTowers(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            marks = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK ? marks + 1 : 0;
            if (marks <= MOST_MARKS) {
                out.appendCodePoint(c);
            } else if (marks == MOST_MARKS + 1) {
                out.append('…');
            }
        }
        return out.toString();
    }
}
