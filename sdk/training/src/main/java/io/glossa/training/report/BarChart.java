package io.glossa.training.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How many there are of each: bars beside names, and histograms. */
final class BarChart {
    /** Most labels that all have a bar. */
    static final int MOST_BARS = 30;
    /** Bars of the most frequent and of the rarest labels if there are more. */
    private static final int FREQUENT = 14;
    private static final int RARE = 6;
    private static final double ROW = 20;
    private static final int NAME = 26;

    private BarChart() {}

    /** Bars from left to right, the most frequent first; where there are many, the most frequent and the rarest alone. */
    static void labels(Markup out, String caption, List<DataSummary.LabelCount> counts, long rows) {
        if (counts.isEmpty()) {
            return;
        }
        List<DataSummary.LabelCount> sorted = counts.stream()
                .sorted(Comparator.comparingLong(DataSummary.LabelCount::count).reversed()).toList();
        boolean all = sorted.size() <= MOST_BARS;
        List<DataSummary.LabelCount> head = all ? sorted : sorted.subList(0, FREQUENT);
        List<DataSummary.LabelCount> tail = all ? List.of() : sorted.subList(sorted.size() - RARE, sorted.size());
        int widest = Stream.concat(head.stream(), tail.stream()).mapToInt(c -> TextWidth.of(TextWidth.fit(c.label(), NAME))).max().orElse(1);
        Scale x = new Scale(0, Math.max(1, sorted.get(0).count()), 1, 12 + 6.4 * widest, Chart.WIDTH - 92);
        double height = 8 + ROW * (head.size() + (all ? 0 : 1) + tail.size());
        Chart chart = Chart.start(out, caption, List.of(), Chart.WIDTH, height, describe(sorted));
        double y = bars(chart, head, x, 4, rows);
        if (!all) {
            chart.text(x.from(), y + 14, "tick", Figures.count(sorted.size() - FREQUENT - RARE) + " labels between");
            bars(chart, tail, x, y + ROW, rows);
        }
        chart.end(all ? "" : "The " + FREQUENT + " most frequent and the " + RARE + " rarest of " + Figures.count(sorted.size()) + " labels.");
    }

    private static double bars(Chart chart, List<DataSummary.LabelCount> counts, Scale x, double top, long rows) {
        double y = top;
        for (DataSummary.LabelCount count : counts) {
            chart.text(x.from() - 8, y + 14, "label e", TextWidth.fit(count.label(), NAME));
            chart.box(x.from(), y + 3, Math.max(1, x.place(count.count()) - x.from()), ROW - 6, "bar c1",
                    Escape.shorten(count.label(), ReportWriter.MOST_LABEL) + ": " + Figures.count(count.count()));
            String share = rows > 0 ? " · " + Figures.percent((double) count.count() / rows) : "";
            chart.text(x.place(count.count()) + 6, y + 14, "tick", Figures.count(count.count()) + share);
            y += ROW;
        }
        return y;
    }

    private static String describe(List<DataSummary.LabelCount> sorted) {
        DataSummary.LabelCount first = sorted.get(0);
        DataSummary.LabelCount last = sorted.get(sorted.size() - 1);
        return sorted.size() + " labels; the most frequent, " + Escape.shorten(first.label(), 60) + ", has " + Figures.count(first.count())
                + " rows, the rarest, " + Escape.shorten(last.label(), 60) + ", has " + Figures.count(last.count()) + ".";
    }

    /**
     * A histogram.
     *
     * @param marks numbers that are marked with a line and a name
     */
    static void histogram(Markup out, String caption, List<DataSummary.Bin> bins, String xName, String yName, List<Mark> marks, String note) {
        long total = bins.stream().mapToLong(DataSummary.Bin::count).sum();
        if (bins.isEmpty() || total == 0) {
            return;
        }
        double first = bins.get(0).from();
        double last = bins.get(bins.size() - 1).to();
        long most = bins.stream().mapToLong(DataSummary.Bin::count).max().orElse(1);
        double room = 14 + 13 * marks.size();
        Scale x = Scale.exact(first, last, 8, 56, Chart.WIDTH - 14);
        Scale y = Scale.around(0, most, 4, Chart.HEIGHT - 42, room).whole();
        Chart chart = Chart.start(out, caption, List.of(), Chart.WIDTH, Chart.HEIGHT,
                Figures.count(total) + " " + yName + " from " + Scale.plain(first) + " to " + Scale.plain(last) + " " + xName + ".");
        chart.axes(x, y, xName, yName);
        for (DataSummary.Bin bin : bins) {
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
