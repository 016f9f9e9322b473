package io.glossa.training.report;

import java.util.ArrayList;
import java.util.List;

/** Share of right answers over their score (DeGroot and Fienberg 1983): on the diagonal scores are probabilities. */
final class ReliabilityChart {
    private static final double SIDE = 260;
    private static final double LEFT = 56;
    private static final double TOP = 12;
    private static final double STRIP = 54;

    private ReliabilityChart() {}

    /** Draws the diagram, with a histogram of the scores below. */
    static void draw(Markup out, QualityReport.Calibration calibration) {
        boolean both = !calibration.binsAfter().isEmpty();
        List<Chart.Key> keys = new ArrayList<>();
        if (both) {
            keys.add(new Chart.Key("with temperature", "c1 line"));
        }
        keys.add(new Chart.Key(both ? "without" : "scores", both ? "c2 dash" : "c1 line"));
        Chart chart = Chart.start(out, "Reliability", keys, LEFT + SIDE + 20, TOP + SIDE + STRIP + 56, describe(calibration),
                "chart square");
        Scale x = new Scale(0, 1, 0.2, LEFT, LEFT + SIDE);
        Scale y = new Scale(0, 1, 0.2, TOP + SIDE, TOP);
        for (double tick : y.ticks()) {
            chart.line(x.from(), y.place(tick), x.to(), y.place(tick), "grid");
            chart.text(x.from() - 6, y.place(tick) + 4, "tick e", y.name(tick));
            chart.line(x.place(tick), y.from(), x.place(tick), y.to(), "grid");
        }
        chart.turned(12, (y.from() + y.to()) / 2, -90, "name m", "share that is right");
        chart.line(x.place(0), y.place(0), x.place(1), y.place(1), "mark");
        if (both) {
            curve(chart, calibration.bins(), x, y, "c2", "dash");
            curve(chart, calibration.binsAfter(), x, y, "c1", "line");
        } else {
            curve(chart, calibration.bins(), x, y, "c1", "line");
        }
        strip(chart, both ? calibration.binsAfter() : calibration.bins(), x);
        chart.end("Below: how many answers have which score. On the dashed diagonal a score of 0.8 is right in 80 of 100 cases.");
    }

    private static void curve(Chart chart, List<QualityReport.ReliabilityBin> bins, Scale x, Scale y, String color, String style) {
        List<QualityReport.ReliabilityBin> full = bins.stream().filter(b -> b.count() > 0).toList();
        double[] confidence = full.stream().mapToDouble(QualityReport.ReliabilityBin::confidence).toArray();
        double[] accuracy = full.stream().mapToDouble(QualityReport.ReliabilityBin::accuracy).toArray();
        chart.path(new Curve("", color, confidence, accuracy, style, true).path(x, y), style + " " + color);
        long total = full.stream().mapToLong(QualityReport.ReliabilityBin::count).sum();
        for (QualityReport.ReliabilityBin bin : full) {
            double radius = 2 + 5 * Math.sqrt((double) bin.count() / Math.max(1, total));
            chart.dot(x.place(bin.confidence()), y.place(bin.accuracy()), radius, "dot " + color, "score " + Figures.metric(bin.confidence())
                    + ", right " + Figures.metric(bin.accuracy()) + ", " + Figures.count(bin.count()) + " answers");
        }
    }

    private static void strip(Chart chart, List<QualityReport.ReliabilityBin> bins, Scale x) {
        double floor = TOP + SIDE + 10 + STRIP;
        long most = Math.max(1, bins.stream().mapToLong(QualityReport.ReliabilityBin::count).max().orElse(1));
        double width = SIDE / Math.max(15, bins.size());
        for (QualityReport.ReliabilityBin bin : bins) {
            if (bin.count() > 0) {
                double height = Math.max(1, (STRIP - 6) * bin.count() / most);
                chart.box(Math.min(x.to() - width, Math.max(x.from(), x.place(bin.confidence()) - width / 2)) + 0.5, floor - height, width - 1, height, "bar c1",
                        Figures.count(bin.count()) + " answers with score " + Figures.metric(bin.confidence()));
            }
        }
        chart.line(x.from(), floor, x.to(), floor, "axis");
        chart.text(x.from() - 6, floor - STRIP + 14, "tick e", Figures.count(most));
        chart.text(x.from() - 6, floor + 2, "tick e", "0");
        for (double tick : x.ticks()) {
            chart.text(x.place(tick), floor + 16, "tick m", x.name(tick));
        }
        chart.text((x.from() + x.to()) / 2, floor + 33, "name m", "score of the answer");
    }

    private static String describe(QualityReport.Calibration calibration) {
        return "Expected calibration error " + Figures.metric(calibration.error())
                + (calibration.errorAfter().isPresent() ? ", with temperature " + Figures.metric(calibration.errorAfter().getAsDouble()) : "")
                + ". Points below the diagonal are answers that are less often right than their score says.";
    }
}
