package io.glossa.data;

import io.glossa.base.internal.ColumnNames;
import io.glossa.base.internal.Unicode;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the parts of a row mean, whatever the format. A row that means nothing is an {@link InvalidInputException} without its place. */
final class RowMapping {
    /** Longest label, in characters. */
    private static final int MAX_LABEL = 1000;

    private final DatasetOptions options;

    RowMapping(DatasetOptions options) {
        this.options = options;
    }

    /** A text with no more known of it. */
    Example unlabelled(String text, long row) {
        return new Example(TextPair.of(text(text, options.textColumn())), Set.of(), OptionalDouble.empty(), Map.of(), row);
    }

    /** The text of a column, checked. */
    String text(String text, String column) {
        if (text.length() > options.maxCharacters()) {
            throw new InvalidInputException("expected at most " + options.maxCharacters() + " characters in '" + column + "', found "
                    + text.length() + "; split the text or raise the limit (maxCharacters)");
        }
        return Unicode.requireWellFormed(text, column);
    }

    /** The labels of a cell. */
    Set<String> labels(String cell, String column) {
        String separator = options.labelSeparator().orElse(null);
        if (separator == null) {
            return labels(List.of(cell), column);
        }
        return cell.isEmpty() ? Set.of() : labels(List.of(cell.split(Pattern.quote(separator), -1)), column);
    }

    /** Several labels. */
    Set<String> labels(List<String> names, String column) {
        Set<String> labels = new LinkedHashSet<>();
        for (String name : names) {
            if (name.isBlank()) {
                throw new InvalidInputException("expected a label in '" + column + "', found an empty one; label the text or remove it");
            }
            if (name.length() > MAX_LABEL) {
                throw new InvalidInputException("expected a label of at most " + MAX_LABEL + " characters in '" + column + "', found "
                        + name.length() + "; is this the column of the label?");
            }
            if (!labels.add(name)) {
                throw new InvalidInputException("expected each label once in '" + column + "', found the same one twice; remove one");
            }
        }
        return labels;
    }

    /** The number of a cell. */
    OptionalDouble value(String cell, String column) {
        double value;
        try {
            value = Double.parseDouble(cell.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("expected a number in '" + column + "', found "
                    + (cell.isBlank() ? "an empty cell" : "something else") + "; write it as 3.5, or remove the row");
        }
        return value(value, column);
    }

    /** A number that can be learnt. */
    OptionalDouble value(double value, String column) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException("expected a finite number in '" + column + "', found " + value + "; remove the row");
        }
        return OptionalDouble.of(value);
    }

    /** Where the columns of a table are. */
    Table table(List<String> header, String name) {
        for (int i = 0; i < header.size(); i++) {
            int first = header.indexOf(header.get(i));
            if (first < i) {
                throw new InvalidInputException(name + ", header: expected a name of its own for each column, found that of column "
                        + (first + 1) + " again at column " + (i + 1) + "; rename one of them");
            }
        }
        int text = column(header, options.textColumn(), "text", name);
        int pair = options.pairColumn().map(column -> column(header, column, "pair", name)).orElse(header.indexOf("text_pair"));
        if (options.unlabelled()) {
            return new Table(header, text, pair == text ? -1 : pair, -1, -1);
        }
        int value = options.valueColumn().map(column -> column(header, column, "value", name)).orElse(-1);
        int label = options.labelColumn().map(column -> column(header, column, "label", name))
                .orElse(value >= 0 ? -1 : header.indexOf("label"));
        if (label < 0 && value < 0) {
            value = header.indexOf("value");
            if (value < 0) {
                column(header, "label", "label", name);
            }
        }
        return new Table(header, text, pair == text ? -1 : pair, label, value);
    }

    private static int column(List<String> header, String column, String option, String name) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw new InvalidInputException(name + ", header: expected the column '" + column + "', found "
                    + ColumnNames.found(column, header, "name another (" + option + "Column, --" + option + "-column)"));
        }
        return index;
    }

    /** The columns of one table. */
    final class Table {
        private final List<String> header;
        private final int text;
        private final int pair;
        private final int label;
        private final int value;

        private Table(List<String> header, int text, int pair, int label, int value) {
            this.header = header;
            this.text = text;
            this.pair = pair;
            this.label = label;
            this.value = value;
        }

        /** Whether a row is an empty line and no row at all. */
        boolean blank(List<String> cells) {
            return header.size() > 1 && cells.size() == 1 && cells.get(0).isEmpty();
        }

        Example example(List<String> cells, long row) {
            if (cells.size() != header.size()) {
                throw new InvalidInputException("expected " + header.size() + " columns as in the header, found " + cells.size()
                        + "; repair the row");
            }
            Map<String, String> further = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                if (i != text && i != pair && i != label && i != value) {
                    further.put(header.get(i), cells.get(i));
                }
            }
            @Nullable String second = pair < 0 ? null : text(cells.get(pair), header.get(pair));
            return new Example(TextPair.of(text(cells.get(text), header.get(text)), second),
                    label < 0 ? Set.of() : labels(cells.get(label), header.get(label)),
                    value < 0 ? OptionalDouble.empty() : value(cells.get(value), header.get(value)), further, row);
        }
    }
}
