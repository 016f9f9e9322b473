package io.glossa.evaluation;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * How texts are cut into words before BLEU counts them. Each gives the words of the tokenizer of the same name in sacreBLEU,
 * which scores compare only within: name it with every score. Thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum BleuTokenizer {
    /** {@code 13a}, of mteval-v13a: for languages written with spaces; the one of nearly all published scores. */
    WMT_13A("13a"),
    /** {@code intl}, of mteval-v14: all punctuation and symbols of Unicode on their own, but punctuation between digits. */
    INTERNATIONAL("intl"),
    /**
     * {@code zh}: every Chinese character on its own, the rest as {@link #WMT_13A}. As in sacreBLEU, all of U+2001 to U+2A6D
     * (dashes and curly quotes among them) counts as Chinese and ideographs beyond U+FFFF do not, since two ranges are
     * mistyped there.
     */
    CHINESE("zh"),
    /** {@code char}: every character is a word. */
    CHARACTERS("char"),
    /** {@code none}: words are what stands between spaces; for texts that are tokenized already. */
    NONE("none");

    private static final Pattern ASCII_SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern STOP_AFTER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern STOP_BEFORE = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");
    private static final Pattern PUNCTUATION_AFTER = Pattern.compile("(\\P{N})(\\p{P})");
    private static final Pattern PUNCTUATION_BEFORE = Pattern.compile("(\\p{P})(\\P{N})");
    private static final Pattern SYMBOL = Pattern.compile("(\\p{S})");
    private static final int[][] CHINESE_RANGES = {
        {0x3400, 0x4DB5}, {0x4E00, 0x9FBB}, {0xF900, 0xFA2D}, {0xFA30, 0xFA6A}, {0xFA70, 0xFAD9}, {0x2001, 0x2A6D}, {0x2F81, 0x2FA1},
        {0xFF00, 0xFFEF}, {0x2E80, 0x2EFF}, {0x3000, 0x303F}, {0x31C0, 0x31EF}, {0x2F00, 0x2FDF}, {0x2FF0, 0x2FFF}, {0x3100, 0x312F},
        {0x31A0, 0x31BF}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE4F}, {0x3200, 0x33FF},
    };

    private final String id;

    BleuTokenizer(String id) {
        this.id = id;
    }

    /** Its name in sacreBLEU and in signatures. */
    public String id() {
        return id;
    }

    /** The text with white space between its words. */
    String words(String text) {
        return switch (this) {
            case WMT_13A -> wmt(text);
            case INTERNATIONAL -> international(text);
            case CHINESE -> western(spaced(Whitespace.strip(text), BleuTokenizer::chinese));
            case CHARACTERS -> spaced(text, c -> true);
            case NONE -> text;
        };
    }

    private static String wmt(String text) {
        String line = text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
        if (line.indexOf('&') >= 0) {
            line = line.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        }
        return western(" " + line + " ");
    }

    private static String international(String text) {
        String line = PUNCTUATION_AFTER.matcher(text).replaceAll("$1 $2 ");
        line = PUNCTUATION_BEFORE.matcher(line).replaceAll(" $1 $2");
        return SYMBOL.matcher(line).replaceAll(" $1 ");
    }

    /** The text with spaces around certain characters. */
    private static String spaced(String text, IntPredicate alone) {
        StringBuilder spaced = new StringBuilder(text.length() * 3);
        text.codePoints().forEach(c -> {
            if (alone.test(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
            } else {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.toString();
    }

    private static String western(String text) {
        String line = ASCII_SYMBOL.matcher(text).replaceAll(" $1 ");
        line = STOP_AFTER.matcher(line).replaceAll("$1 $2 ");
        line = STOP_BEFORE.matcher(line).replaceAll(" $1 $2");
        return DASH.matcher(line).replaceAll("$1 $2 ");
    }

    private static boolean chinese(int c) {
        for (int[] range : CHINESE_RANGES) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
