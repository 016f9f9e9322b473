package io.glossa.text;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random texts made of what cleaners trip over. */
final class Texts {
    private static final List<String> PIECES = List.of("a", "A", "e", "ooooo", "soooo", "123", "1111", " ", "  ", "\t", "\n",
            "\r\n", "\u00A0", "\u2003", "\u3000", "\u2028", "\u0085", "!", "!!!!", "?!", ".", "....", ",", "-", "--", "_", "~~~~",
            "(", ")", "'", "\"", "\u2019", "\u201C", "\u2026", "\u2014", "\u00B4", "<", ">", "&", ";", "#", "=", "/", ":", "//",
            "<b>", "</p>", "<br/>", "<a href=\"x>y\">", "<!--", "-->", "<script>", "</script>", "<style", "<![CDATA[", "]]>",
            "<?xml", "<!doctype", "&amp;", "&lt;", "&nbsp;", "&copy", "&#65;", "&#x1F600;", "&#xD800;", "&#99999999999;",
            "http://", "https://a.b/c", "www.", "www.x.org", "ftp://", "@", "@@", "@bob", "x@y.de", "a@b", ".com", "%", "+",
            "\u00E9", "e\u0301", "\u0301", "\u0323", "\u0338", "\u1100", "\u1161", "\u11A8", "\uAC00", "\uD55C", "\u0344",
            "\uFB01", "\u212B", "\u1E9B\u0323", "\uFF21", "\uFF41", "\uFF01", "\uFF76", "\uFF9E", "\u30AB", "\u3099", "\uFFA1",
            "\uFFE6", "\u3164", "\u5B78", "\u4E7E\u9686", "\u8457\u540D", "\u53F0\u7063", "\u5F8C", "\u3042", "\u0E01\u0E34", "\u1781\u17D2\u1798",
            "\u0645\u06CC", "\u200C", "\u200D", "\u0915\u094D", "\u0937", "\u200B", "\u00AD", "\uFEFF", "\u202E", "\u2066",
            "\u180E", "\u1820", "\u0000", "\u0007", "\u007F", "\u001C", "\uFFFE", "\uFFFD", "\uD800", "\uDC00",
            "\uD83D\uDC69", "\uD83D\uDC67", "\u2764", "\uFE0F", "\uFE0E", "\uD83C\uDFFD", "\uD83C\uDFF4",
            "\uDB40\uDC67", "\uDB40\uDC62", "\uDB40\uDC7F", "\uDB40\uDD00", "\uD83D\uDE02\uD83D\uDE02\uD83D\uDE02\uD83D\uDE02");

    private Texts() {}

    /** Any UTF-16 at all, and strings of troublesome pieces. */
    static Arbitrary<String> any() {
        Arbitrary<String> units = Arbitraries.chars().all().list().ofMaxSize(40).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::append);
            return text.toString();
        });
        Arbitrary<String> points = Arbitraries.integers().between(0, Character.MAX_CODE_POINT).list().ofMaxSize(30).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(14).map(list -> String.join("", list));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, units), net.jqwik.api.Tuple.of(1, points),
                net.jqwik.api.Tuple.of(6, pieces));
    }

    /** Cleaners with each step or without it. */
    static Arbitrary<TextCleaner> cleaners() {
        return Arbitraries.integers().between(0, (1 << 13) - 1).map(bits -> cleaner(bits, true));
    }

    /** Cleaners without the two steps that are not idempotent. */
    static Arbitrary<TextCleaner> idempotentCleaners() {
        return Arbitraries.integers().between(0, (1 << 13) - 1).map(bits -> cleaner(bits, false));
    }

    private static TextCleaner cleaner(int bits, boolean all) {
        TextCleaner.Builder builder = TextCleaner.builder();
        if (all && (bits & 1) != 0) {
            builder.html();
        }
        if (all && (bits & 2) != 0) {
            builder.simplified();
        }
        if ((bits & 4) != 0) {
            builder.invisible();
        }
        if ((bits & 8) != 0) {
            builder.width();
        }
        if ((bits & 16) != 0) {
            builder.normalization((bits & 32) != 0 ? TextCleaner.Normalization.NFC : TextCleaner.Normalization.NFKC);
        }
        if ((bits & 64) != 0) {
            builder.typography();
        }
        if ((bits & 128) != 0) {
            builder.repeatedCharacters((bits & 32) != 0 ? 1 : 3);
        }
        if ((bits & 256) != 0) {
            builder.repeatedPunctuation((bits & 64) != 0 ? 1 : 2);
        }
        if ((bits & 512) != 0) {
            builder.urls((bits & 128) != 0 ? "http" : "[URL]");
        }
        if ((bits & 1024) != 0) {
            builder.emails("[EMAIL]");
        }
        if ((bits & 2048) != 0) {
            builder.users((bits & 128) != 0 ? "@user" : "[USER]");
        }
        if ((bits & 4096) != 0) {
            builder.whitespace((bits & 64) != 0 ? TextCleaner.Whitespace.SPACE : TextCleaner.Whitespace.LINES);
        }
        return builder.build();
    }
}
