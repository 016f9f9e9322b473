package io.glossa.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The metrics of classifiers as functions of how often each text counts. */
final class ClassificationMetrics {
    private ClassificationMetrics() {}

    static List<Metric> of(boolean multiLabel) {
        return Arrays.stream(Metric.values()).filter(metric -> metric.classifies(multiLabel)).toList();
    }

    /**
     * The function of a metric, NaN where it is undefined.
     *
     * @param ranked what {@code ROC_AUC} and {@code AVERAGE_PRECISION} need, sorted at most once
     */
    static ToDoubleFunction<int[]> function(Metric metric, Answers a, Once<RankedLabels> ranked) {
        int n = a.size();
        return switch (metric) {
            case ACCURACY -> TextLosses.mean(n, i -> a.right(i) ? 1 : 0);
            case BALANCED_ACCURACY -> weights -> Counts.of(a, weights).balancedAccuracy();
            case MACRO_PRECISION -> weights -> Counts.of(a, weights).macro().precision();
            case MACRO_RECALL -> weights -> Counts.of(a, weights).macro().recall();
            case MACRO_F1 -> weights -> Counts.of(a, weights).macro().f1();
            case MICRO_PRECISION -> weights -> Counts.of(a, weights).micro().precision();
            case MICRO_RECALL -> weights -> Counts.of(a, weights).micro().recall();
            case MICRO_F1 -> weights -> Counts.of(a, weights).micro().f1();
            case WEIGHTED_PRECISION -> weights -> Counts.of(a, weights).weighted().precision();
            case WEIGHTED_RECALL -> weights -> Counts.of(a, weights).weighted().recall();
            case WEIGHTED_F1 -> weights -> Counts.of(a, weights).weighted().f1();
            case MATTHEWS -> weights -> Counts.of(a, weights).matthews();
            case SAMPLES_PRECISION -> TextLosses.mean(n, i -> TextLosses.precision(a, i));
            case SAMPLES_RECALL -> TextLosses.mean(n, i -> TextLosses.recall(a, i));
            case SAMPLES_F1 -> TextLosses.mean(n, i -> TextLosses.f1(a, i));
            case ROC_AUC -> weights -> ranked.get().rocAuc(weights, false);
            case WEIGHTED_ROC_AUC -> weights -> ranked.get().rocAuc(weights, true);
            case AVERAGE_PRECISION -> weights -> ranked.get().averagePrecision(weights, false);
            case WEIGHTED_AVERAGE_PRECISION -> weights -> ranked.get().averagePrecision(weights, true);
            case LOG_LOSS -> TextLosses.mean(n, i -> TextLosses.logLoss(a, i));
            case BRIER -> TextLosses.mean(n, i -> TextLosses.brier(a, i));
            case CALIBRATION_ERROR -> weights -> Reliability.of(a, weights).error();
            case HAMMING_LOSS -> TextLosses.mean(n, i -> TextLosses.hamming(a, i));
            case RANKING_PRECISION -> TextLosses.mean(n, i -> TextLosses.rankingPrecision(a, i));
            case MEAN_SQUARED_ERROR, ROOT_MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, R_SQUARED, PEARSON, SPEARMAN ->
                    weights -> Double.NaN;
        };
    }

    /** Makes a thing when it is first asked for. For one thread. */
    static final class Once<T> {
        private final java.util.function.Supplier<T> make;
        private @org.jspecify.annotations.Nullable T made;

        Once(java.util.function.Supplier<T> make) {
            this.make = make;
        }

        T get() {
            T thing = made;
            if (thing == null) {
                thing = make.get();
                made = thing;
            }
            return thing;
        }
    }
}
