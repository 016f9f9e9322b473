package io.glossa.cli.input;

import java.util.List;

/**
 * Which columns of a table are what.
 *
 * @param text the column with the text
 * @param pair the column with the second text; read where it is there
 * @param label names of the column with the label; the first that is there is read
 * @param more further columns, each of which must be there; a line has them as fields under {@link #more(String)}
 */
public record Columns(String text, String pair, List<String> label, List<String> more) {
    /** Copies the lists. */
    public Columns {
        label = List.copyOf(label);
        more = List.copyOf(more);
    }

    /** Columns of a table of which nothing else is read. */
    public Columns(String text, String pair, String label) {
        this(text, pair, List.of(label), List.of());
    }

    /** The field that a further column goes to; never a field or option of a verb. */
    public static String more(String column) {
        return "column:" + column;
    }
}
