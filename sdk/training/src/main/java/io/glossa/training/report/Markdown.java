package io.glossa.training.report;

/** Makes any string safe to stand in Markdown: it is shown as it is and formats nothing. */
final class Markdown {
    private static final int MOST = 400;
    /** What means something within a line of Markdown; what means something in HTML becomes an entity. */
    private static final String SPECIAL = "\\`*_[]|~#";

    private Markdown() {}

    /** A text on one line, in a paragraph after its first word, in a heading or in the cell of a table. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        String line = clean(text);
        line.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) {
                        out.append('\\');
                    }
                    out.appendCodePoint(c);
                }
            }
        });
        return out.toString();
    }

    /** A word in the type of code; as a text where it has what code can't have. */
    static String code(String text) {
        String line = clean(text);
        return line.isEmpty() ? "(empty)" : line.indexOf('`') >= 0 || line.indexOf('|') >= 0 ? text(text) : "`" + line + "`";
    }

    /** A block of code, with a fence longer than any in it. */
    static void block(StringBuilder out, String text) {
        String shown = text.codePoints().map(c -> c == '\n' ? c : visible(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        String fence = "```";
        while (shown.contains(fence)) {
            fence += "`";
        }
        out.append(fence).append('\n').append(shown).append('\n').append(fence).append('\n');
    }

    private static String clean(String text) {
        return Escape.oneLine(Escape.shorten(text, MOST)).codePoints().map(Markdown::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int visible(int c) {
        return Escape.visible(c);
    }
}
