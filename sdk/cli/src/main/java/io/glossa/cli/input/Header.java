package io.glossa.cli.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import java.util.List;

/** The first row of a table: where its columns are. */
final class Header {
    private final int text;
    private final int pair;
    private final int label;
    private final int id;
    private final int size;

    private Header(int text, int pair, int label, int id, int size) {
        this.text = text;
        this.pair = pair;
        this.label = label;
        this.id = id;
        this.size = size;
    }

    static Header of(List<String> names, Columns columns, String file) {
        int text = names.indexOf(columns.text());
        if (text < 0) {
            throw new InvalidInputException(file + ": expected a header with the column '" + columns.text() + "', found the columns "
                    + (names.size() > 20 ? names.subList(0, 20) + "…" : names) + "; name another with --text-column");
        }
        return new Header(text, names.indexOf(columns.pair()), names.indexOf(columns.label()), names.indexOf("id"), names.size());
    }

    Line line(long number, List<String> cells) {
        if (cells.size() != size) {
            return LineSource.problem(number, new InvalidInputException("line " + number + ": expected " + size
                    + " columns as in the header, found " + cells.size()));
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (id >= 0) {
            fields.put("id", cells.get(id));
        }
        fields.put("text", cells.get(text));
        if (pair >= 0) {
            fields.put("text_pair", cells.get(pair));
        }
        if (label >= 0) {
            fields.put(LABEL, cells.get(label));
        }
        return new Line(number, fields, null);
    }

    /** The field that a table's label goes to; never an option of a verb. */
    static final String LABEL = "label";
}
