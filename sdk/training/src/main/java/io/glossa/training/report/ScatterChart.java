package io.glossa.training.report;

import java.util.List;

/** Predicted over right numbers: on the diagonal they are equal. */
final class ScatterChart {
    /** Most points of the picture. */
    static final int MOST_POINTS = 1500;

    private ScatterChart() {}

    /** Draws the points; of many, every n-th. */
    static void draw(Markup out, List<QualityReport.Point> points) {
        List<QualityReport.Point> finite = points.stream()
                .filter(p -> Double.isFinite(p.expected()) && Double.isFinite(p.predicted())).toList();
        if (finite.isEmpty()) {
            return;
        }
        double low = finite.stream().mapToDouble(p -> Math.min(p.expected(), p.predicted())).min().orElse(0);
        double high = finite.stream().mapToDouble(p -> Math.max(p.expected(), p.predicted())).max().orElse(1);
        double side = 300;
        Scale x = Scale.around(low, high, 6, 60, 60 + side);
        Scale y = new Scale(x.low(), x.high(), x.step(), 12 + side, 12);
        int stride = (finite.size() + MOST_POINTS - 1) / MOST_POINTS;
        int shown = (finite.size() + stride - 1) / stride;
        Chart chart = Chart.start(out, "Predicted and right numbers", List.of(), 60 + side + 20, 12 + side + 44,
                Figures.count(shown) + " points; right numbers from left to right, predicted ones upwards, both from " + x.name(x.low()) + " to "
                        + x.name(x.high()) + ".", "chart square");
        chart.axes(x, y, "right number", "predicted number");
        chart.line(x.place(x.low()), y.place(x.low()), x.place(x.high()), y.place(x.high()), "mark");
        for (int i = 0; i < finite.size(); i += stride) {
            chart.dot(x.place(finite.get(i).expected()), y.place(finite.get(i).predicted()), 2.4, "spot c1", "");
        }
        chart.end(stride == 1 ? "" : Figures.count(shown) + " of " + Figures.count(finite.size()) + " points.");
    }
}
