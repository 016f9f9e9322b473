package io.glossa.cli.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.ColumnNames;
import io.glossa.error.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first row of a table: where its columns are. */
final class Header {
    private final int text;
    private final int pair;
    private final int label;
    private final int id;
    private final Map<String, Integer> more;
    private final int size;

    private Header(int text, int pair, int label, int id, Map<String, Integer> more, int size) {
        this.text = text;
        this.pair = pair;
        this.label = label;
        this.id = id;
        this.more = more;
        this.size = size;
    }

    static Header of(List<String> names, Columns columns, String file) {
        int text = names.indexOf(columns.text());
        if (text < 0) {
            throw missing(columns.text(), names, file, "name another with --text-column");
        }
        Map<String, Integer> more = new LinkedHashMap<>();
        for (String column : columns.more()) {
            if (!names.contains(column)) {
                throw missing(column, names, file, "name one of them");
            }
            more.put(Columns.more(column), names.indexOf(column));
        }
        int label = columns.label().stream().filter(names::contains).findFirst().map(names::indexOf).orElse(-1);
        return new Header(text, names.indexOf(columns.pair()), label, names.indexOf("id"), more,
                names.size());
    }

    private static InvalidInputException missing(String column, List<String> names, String file, String remedy) {
        return new InvalidInputException(file + ": expected a header with the column '" + column + "', found "
                + ColumnNames.found(column, names, remedy));
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
        more.forEach((field, column) -> fields.put(field, cells.get(column)));
        return new Line(number, fields, null);
    }

    /** The field that a table's label goes to; never an option of a verb. */
    static final String LABEL = "label";
}
