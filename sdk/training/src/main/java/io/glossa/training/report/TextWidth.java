package io.glossa.training.report;

/**
 * About how wide a text is, in letters of the Latin script: pictures have to leave room for labels without a font to measure with.
 * East Asian characters and emoji count two, marks that combine none.
 */
final class TextWidth {
    private TextWidth() {}

    /** Width of a text. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** A label on one line that is at most so wide, with an ellipsis for the rest. */
    static String fit(String label, int width) {
        String line = Escape.oneLine(Escape.shorten(label.isBlank() ? "(empty)" : label, 4 * width));
        if (of(line) <= width) {
            return line;
        }
        int characters = line.codePointCount(0, line.length());
        String shorter = line;
        while (of(shorter) > width && characters > 1) {
            characters--;
            shorter = Escape.shorten(line, characters);
        }
        return shorter;
    }
}
