package io.glossa.training.internal.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989) with a line search for the strong Wolfe conditions (Nocedal and Wright 2006,
 * algorithms 3.5 and 3.6). For smooth functions; finds the minimum of convex ones.
 */
final class Lbfgs {
    /** Pairs of differences that are kept. */
    private static final int MEMORY = 10;
    /** Share of the expected decrease that a step has to bring. */
    private static final double DECREASE = 1e-4;
    /** Share of the slope that may be left after a step. */
    private static final double CURVATURE = 0.9;
    private static final int MOST_TRIALS = 25;

    private final Function function;
    private final int maxIterations;
    private final double tolerance;

    /** A function of n numbers. */
    interface Function {
        /**
         * Its value.
         *
         * @param x where, [n]
         * @param gradient room for the partial derivatives there, [n]
         */
        double value(double[] x, double[] gradient);
    }

    /**
     * Where it ended.
     *
     * @param x the place
     * @param value the function's value there
     * @param iterations steps taken
     * @param converged whether the gradient was small enough, or nothing could be gained any more
     */
    record Minimum(double[] x, double value, int iterations, boolean converged) {}

    private record Pair(double[] s, double[] y, double rho) {}

    private record Point(double step, double[] x, double value, double[] gradient, double slope) {}

    /** @param tolerance the largest partial derivative that counts as none */
    Lbfgs(Function function, int maxIterations, double tolerance) {
        this.function = function;
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
    }

    Minimum minimize(double[] start) {
        double[] gradient = new double[start.length];
        double value = function.value(start, gradient);
        Point here = new Point(0, start.clone(), value, gradient, 0);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int iteration = 0; iteration < maxIterations; iteration++) {
            if (largest(here.gradient) <= tolerance) {
                return new Minimum(here.x, here.value, iteration, true);
            }
            double[] direction = direction(here.gradient, pairs);
            double slope = dot(direction, here.gradient);
            double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
            Point next = search(new Point(0, here.x, here.value, here.gradient, slope), direction, first);
            if (!(next.value < here.value)) {
                // No number nearby is smaller: rounding is all that is left, or old curvature led astray.
                if (pairs.isEmpty()) {
                    return new Minimum(here.x, here.value, iteration, true);
                }
                pairs.clear();
                continue;
            }
            remember(pairs, here, next);
            here = next;
        }
        return new Minimum(here.x, here.value, maxIterations, largest(here.gradient) <= tolerance);
    }

    private static void remember(Deque<Pair> pairs, Point from, Point to) {
        double[] s = new double[from.x.length];
        double[] y = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = to.x[i] - from.x[i];
            y[i] = to.gradient[i] - from.gradient[i];
        }
        double sy = dot(s, y);
        if (sy > 1e-12 * dot(y, y)) {
            if (pairs.size() == MEMORY) {
                pairs.removeFirst();
            }
            pairs.addLast(new Pair(s, y, 1 / sy));
        }
    }

    /** The two loops of Nocedal 1980. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext();) {
            Pair pair = newestFirst.next();
            alphas[--i] = pair.rho * dot(pair.s, q);
            add(q, -alphas[i], pair.y);
        }
        if (!pairs.isEmpty()) {
            Pair newest = pairs.getLast();
            double scale = 1 / (newest.rho * dot(newest.y, newest.y));
            for (int j = 0; j < q.length; j++) {
                q[j] *= scale;
            }
        }
        for (Pair pair : pairs) {
            add(q, alphas[i++] - pair.rho * dot(pair.y, q), pair.s);
        }
        for (int j = 0; j < q.length; j++) {
            q[j] = -q[j];
        }
        return q;
    }

    private Point search(Point start, double[] direction, double first) {
        Point previous = start;
        double step = first;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            Point point = at(start, direction, step);
            if (!(point.value <= start.value + DECREASE * step * start.slope) || (trial > 0 && point.value >= previous.value)) {
                return zoom(start, direction, previous, point);
            }
            if (Math.abs(point.slope) <= -CURVATURE * start.slope) {
                return point;
            }
            if (point.slope >= 0) {
                return zoom(start, direction, point, previous);
            }
            previous = point;
            step *= 2;
        }
        return previous;
    }

    private Point zoom(Point start, double[] direction, Point low, Point high) {
        Point best = low;
        Point worst = high;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            Point point = at(start, direction, between(best, worst));
            if (!(point.value <= start.value + DECREASE * point.step * start.slope) || point.value >= best.value) {
                worst = point;
                continue;
            }
            if (Math.abs(point.slope) <= -CURVATURE * start.slope) {
                return point;
            }
            if (point.slope * (worst.step - best.step) >= 0) {
                worst = best;
            }
            best = point;
        }
        return best;
    }

    /** Where the parabola through two values and a slope is lowest, but not near the ends. */
    private static double between(Point a, Point b) {
        double width = b.step - a.step;
        double bend = b.value - a.value - a.slope * width;
        double share = Double.isFinite(bend) && bend > 0 ? -a.slope * width / (2 * bend) : 0.5;
        return a.step + width * Math.min(0.9, Math.max(0.1, share));
    }

    private Point at(Point start, double[] direction, double step) {
        double[] x = start.x.clone();
        add(x, step, direction);
        double[] gradient = new double[x.length];
        double value = function.value(x, gradient);
        return new Point(step, x, value, gradient, dot(gradient, direction));
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] gradient) {
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        return largest;
    }
}
