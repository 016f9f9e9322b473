package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Checks;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Compares the numbers that a model gives texts with the right ones; {@link Metric} defines the measures. Immutable and
 * thread-safe; it keeps three numbers a text, and no text.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class RegressionEvaluation {
    private final double[] right;
    private final double[] predicted;
    private final long[] rows;

    private RegressionEvaluation(double[] right, double[] predicted, long[] rows) {
        this.right = right;
        this.predicted = predicted;
        this.rows = rows;
    }

    /** An empty collector. */
    public static Collector collector() {
        return new Collector();
    }

    /** How many texts. */
    public long examples() {
        return right.length;
    }

    /** The metrics of regression. */
    public List<Metric> metrics() {
        return Arrays.stream(Metric.values()).filter(Metric::isOfRegression).toList();
    }

    /** A metric; empty if it is none of regression, undefined on these numbers, or there are no texts. */
    public OptionalDouble value(Metric metric) {
        if (right.length == 0 || !metric.isOfRegression()) {
            return OptionalDouble.empty();
        }
        double value = function(metric).applyAsDouble(Answers.once(right.length));
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * 95 % bootstrap percentile interval of a metric: 1,000 resamples (fewer above 50,000 texts, at least 100) from a fixed
     * seed. Computed at each call.
     *
     * @return empty where {@link #value} is, or the metric is undefined on half of the resamples
     */
    public Optional<Interval> interval(Metric metric) {
        return Optional.ofNullable(intervals(Set.of(metric)).get(metric));
    }

    /** As {@link #interval(Metric)} for several metrics on the same resamples. */
    public Map<Metric, Interval> intervals(Set<Metric> metrics) {
        return intervals(metrics, Bootstrap.resamples(right.length, right.length), Bootstrap.SEED);
    }

    /**
     * 95 % bootstrap percentile intervals.
     *
     * @param metrics which metrics; those that are undefined are left out of the result
     * @param resamples how often the texts are drawn with replacement
     * @param seed the same seed gives the same intervals
     * @throws IllegalArgumentException if there are no resamples
     */
    public Map<Metric, Interval> intervals(Set<Metric> metrics, int resamples, long seed) {
        Map<Metric, ToDoubleFunction<int[]>> functions = new EnumMap<>(Metric.class);
        metrics.stream().filter(Metric::isOfRegression).forEach(metric -> functions.put(metric, function(metric)));
        return Bootstrap.intervals(right.length, functions, resamples, seed);
    }

    /**
     * The texts whose numbers are farthest off, worst first; none that are exact.
     *
     * @param most how many
     * @throws IllegalArgumentException if negative
     */
    public List<RegressionError> worstErrors(int most) {
        Checks.atLeast(most, 0, "most");
        return IntStream.range(0, right.length)
                .filter(i -> right[i] != predicted[i])
                .mapToObj(i -> new RegressionError(rows[i], i, right[i], predicted[i]))
                .sorted(Comparator.comparingDouble((RegressionError error) -> Math.abs(error.difference())).reversed())
                .limit(most)
                .toList();
    }

    /**
     * The evaluation of each group of texts.
     *
     * @param names the group of each text, in the order they were added
     * @return group and evaluation; groups that begin with a number first, by that number, then by name
     * @throws IllegalArgumentException if there are not as many names as texts
     */
    public Map<String, RegressionEvaluation> slices(List<String> names) {
        Map<String, RegressionEvaluation> slices = new LinkedHashMap<>();
        Slicer.groups(names, right.length).forEach((name, texts) -> slices.put(name, new RegressionEvaluation(
                IntStream.of(texts).mapToDouble(i -> right[i]).toArray(),
                IntStream.of(texts).mapToDouble(i -> predicted[i]).toArray(),
                IntStream.of(texts).mapToLong(i -> rows[i]).toArray())));
        return Collections.unmodifiableMap(slices);
    }

    double[] right() {
        return right;
    }

    ToDoubleFunction<int[]> function(Metric metric) {
        return RegressionMetrics.function(metric, right, predicted);
    }

    /** Takes pairs of numbers one by one. Not thread-safe. */
    public static final class Collector {
        private double[] right = new double[64];
        private double[] predicted = new double[64];
        private long[] rows = new long[64];
        private int size;

        private Collector() {}

        /**
         * Adds one text. Its row is its place, from 1.
         *
         * @throws InvalidInputException if one of the numbers is infinite or none
         */
        public void add(double right, double predicted) {
            add(right, predicted, size + 1L);
        }

        /**
         * Adds one text.
         *
         * @param right the right number
         * @param predicted what the model said
         * @param row where it stands in its source, for {@link #worstErrors}
         * @throws InvalidInputException if one of the numbers is infinite or none
         */
        public void add(double right, double predicted, long row) {
            if (!Double.isFinite(right) || !Double.isFinite(predicted)) {
                throw new InvalidInputException((Double.isFinite(right) ? "predicted" : "right")
                        + ": expected a finite number, found " + (Double.isFinite(right) ? predicted : right));
            }
            if (size == rows.length) {
                this.right = Arrays.copyOf(this.right, size * 2);
                this.predicted = Arrays.copyOf(this.predicted, size * 2);
                rows = Arrays.copyOf(rows, size * 2);
            }
            this.right[size] = right;
            this.predicted[size] = predicted;
            rows[size] = row;
            size++;
        }

        /** The evaluation of what was added so far. */
        public RegressionEvaluation evaluate() {
            return new RegressionEvaluation(
                    Arrays.copyOf(right, size), Arrays.copyOf(predicted, size), Arrays.copyOf(rows, size));
        }
    }
}
