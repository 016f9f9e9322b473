package io.glossa.training.report;

import java.util.Arrays;

/**
 * A line of a chart.
 *
 * @param name for the legend
 * @param color class of its colour
 * @param x places, rising
 * @param y values; where one is not finite the line has a gap
 * @param style {@code line}, {@code faint} or {@code dash}
 * @param dots whether each value has a dot
 */
record Curve(String name, String color, double[] x, double[] y, String style, boolean dots) {
    /** Most points of a line in a file. */
    static final int MOST_POINTS = 400;

    /**
     * At most {@link #MOST_POINTS} points: of each stretch its lowest and highest value, so no peak is lost.
     */
    Curve thinned() {
        int n = x.length;
        if (n <= MOST_POINTS) {
            return this;
        }
        int stretches = MOST_POINTS / 2;
        double[] keptX = new double[MOST_POINTS];
        double[] keptY = new double[MOST_POINTS];
        int kept = 0;
        for (int s = 0; s < stretches; s++) {
            int start = (int) ((long) s * n / stretches);
            int end = (int) ((long) (s + 1) * n / stretches);
            int low = start;
            int high = start;
            for (int i = start; i < end; i++) {
                low = !Double.isFinite(y[low]) || y[i] < y[low] ? i : low;
                high = !Double.isFinite(y[high]) || y[i] > y[high] ? i : high;
            }
            for (int i : new int[] {Math.min(low, high), Math.max(low, high)}) {
                if (kept == 0 || keptX[kept - 1] != x[i]) {
                    keptX[kept] = x[i];
                    keptY[kept++] = y[i];
                }
            }
        }
        return new Curve(name, color, Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept), style, false);
    }

    /** The running mean of a window of values around each, the gaps left out. */
    Curve smoothed(int window, String newName, String newStyle) {
        double[] sums = new double[y.length + 1];
        int[] counts = new int[y.length + 1];
        for (int i = 0; i < y.length; i++) {
            boolean finite = Double.isFinite(y[i]);
            sums[i + 1] = sums[i] + (finite ? y[i] : 0);
            counts[i + 1] = counts[i] + (finite ? 1 : 0);
        }
        double[] mean = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int from = Math.max(0, i - window / 2);
            int to = Math.min(y.length, i + window / 2 + 1);
            mean[i] = counts[to] == counts[from] ? Double.NaN : (sums[to] - sums[from]) / (counts[to] - counts[from]);
        }
        return new Curve(newName, color, x, mean, newStyle, false);
    }

    /** Whether there is any value to show. */
    boolean visible() {
        return Arrays.stream(y).anyMatch(Double::isFinite);
    }

    /** The SVG path through all values. */
    String path(Scale across, Scale up) {
        StringBuilder d = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(y[i])) {
                d.append(gap ? 'M' : 'L').append(Figures.at(across.place(x[i]))).append(' ').append(Figures.at(up.place(y[i])));
            }
            boolean alone = gap && Double.isFinite(y[i]) && (i + 1 == x.length || !Double.isFinite(y[i + 1]));
            d.append(alone ? "h0" : "");
            gap = !Double.isFinite(y[i]);
        }
        return d.toString();
    }
}
