package io.glossa.training.report;

import java.util.Comparator;
import java.util.List;

/** How many there are of each: bars beside names, and histograms. */
final class BarChart {
    /** Most bars with a name each. */
    static final int MOST_BARS = 30;
    private static final double ROW = 20;
    private static final int NAME = 26;

    private BarChart() {}

    /** Bars from left to right, the most frequent first; the most frequent alone where there are many. */
    static void labels(Markup out, String caption, List<DataReport.LabelCount> counts, long rows) {
        if (counts.isEmpty()) {
            return;
        }
        List<DataReport.LabelCount> sorted = counts.stream()
                .sorted(Comparator.comparingLong(DataReport.LabelCount::count).reversed()).toList();
        List<DataReport.LabelCount> shown = sorted.subList(0, Math.min(MOST_BARS, sorted.size()));
        long most = Math.max(1, shown.get(0).count());
        double left = 12 + 6.4 * shown.stream().mapToInt(c -> TextWidth.of(TextWidth.fit(c.label(), NAME))).max().orElse(1);
        double height = 8 + ROW * shown.size();
        Scale x = new Scale(0, most, 1, left, Chart.WIDTH - 92);
        Chart chart = Chart.start(out, caption, List.of(), Chart.WIDTH, height, describe(sorted));
        for (int i = 0; i < shown.size(); i++) {
            DataReport.LabelCount count = shown.get(i);
            double y = 4 + i * ROW;
            chart.text(left - 8, y + 14, "label e", TextWidth.fit(count.label(), NAME));
            chart.box(left, y + 3, Math.max(1, x.place(count.count()) - left), ROW - 6, "bar c1",
                    Escape.shorten(count.label(), ReportWriter.MOST_LABEL) + ": " + Figures.count(count.count()));
            String share = rows > 0 ? " · " + Figures.percent((double) count.count() / rows) : "";
            chart.text(x.place(count.count()) + 6, y + 14, "tick", Figures.count(count.count()) + share);
        }
        List<DataReport.LabelCount> rest = sorted.subList(shown.size(), sorted.size());
        chart.end(rest.isEmpty() ? "" : "The " + shown.size() + " most frequent labels. The other " + rest.size() + " have "
                + Figures.count(rest.get(rest.size() - 1).count()) + " to " + Figures.count(rest.get(0).count()) + " rows each.");
    }

    private static String describe(List<DataReport.LabelCount> sorted) {
        DataReport.LabelCount first = sorted.get(0);
        DataReport.LabelCount last = sorted.get(sorted.size() - 1);
        return sorted.size() + " labels; the most frequent, " + Escape.shorten(first.label(), 60) + ", has " + Figures.count(first.count())
                + " rows, the rarest, " + Escape.shorten(last.label(), 60) + ", has " + Figures.count(last.count()) + ".";
    }

    /**
     * A histogram.
     *
     * @param marks numbers that are marked with a line and a name
     */
    static void histogram(Markup out, String caption, List<DataReport.Bin> bins, String xName, String yName, List<Mark> marks, String note) {
        long total = bins.stream().mapToLong(DataReport.Bin::count).sum();
        if (bins.isEmpty() || total == 0) {
            return;
        }
        double first = bins.get(0).from();
        double last = bins.get(bins.size() - 1).to();
        long most = bins.stream().mapToLong(DataReport.Bin::count).max().orElse(1);
        double room = 14 + 13 * marks.size();
        Scale x = Scale.exact(first, last, 8, 56, Chart.WIDTH - 14);
        Scale y = Scale.around(0, most, 4, Chart.HEIGHT - 42, room).whole();
        Chart chart = Chart.start(out, caption, List.of(), Chart.WIDTH, Chart.HEIGHT,
                Figures.count(total) + " " + yName + " from " + Scale.plain(first) + " to " + Scale.plain(last) + " " + xName + ".");
        chart.axes(x, y, xName, yName);
        for (DataReport.Bin bin : bins) {
            if (bin.count() > 0) {
                double left = x.place(bin.from());
                double width = x.place(bin.to()) - left;
                chart.box(left + Math.min(0.75, width / 8), y.place(bin.count()), width - Math.min(1.5, width / 4),
                        y.from() - y.place(bin.count()), "bar c1",
                        Scale.plain(bin.from()) + " to " + Scale.plain(bin.to()) + ": " + Figures.count(bin.count()));
            }
        }
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            if (mark.at() >= first && mark.at() <= last) {
                double place = x.place(mark.at());
                double top = 12 + 13 * i;
                boolean right = place > (x.from() + x.to()) / 2;
                chart.line(place, y.from(), place, top - 8, "mark");
                chart.text(place + (right ? -5 : 5), top, right ? "tick e" : "tick", mark.name());
            }
        }
        chart.end(note);
    }

    /** A number on the axis that has a name. */
    record Mark(double at, String name) {}
}
