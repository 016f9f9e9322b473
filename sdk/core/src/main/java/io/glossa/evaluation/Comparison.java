package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same texts. Differences are those of the second model minus the first. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Comparison {
    private final int texts;
    private final int resamples;
    private final @Nullable McNemar mcNemar;
    private final List<Metric> metrics;
    /** Gives a function from metric to difference that shares work between metrics, for one call. */
    private final Supplier<Function<Metric, ToDoubleFunction<int[]>>> differences;

    private Comparison(int texts, int resamples, @Nullable McNemar mcNemar, List<Metric> metrics,
            Supplier<Function<Metric, ToDoubleFunction<int[]>>> differences) {
        this.texts = texts;
        this.resamples = resamples;
        this.mcNemar = mcNemar;
        this.metrics = metrics;
        this.differences = differences;
    }

    /**
     * Compares two classifiers. Their labels may stand in different orders.
     *
     * @throws InvalidInputException if they are not of one kind, or were not asked about the same texts in the same order, as
     *     far as the number of texts and the right labels tell
     */
    public static Comparison of(ClassificationEvaluation first, ClassificationEvaluation second) {
        Answers a = first.answers();
        Answers b = second.answers();
        if (a.multiLabel() != b.multiLabel()) {
            throw new InvalidInputException("comparison: expected two single-label or two multi-label evaluations, found one of each");
        }
        sameNumber(a.size(), b.size());
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int i = 0; i < a.size(); i++) {
            if (!names(a, i).equals(names(b, i))) {
                throw new InvalidInputException("comparison: expected the same texts in the same order, found other labels for text "
                        + (i + 1) + "; evaluate both models on one file");
            }
            onlyFirst += a.right(i) && !b.right(i) ? 1 : 0;
            onlySecond += !a.right(i) && b.right(i) ? 1 : 0;
        }
        return new Comparison(a.size(), Math.min(first.resamples(), second.resamples()), new McNemar(onlyFirst, onlySecond),
                first.metrics(),
                () -> difference(new ClassificationMetrics(a)::function, new ClassificationMetrics(b)::function));
    }

    /**
     * Compares two regression models.
     *
     * @throws InvalidInputException if they were not asked about the same texts in the same order, as far as the number of texts
     *     and the right numbers tell
     */
    public static Comparison of(RegressionEvaluation first, RegressionEvaluation second) {
        sameNumber(first.right().length, second.right().length);
        int other = Arrays.mismatch(first.right(), second.right());
        if (other >= 0) {
            throw new InvalidInputException("comparison: expected the same texts in the same order, found other numbers for text "
                    + (other + 1) + "; evaluate both models on one file");
        }
        int texts = first.right().length;
        return new Comparison(texts, Bootstrap.resamples(texts, texts), null, first.metrics(),
                () -> difference(first::function, second::function));
    }

    private static void sameNumber(int first, int second) {
        if (first != second) {
            throw new InvalidInputException("comparison: expected two evaluations of the same texts, found one of " + first
                    + " and one of " + second);
        }
    }

    private static Set<String> names(Answers answers, int text) {
        Set<String> names = new HashSet<>();
        for (int label : answers.gold()[text]) {
            names.add(answers.labels().get(label));
        }
        return names;
    }

    private static Function<Metric, ToDoubleFunction<int[]>> difference(
            Function<Metric, ToDoubleFunction<int[]>> first, Function<Metric, ToDoubleFunction<int[]>> second) {
        return metric -> {
            ToDoubleFunction<int[]> a = first.apply(metric);
            ToDoubleFunction<int[]> b = second.apply(metric);
            return weights -> b.applyAsDouble(weights) - a.applyAsDouble(weights);
        };
    }

    /** McNemar's test of who is right more often; empty for regression. */
    public Optional<McNemar> mcNemar() {
        return Optional.ofNullable(mcNemar);
    }

    /** The metrics that can be compared. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** The second model's value minus the first's; empty where one of them is undefined. */
    public OptionalDouble difference(Metric metric) {
        if (texts == 0 || !metrics.contains(metric)) {
            return OptionalDouble.empty();
        }
        double value = differences.get().apply(metric).applyAsDouble(Answers.once(texts));
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * 95 % interval of the difference by a paired bootstrap: both models on the same resamples of the texts, 1,000 of them (fewer
     * above 50,000 texts or a million scores, at least 100) from a fixed seed. An interval without 0 tells the models apart.
     * Computed at each call.
     */
    public Optional<Interval> interval(Metric metric) {
        return Optional.ofNullable(intervals(Set.of(metric)).get(metric));
    }

    /** As {@link #interval} for several metrics at once; those that are undefined are left out. */
    public Map<Metric, Interval> intervals(Set<Metric> wanted) {
        return intervals(wanted, resamples, Bootstrap.SEED);
    }

    /**
     * 95 % intervals of the differences by a paired bootstrap.
     *
     * @param wanted which metrics; those that are undefined are left out of the result
     * @param resamples how often the texts are drawn with replacement
     * @param seed the same seed gives the same intervals
     * @throws IllegalArgumentException if there are no resamples
     */
    public Map<Metric, Interval> intervals(Set<Metric> wanted, int resamples, long seed) {
        Map<Metric, ToDoubleFunction<int[]>> functions = new EnumMap<>(Metric.class);
        Function<Metric, ToDoubleFunction<int[]>> ofMetric = differences.get();
        wanted.stream().filter(metrics::contains).forEach(metric -> functions.put(metric, ofMetric.apply(metric)));
        return Bootstrap.intervals(texts, functions, resamples, seed);
    }
}
