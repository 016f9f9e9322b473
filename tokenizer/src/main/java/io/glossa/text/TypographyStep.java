package io.glossa.text;

import org.jspecify.annotations.Nullable;

/**
 * Quotation marks, apostrophes, dashes and the ellipsis of typesetters become those of a typewriter: {@code ' " - ...}. Han
 * punctuation stays. Idempotent.
 */
final class TypographyStep implements CleaningStep {
    @Override
    public void rewrite(String text, Rewriter to) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            String plain = c < 0x80 ? null : plain(c);
            if (plain != null) {
                to.replace(at, at + 1, plain);
            }
        }
    }

    private static @Nullable String plain(char c) {
        return switch (c) {
            // acute accent, prime, modifier apostrophes, single quotation marks and guillemets
            case '\u00B4', '\u02B9', '\u02BB', '\u02BC', '\u02BD', '\u2018', '\u2019', '\u201A', '\u201B', '\u2032',
                    '\u2039', '\u203A' -> "'";
            // double prime, double quotation marks and guillemets
            case '\u00AB', '\u00BB', '\u02BA', '\u201C', '\u201D', '\u201E', '\u201F', '\u2033' -> "\"";
            // hyphen, non-breaking hyphen, figure, en and em dash, bar, minus
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> "-";
            case '\u2026' -> "...";
            default -> null;
        };
    }
}
