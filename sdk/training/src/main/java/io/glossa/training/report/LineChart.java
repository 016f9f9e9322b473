package io.glossa.training.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values over steps or epochs. */
final class LineChart {
    /** Most values that have a dot each. */
    private static final int MOST_DOTS = 40;
    private static final double LEFT = 56;

    private LineChart() {}

    /**
     * Draws the curves that have values; nothing if none has.
     *
     * @param xName what is counted from left to right
     * @param zero whether the axis of values starts at 0
     * @param mark place that is marked with a line, such as the best epoch; NaN for none
     * @param markName what is written at the mark
     */
    static void draw(Markup out, String caption, List<Curve> curves, String xName, boolean zero, double mark, String markName, String note) {
        List<Curve> shown = curves.stream().filter(Curve::visible).map(Curve::thinned).toList();
        if (shown.isEmpty()) {
            return;
        }
        double low = shown.stream().flatMapToDouble(c -> Arrays.stream(c.y())).filter(Double::isFinite).min().orElse(0);
        double high = shown.stream().flatMapToDouble(c -> Arrays.stream(c.y())).filter(Double::isFinite).max().orElse(1);
        double first = shown.stream().flatMapToDouble(c -> Arrays.stream(c.x())).min().orElse(0);
        double last = shown.stream().flatMapToDouble(c -> Arrays.stream(c.x())).max().orElse(1);
        boolean epochs = xName.equals("epoch");
        Scale x = Scale.exact(epochs ? Math.min(first, 1) : 0, Math.max(last, epochs ? 2 : 1), 6, LEFT, Chart.WIDTH - 14).whole();
        Scale y = Scale.around(zero ? Math.min(0, low) : low, high, 5, Chart.HEIGHT - 42, Double.isFinite(mark) ? 24 : 14);
        Chart chart = Chart.start(out, caption, keys(shown), Chart.WIDTH, Chart.HEIGHT, describe(shown, xName));
        chart.axes(x, y, xName, "");
        if (Double.isFinite(mark)) {
            chart.line(x.place(mark), y.from(), x.place(mark), y.to() - 16, "mark");
            boolean right = x.place(mark) > (x.from() + x.to()) / 2;
            chart.text(x.place(mark) + (right ? -5 : 5), y.to() - 8, right ? "tick e" : "tick", markName);
        }
        for (Curve curve : shown) {
            chart.path(curve.path(x, y), curve.style() + " " + curve.color());
            if (curve.dots() && curve.x().length <= MOST_DOTS) {
                for (int i = 0; i < curve.x().length; i++) {
                    if (Double.isFinite(curve.y()[i])) {
                        chart.dot(x.place(curve.x()[i]), y.place(curve.y()[i]), 3.2, "dot " + curve.color(),
                                curve.name() + ", " + xName + " " + Figures.at(curve.x()[i]) + ": " + value(curve.y()[i]));
                    }
                }
            }
        }
        chart.end(note);
    }

    private static List<Chart.Key> keys(List<Curve> curves) {
        List<Chart.Key> keys = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.name().isEmpty()) {
                keys.add(new Chart.Key(curve.name(), curve.color() + " " + curve.style()));
            }
        }
        return keys;
    }

    private static String describe(List<Curve> curves, String xName) {
        StringBuilder text = new StringBuilder();
        for (Curve curve : curves) {
            double[] values = Arrays.stream(curve.y()).filter(Double::isFinite).toArray();
            text.append(text.isEmpty() ? "" : " ").append(curve.name().isEmpty() ? "It" : curve.name()).append(" goes from ")
                    .append(value(values[0])).append(" to ").append(value(values[values.length - 1])).append(" over ")
                    .append(xName).append("s, lowest ").append(value(Arrays.stream(values).min().orElse(0))).append(", highest ")
                    .append(value(Arrays.stream(values).max().orElse(0))).append('.');
        }
        return text.toString();
    }

    private static String value(double value) {
        return Math.abs(value) < 0.01 && value != 0 ? Figures.small(value) : Figures.metric(value);
    }
}
