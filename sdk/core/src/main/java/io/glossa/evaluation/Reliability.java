package io.glossa.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Scores of best labels and how often those are right, in bins of equal width. */
final class Reliability {
    static final int BINS = 15;

    private final double[] scores = new double[BINS];
    private final long[] hits = new long[BINS];
    private final long[] counts = new long[BINS];

    private Reliability() {}

    static Reliability of(Answers answers, int[] weights) {
        Reliability reliability = new Reliability();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                int best = answers.best(i);
                double score = answers.scores()[i][best];
                int bin = Math.min(BINS - 1, (int) (score * BINS));
                reliability.scores[bin] += weights[i] * score;
                reliability.hits[bin] += answers.has(i, best) ? weights[i] : 0;
                reliability.counts[bin] += weights[i];
            }
        }
        return reliability;
    }

    double error() {
        double error = 0;
        long texts = 0;
        for (int b = 0; b < BINS; b++) {
            error += Math.abs(scores[b] - hits[b]);
            texts += counts[b];
        }
        return texts == 0 ? 0 : error / texts;
    }

    List<ReliabilityBin> bins() {
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            bins.add(new ReliabilityBin((double) b / BINS, (b + 1.0) / BINS, counts[b],
                    counts[b] == 0 ? 0 : scores[b] / counts[b], Counts.share(hits[b], counts[b])));
        }
        return List.copyOf(bins);
    }
}
