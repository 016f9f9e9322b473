package io.glossa.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of classifiers as functions of how often each text counts. For one thread; so are the functions, which
 * remember the last weights they saw: an array must not be changed and given again.
 */
final class ClassificationMetrics {
    private final Answers answers;
    private @Nullable RankedLabels ranked;
    private int @Nullable [] counted;
    private @Nullable Counts counts;

    ClassificationMetrics(Answers answers) {
        this.answers = answers;
    }

    static List<Metric> of(boolean multiLabel) {
        return Arrays.stream(Metric.values()).filter(metric -> metric.classifies(multiLabel)).toList();
    }

    /** The texts sorted by each label's score, at most once. */
    private RankedLabels ranked() {
        RankedLabels known = ranked;
        if (known == null) {
            known = new RankedLabels(answers);
            ranked = known;
        }
        return known;
    }

    /** The counts of a resample, which several metrics share. */
    private Counts counts(int[] weights) {
        Counts known = counts;
        if (known == null || counted != weights) {
            known = Counts.of(answers, weights);
            counts = known;
            counted = weights;
        }
        return known;
    }

    /** The functions of those metrics that are of this kind of classifier. */
    Map<Metric, ToDoubleFunction<int[]>> functions(Set<Metric> metrics) {
        Map<Metric, ToDoubleFunction<int[]>> functions = new EnumMap<>(Metric.class);
        for (Metric metric : metrics) {
            if (metric.classifies(answers.multiLabel())) {
                functions.put(metric, function(metric));
            }
        }
        return functions;
    }

    /** The function of a metric, NaN where it is undefined. */
    ToDoubleFunction<int[]> function(Metric metric) {
        Answers a = answers;
        int n = a.size();
        return switch (metric) {
            case ACCURACY -> TextLosses.mean(n, i -> a.right(i) ? 1 : 0);
            case BALANCED_ACCURACY -> weights -> counts(weights).balancedAccuracy();
            case MACRO_PRECISION -> weights -> counts(weights).macro().precision();
            case MACRO_RECALL -> weights -> counts(weights).macro().recall();
            case MACRO_F1 -> weights -> counts(weights).macro().f1();
            case MICRO_PRECISION -> weights -> counts(weights).micro().precision();
            case MICRO_RECALL -> weights -> counts(weights).micro().recall();
            case MICRO_F1 -> weights -> counts(weights).micro().f1();
            case WEIGHTED_PRECISION -> weights -> counts(weights).weighted().precision();
            case WEIGHTED_RECALL -> weights -> counts(weights).weighted().recall();
            case WEIGHTED_F1 -> weights -> counts(weights).weighted().f1();
            case MATTHEWS -> weights -> counts(weights).matthews();
            case SAMPLES_PRECISION -> TextLosses.mean(n, i -> TextLosses.precision(a, i));
            case SAMPLES_RECALL -> TextLosses.mean(n, i -> TextLosses.recall(a, i));
            case SAMPLES_F1 -> TextLosses.mean(n, i -> TextLosses.f1(a, i));
            case ROC_AUC -> weights -> ranked().rocAuc(weights, false);
            case WEIGHTED_ROC_AUC -> weights -> ranked().rocAuc(weights, true);
            case AVERAGE_PRECISION -> weights -> ranked().averagePrecision(weights, false);
            case WEIGHTED_AVERAGE_PRECISION -> weights -> ranked().averagePrecision(weights, true);
            case LOG_LOSS -> TextLosses.mean(n, i -> TextLosses.logLoss(a, i));
            case BRIER -> TextLosses.mean(n, i -> TextLosses.brier(a, i));
            case CALIBRATION_ERROR -> weights -> Reliability.of(a, weights).error();
            case HAMMING_LOSS -> TextLosses.mean(n, i -> TextLosses.hamming(a, i));
            case RANKING_PRECISION -> TextLosses.mean(n, i -> TextLosses.rankingPrecision(a, i));
            case MEAN_SQUARED_ERROR, ROOT_MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, R_SQUARED, PEARSON, SPEARMAN ->
                    weights -> Double.NaN;
        };
    }
}
