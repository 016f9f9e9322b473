package io.glossa.evaluation;

import io.glossa.internal.pipeline.Checks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron 1979): texts are drawn with replacement, a resample is how often each was drawn. All metrics see
 * the same resamples, and so do two models on the same texts.
 */
final class Bootstrap {
    static final int RESAMPLES = 1000;
    static final long SEED = 13;

    private Bootstrap() {}

    /**
     * How many resamples a default interval takes: 1,000, fewer where that is slow; on a hundred thousand texts an interval is
     * so narrow that fewer tell the same.
     *
     * @param values numbers that one evaluation looks at
     */
    static int resamples(long texts, long values) {
        long most = Math.min(50_000_000L / Math.max(1, texts), 1_000_000_000L / Math.max(1, values));
        return (int) Math.max(100, Math.min(RESAMPLES, most));
    }

    /**
     * Intervals of several metrics; a metric that is NaN on more than half of the resamples has none.
     *
     * @param metrics functions of how often each text counts
     */
    static <K> Map<K, Interval> intervals(int texts, Map<K, ToDoubleFunction<int[]>> metrics, int resamples, long seed) {
        Checks.atLeast(resamples, 1, "resamples");
        Map<K, double[]> values = new LinkedHashMap<>();
        metrics.forEach((key, metric) -> values.put(key, new double[resamples]));
        Random random = new Random(seed);
        for (int r = 0; r < resamples && texts > 0; r++) {
            // An array of its own for each resample, so that metrics can tell that they have seen it.
            int[] weights = new int[texts];
            for (int i = 0; i < texts; i++) {
                weights[random.nextInt(texts)]++;
            }
            for (Map.Entry<K, ToDoubleFunction<int[]>> metric : metrics.entrySet()) {
                values.get(metric.getKey())[r] = metric.getValue().applyAsDouble(weights);
            }
        }
        Map<K, Interval> intervals = new LinkedHashMap<>();
        if (texts > 0) {
            values.forEach((key, found) -> percentiles(found).ifPresent(interval -> intervals.put(key, interval)));
        }
        return intervals;
    }

    private static Optional<Interval> percentiles(double[] values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (known.length * 2 < values.length) {
            return Optional.empty();
        }
        int last = known.length - 1;
        return Optional.of(new Interval(known[(int) Math.floor(0.025 * last)], known[(int) Math.ceil(0.975 * last)]));
    }
}
