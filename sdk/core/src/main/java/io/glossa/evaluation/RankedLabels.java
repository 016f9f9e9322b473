package io.glossa.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Areas under curves, one label against the rest. The texts are sorted by score once; after that each set of weights costs one
 * pass, which is what a bootstrap needs.
 */
final class RankedLabels {
    private final List<RankedLabel> labels = new ArrayList<>();
    private final Remembered areas = new Remembered(RankedLabel::rocAuc);
    private final Remembered precisions = new Remembered(RankedLabel::averagePrecision);
    private final Remembered supports = new Remembered(RankedLabel::support);

    /** Two labels that exclude each other make one question, that of the second. */
    RankedLabels(Answers answers) {
        int first = !answers.multiLabel() && answers.labels().size() == 2 ? 1 : 0;
        for (int l = first; l < answers.labels().size(); l++) {
            labels.add(RankedLabel.of(answers, l));
        }
    }

    double rocAuc(int[] weights, boolean bySupport) {
        return mean(areas.of(weights), weights, bySupport);
    }

    double averagePrecision(int[] weights, boolean bySupport) {
        return mean(precisions.of(weights), weights, bySupport);
    }

    private double mean(double[] values, int[] weights, boolean bySupport) {
        double[] support = bySupport ? supports.of(weights) : new double[0];
        double sum = 0;
        double total = 0;
        for (int l = 0; l < values.length; l++) {
            if (!Double.isNaN(values[l])) {
                double weight = bySupport ? support[l] : 1;
                sum += weight * values[l];
                total += weight;
            }
        }
        return total == 0 ? Double.NaN : sum / total;
    }

    /** A number of each label for the last weights, which plain and weighted means share. */
    private final class Remembered {
        private final ToDoubleBiFunction<RankedLabel, int[]> number;
        private int @Nullable [] weights;
        private double[] values = {};

        Remembered(ToDoubleBiFunction<RankedLabel, int[]> number) {
            this.number = number;
        }

        double[] of(int[] wanted) {
            if (weights != wanted) {
                values = labels.stream().mapToDouble(label -> number.applyAsDouble(label, wanted)).toArray();
                weights = wanted;
            }
            return values;
        }
    }

    /**
     * The texts as one label ranks them.
     *
     * @param order the texts, highest score first
     * @param ends whether the text at a place is the last with its score
     * @param positive whether the text at a place has the label
     */
    record RankedLabel(int[] order, boolean[] ends, boolean[] positive) {
        static RankedLabel of(Answers answers, int label) {
            float[] scores = new float[answers.size()];
            boolean[] has = new boolean[scores.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = answers.scores()[i][label];
                has[i] = answers.has(i, label);
            }
            return of(scores, has);
        }

        static RankedLabel of(float[] scores, boolean[] has) {
            int[] order = Order.ascending(scores);
            int n = order.length;
            for (int i = 0, j = n - 1; i < j; i++, j--) {
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            boolean[] ends = new boolean[n];
            boolean[] positive = new boolean[n];
            IntStream.range(0, n).forEach(i -> {
                ends[i] = i == n - 1 || scores[order[i]] != scores[order[i + 1]];
                positive[i] = has[order[i]];
            });
            return new RankedLabel(order, ends, positive);
        }

        long support(int[] weights) {
            long support = 0;
            for (int i = 0; i < order.length; i++) {
                support += positive[i] ? weights[order[i]] : 0;
            }
            return support;
        }

        /** Share of pairs of a text with the label and one without in which the first scores higher, ties counting half. */
        double rocAuc(int[] weights) {
            double pairs = 0;
            long with = 0;
            long without = 0;
            long tiedWith = 0;
            long tiedWithout = 0;
            for (int i = 0; i < order.length; i++) {
                if (positive[i]) {
                    tiedWith += weights[order[i]];
                } else {
                    tiedWithout += weights[order[i]];
                }
                if (ends[i]) {
                    pairs += tiedWithout * (with + 0.5 * tiedWith);
                    with += tiedWith;
                    without += tiedWithout;
                    tiedWith = 0;
                    tiedWithout = 0;
                }
            }
            return with == 0 || without == 0 ? Double.NaN : pairs / ((double) with * without);
        }

        /** Precision at each score, weighted by the recall that it adds. */
        double averagePrecision(int[] weights) {
            double sum = 0;
            long with = 0;
            long all = 0;
            long tied = 0;
            for (int i = 0; i < order.length; i++) {
                all += weights[order[i]];
                tied += positive[i] ? weights[order[i]] : 0;
                if (ends[i] && all > 0) {
                    sum += tied * ((double) (with + tied) / all);
                    with += tied;
                    tied = 0;
                }
            }
            return with == 0 ? Double.NaN : sum / with;
        }
    }
}
