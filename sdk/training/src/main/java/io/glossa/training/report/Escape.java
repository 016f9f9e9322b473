package io.glossa.training.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes any string safe to stand in HTML, XML, and on one line of a table in Markdown. */
final class Escape {
    /** A character as a reader sees it. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");
    /** Longest run of code units that is looked at for one character; more combining marks than that are cut. */
    private static final int LONGEST_CLUSTER = 64;

    private Escape() {}

    /**
     * Content of an element or of an attribute in double quotes, for HTML as for XML. What neither allows is made visible: control
     * characters as their pictures (U+2400 and on), lone surrogates and noncharacters as U+FFFD.
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
        return control || surrogate || none ? 0xFFFD : c;
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
        if (text.length() <= most) {
            return text;
        }
        Matcher cluster = CLUSTER.matcher(text);
        int count = 0;
        int end = 0;
        int before = 0;
        while (cluster.find()) {
            if (cluster.end() - cluster.start() > LONGEST_CLUSTER) {
                return text.substring(0, cluster.start()) + "…";
            }
            before = end;
            end = cluster.end();
            count++;
            if (count == most && end < text.length()) {
                return text.substring(0, before) + "…";
            }
        }
        return text;
    }
}
