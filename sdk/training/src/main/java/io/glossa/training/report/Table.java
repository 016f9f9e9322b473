package io.glossa.training.report;

/** A table that scrolls by itself where it is wider or longer than its place, and is whole in print. Not thread-safe. */
final class Table {
    private final Markup out;

    private Table(Markup out) {
        this.out = out;
    }

    /**
     * Starts a table and its body.
     *
     * @param name what it is, for those who hear the page
     * @param sortable whether a click on a column sorts it
     * @param columns their names; those of numbers begin with {@code #}, columns of pictures have none
     */
    static Table start(Markup out, String name, boolean sortable, String... columns) {
        out.open("div", "class", "scroll", "role", "region", "aria-label", name, "tabindex", "0");
        if (sortable) {
            out.open("table", "class", "sortable");
        } else {
            out.open("table");
        }
        out.element("caption", name, "class", "hidden").open("thead").open("tr");
        for (String column : columns) {
            boolean number = column.startsWith("#");
            if (column.isEmpty()) {
                out.element("td", "");
                continue;
            }
            out.element("th", number ? column.substring(1) : column, "scope", "col", "class", number ? "n" : "t");
        }
        out.close().close().open("tbody").constant("\n");
        return new Table(out);
    }

    /** Starts a row. */
    Table row() {
        out.open("tr");
        return this;
    }

    /** Starts a row of a class. */
    Table row(String style) {
        out.open("tr", "class", style);
        return this;
    }

    /** Ends the row. */
    Table end() {
        out.closeLine();
        return this;
    }

    /** A cell with a text of ours. */
    Table text(String text) {
        out.element("td", text);
        return this;
    }

    /** A cell with a text of the user. */
    Table user(String text, int most) {
        out.open("td", "class", "u").user(text, most).close();
        return this;
    }

    /** The cell that names the row, with a text of the user. */
    Table head(String text, int most) {
        out.open("th", "scope", "row").user(text, most).close();
        return this;
    }

    /** A cell with a number as it is shown. */
    Table number(String shown) {
        out.element("td", shown, "class", "n");
        return this;
    }

    /** A cell with a number, and what it is sorted by. */
    Table number(String shown, double value) {
        out.element("td", shown, "class", "n", "data-v", Double.isFinite(value) ? Double.toString(value) : "-1");
        return this;
    }

    /** A cell with a bar from 0 to 1 and, if known, the interval around it. */
    Table bar(double value, double low, double high) {
        out.open("td", "class", "strip").open("svg", "viewBox", "0 0 104 14", "width", "104", "height", "14", "aria-hidden", "true");
        out.empty("rect", "x", "2", "y", "3", "width", "100", "height", "8", "class", "track");
        double width = 100 * Math.max(0, Math.min(1, Double.isFinite(value) ? value : 0));
        out.empty("rect", "x", "2", "y", "3", "width", Figures.at(width), "height", "8", "class", "bar c1");
        if (low <= high) {
            String from = Figures.at(2 + 100 * Math.max(0, Math.min(1, low)));
            String to = Figures.at(2 + 100 * Math.max(0, Math.min(1, high)));
            out.empty("path", "d", "M" + from + " 7H" + to + "M" + from + " 4v6M" + to + " 4v6", "class", "whisker");
        }
        out.close().close();
        return this;
    }

    /** Ends the table. */
    void close() {
        out.close().close().closeLine();
    }
}
