package io.glossa.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Right answers, answers and texts of each label, texts counted as often as their weights say. */
final class Counts {
    private final long[] hits;
    private final long[] predicted;
    private final long[] support;

    private Counts(int labels) {
        hits = new long[labels];
        predicted = new long[labels];
        support = new long[labels];
    }

    static Counts of(Answers answers, int[] weights) {
        Counts counts = new Counts(answers.labels().size());
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                counts.add(answers.gold()[i], answers.predicted()[i], weights[i]);
            }
        }
        return counts;
    }

    private void add(int[] gold, int[] answer, int weight) {
        for (int label : gold) {
            support[label] += weight;
        }
        for (int label : answer) {
            predicted[label] += weight;
            for (int right : gold) {
                if (right == label) {
                    hits[label] += weight;
                }
            }
        }
    }

    List<LabelMetrics> perLabel(List<String> labels) {
        List<LabelMetrics> metrics = new ArrayList<>();
        for (int l = 0; l < hits.length; l++) {
            metrics.add(new LabelMetrics(labels.get(l), hits[l], predicted[l], support[l]));
        }
        return List.copyOf(metrics);
    }

    Averages macro() {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        for (int l = 0; l < hits.length; l++) {
            precision += share(hits[l], predicted[l]);
            recall += share(hits[l], support[l]);
            f1 += share(2 * hits[l], predicted[l] + support[l]);
        }
        return new Averages(precision / hits.length, recall / hits.length, f1 / hits.length);
    }

    Averages micro() {
        long h = sum(hits);
        long p = sum(predicted);
        long s = sum(support);
        return new Averages(share(h, p), share(h, s), share(2 * h, p + s));
    }

    Averages weighted() {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        for (int l = 0; l < hits.length; l++) {
            precision += support[l] * share(hits[l], predicted[l]);
            recall += hits[l];
            f1 += support[l] * share(2 * hits[l], predicted[l] + support[l]);
        }
        long all = sum(support);
        return all == 0 ? new Averages(0, 0, 0) : new Averages(precision / all, recall / all, f1 / all);
    }

    /** Mean recall over the labels that occur. */
    double balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int l = 0; l < hits.length; l++) {
            if (support[l] > 0) {
                sum += (double) hits[l] / support[l];
                present++;
            }
        }
        return present == 0 ? 0 : sum / present;
    }

    /** The R_K of Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient". */
    double matthews() {
        double texts = sum(support);
        double products = 0;
        double predictedSquares = 0;
        double supportSquares = 0;
        for (int l = 0; l < hits.length; l++) {
            products += (double) predicted[l] * support[l];
            predictedSquares += (double) predicted[l] * predicted[l];
            supportSquares += (double) support[l] * support[l];
        }
        double spread = (texts * texts - predictedSquares) * (texts * texts - supportSquares);
        return spread <= 0 ? 0 : (sum(hits) * texts - products) / Math.sqrt(spread);
    }

    static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static long sum(long[] numbers) {
        return Arrays.stream(numbers).sum();
    }
}
