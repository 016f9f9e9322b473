package io.glossa.evaluation;

import java.util.function.ToDoubleFunction;

/** The metrics of regression as functions of how often each text counts, NaN where undefined. */
final class RegressionMetrics {
    private RegressionMetrics() {}

    static ToDoubleFunction<int[]> function(Metric metric, double[] right, double[] predicted) {
        return switch (metric) {
            case MEAN_SQUARED_ERROR -> squared(right, predicted);
            case ROOT_MEAN_SQUARED_ERROR -> {
                ToDoubleFunction<int[]> squared = squared(right, predicted);
                yield weights -> Math.sqrt(squared.applyAsDouble(weights));
            }
            case MEAN_ABSOLUTE_ERROR -> TextLosses.mean(right.length, i -> Math.abs(predicted[i] - right[i]));
            case R_SQUARED -> weights -> determination(right, predicted, weights);
            case PEARSON -> weights -> correlation(right, predicted, weights);
            case SPEARMAN -> {
                Ranks first = Ranks.of(right);
                Ranks second = Ranks.of(predicted);
                yield weights -> correlation(first.weighted(weights), second.weighted(weights), weights);
            }
            default -> weights -> Double.NaN;
        };
    }

    private static ToDoubleFunction<int[]> squared(double[] right, double[] predicted) {
        return TextLosses.mean(right.length, i -> (predicted[i] - right[i]) * (predicted[i] - right[i]));
    }

    private static double determination(double[] right, double[] predicted, int[] weights) {
        double mean = mean(right, weights);
        double residual = 0;
        double total = 0;
        long texts = 0;
        boolean varies = false;
        double first = Double.NaN;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                texts += weights[i];
                residual += weights[i] * (predicted[i] - right[i]) * (predicted[i] - right[i]);
                total += weights[i] * (right[i] - mean) * (right[i] - mean);
                first = Double.isNaN(first) ? right[i] : first;
                varies |= right[i] != first;
            }
        }
        if (texts < 2) {
            return Double.NaN;
        }
        if (!varies || total == 0) {
            return residual == 0 ? 1 : 0;
        }
        return 1 - residual / total;
    }

    private static double correlation(double[] a, double[] b, int[] weights) {
        double meanA = mean(a, weights);
        double meanB = mean(b, weights);
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < weights.length; i++) {
            product += weights[i] * (a[i] - meanA) * (b[i] - meanB);
            squaresA += weights[i] * (a[i] - meanA) * (a[i] - meanA);
            squaresB += weights[i] * (b[i] - meanB) * (b[i] - meanB);
        }
        if (!varies(a, weights) || !varies(b, weights) || squaresA == 0 || squaresB == 0) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, product / Math.sqrt(squaresA) / Math.sqrt(squaresB)));
    }

    private static boolean varies(double[] numbers, int[] weights) {
        double first = Double.NaN;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                if (Double.isNaN(first)) {
                    first = numbers[i];
                } else if (numbers[i] != first) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double mean(double[] numbers, int[] weights) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * numbers[i];
            count += weights[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * Ranks of numbers, sorted once.
     *
     * @param order the places, smallest number first
     * @param numbers the numbers
     */
    private record Ranks(int[] order, double[] numbers) {
        static Ranks of(double[] numbers) {
            return new Ranks(Order.ascending(numbers), numbers);
        }

        /** The rank of each number, equal ones sharing their mean rank, each counted as often as its weight says. */
        double[] weighted(int[] weights) {
            double[] ranks = new double[order.length];
            long before = 0;
            for (int start = 0; start < order.length; ) {
                long tied = 0;
                int end = start;
                while (end < order.length && numbers[order[end]] == numbers[order[start]]) {
                    tied += weights[order[end]];
                    end++;
                }
                for (int i = start; i < end; i++) {
                    ranks[order[i]] = before + (tied + 1) / 2.0;
                }
                before += tied;
                start = end;
            }
            return ranks;
        }
    }
}
