package io.glossa.training.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A confusion matrix as a picture. Shade is the share of the row, so that rare labels show as well as frequent ones; what is right has one
 * colour, what is wrong another. With few labels each cell has its number and each row its name; with many, cells of one shade are one
 * path, which keeps the file small, and rows have the numbers of the table.
 */
final class HeatMap {
    /** Most labels whose names stand beside the picture. */
    static final int MOST_NAMES = 40;
    /** Most labels whose counts stand in the cells. */
    private static final int MOST_COUNTS = 16;
    /** Most labels of the picture at all. */
    static final int MOST_LABELS = 200;
    private static final int SHADES = 8;
    /** Cells without a number have to be darker to be seen. */
    private static final int PALEST_OF_MANY = 4;
    private static final int MOST_TIPS = 60;
    private static final int NAME = 24;

    private HeatMap() {}

    /** Draws the matrix; nothing above {@link #MOST_LABELS} labels. */
    static void draw(Markup out, QualityReport.Confusion matrix) {
        int n = matrix.labels().size();
        if (n == 0 || n > MOST_LABELS) {
            return;
        }
        boolean named = named(n);
        double cell = n <= 4 ? 56 : n <= MOST_COUNTS ? Math.max(30, 46 - n) : named ? 18 : 460.0 / n;
        double letter = 6.4;
        int longest = named ? matrix.labels().stream().mapToInt(l -> TextWidth.of(TextWidth.fit(l, NAME))).max().orElse(1) : 4;
        double left = 26 + letter * longest;
        double top = named ? 32 + letter * longest : 44;
        double width = Math.max(left + n * cell + 12, 300);
        double height = top + n * cell + 8;
        String figure = width > 560 ? "chart map wide" : "chart map";
        Chart chart = Chart.start(out, "Confusion matrix",
                List.of(new Chart.Key("right", "c1 cell"), new Chart.Key("wrong", "c2 cell")), width, height, describe(matrix), figure);
        chart.text(left + n * cell / 2, 12, "name m", named ? "predicted label" : "predicted label, by its number in the table");
        chart.turned(11, top + n * cell / 2, -90, "name m", "right label");
        names(chart, matrix, left, top, cell, named);
        chart.box(left, top, n * cell, n * cell, "frame", "");
        if (n <= MOST_COUNTS) {
            cells(chart, matrix, left, top, cell);
        } else {
            shades(chart, matrix, left, top, cell);
            tips(chart, matrix, left, top, cell);
        }
        chart.end("Shade: share of the texts with the right label of the row.");
    }

    private static boolean named(int labels) {
        return labels <= MOST_NAMES;
    }

    private static void names(Chart chart, QualityReport.Confusion matrix, double left, double top, double cell, boolean named) {
        int n = matrix.labels().size();
        for (int i = 0; i < n; i++) {
            String name = named ? TextWidth.fit(matrix.labels().get(i), NAME) : (i + 1) % 10 == 0 || i == 0 ? Integer.toString(i + 1) : "";
            double middle = (i + 0.5) * cell;
            if (!name.isEmpty()) {
                chart.text(left - 6, top + middle + 4, "label e", name);
                if (named) {
                    chart.turned(left + middle + 4, top - 6, -90, "label", name);
                } else {
                    chart.text(left + middle, top - 6, "label m", name);
                }
            }
        }
    }

    private static void cells(Chart chart, QualityReport.Confusion matrix, double left, double top, double cell) {
        int n = matrix.labels().size();
        for (int row = 0; row < n; row++) {
            long total = total(matrix, row);
            for (int column = 0; column < n; column++) {
                long count = matrix.counts().get(row).get(column);
                if (count > 0) {
                    int shade = shade(count, total);
                    double x = left + column * cell;
                    double y = top + row * cell;
                    chart.box(x + 0.5, y + 0.5, cell - 1, cell - 1, "cell s" + shade + color(row, column), tip(matrix, row, column));
                    chart.text(x + cell / 2, y + cell / 2 + 4, "count m k" + shade, Figures.count(count));
                }
            }
        }
    }

    private static void shades(Chart chart, QualityReport.Confusion matrix, double left, double top, double cell) {
        int n = matrix.labels().size();
        StringBuilder[] right = paths();
        StringBuilder[] wrong = paths();
        String square = cell < 6 ? "h1v1h-1z" : "h.95v.95h-.95z";
        for (int row = 0; row < n; row++) {
            long total = total(matrix, row);
            for (int column = 0; column < n; column++) {
                long count = matrix.counts().get(row).get(column);
                if (count > 0) {
                    int shade = Math.max(PALEST_OF_MANY, shade(count, total));
                    (row == column ? right : wrong)[shade].append('M').append(column).append(' ').append(row).append(square);
                }
            }
        }
        for (int shade = 0; shade <= SHADES; shade++) {
            chart.grid(right[shade].toString(), left, top, cell, "cell s" + shade + " c1");
            chart.grid(wrong[shade].toString(), left, top, cell, "cell s" + shade + " c2");
        }
    }

    private static void tips(Chart chart, QualityReport.Confusion matrix, double left, double top, double cell) {
        for (Pair pair : confused(matrix, MOST_TIPS)) {
            chart.box(left + pair.column() * cell, top + pair.row() * cell, cell, cell, "hit", tip(matrix, pair.row(), pair.column()));
        }
    }

    private static StringBuilder[] paths() {
        StringBuilder[] paths = new StringBuilder[SHADES + 1];
        for (int i = 0; i <= SHADES; i++) {
            paths[i] = new StringBuilder();
        }
        return paths;
    }

    private static String color(int row, int column) {
        return row == column ? " c1" : " c2";
    }

    private static int shade(long count, long total) {
        return (int) Math.max(1, Math.min(SHADES, Math.round(SHADES * Math.sqrt((double) count / Math.max(1, total)))));
    }

    private static String tip(QualityReport.Confusion matrix, int row, int column) {
        return "right: " + Escape.shorten(matrix.labels().get(row), ReportWriter.MOST_LABEL) + "; predicted: "
                + Escape.shorten(matrix.labels().get(column), ReportWriter.MOST_LABEL) + "; " + Figures.count(matrix.counts().get(row).get(column));
    }

    private static long total(QualityReport.Confusion matrix, int row) {
        return matrix.counts().get(row).stream().mapToLong(Long::longValue).sum();
    }

    private static String describe(QualityReport.Confusion matrix) {
        long right = 0;
        long all = 0;
        for (int row = 0; row < matrix.labels().size(); row++) {
            right += matrix.counts().get(row).get(row);
            all += total(matrix, row);
        }
        return Figures.count(right) + " of " + Figures.count(all) + " texts have the right one of " + matrix.labels().size()
                + " labels. The pairs that are confused most stand in the table below.";
    }

    /** Labels that are taken for another. */
    record Pair(int row, int column, long count, long total) {}

    /** The most frequent confusions, the most frequent first; of equal ones in the order of the matrix. */
    static List<Pair> confused(QualityReport.Confusion matrix, int most) {
        List<Pair> pairs = new ArrayList<>();
        int n = matrix.labels().size();
        for (int row = 0; row < n; row++) {
            long total = total(matrix, row);
            for (int column = 0; column < n; column++) {
                long count = matrix.counts().get(row).get(column);
                if (row != column && count > 0) {
                    pairs.add(new Pair(row, column, count, total));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
    }
}
