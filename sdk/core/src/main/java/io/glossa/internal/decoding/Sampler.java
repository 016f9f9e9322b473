package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws tokens by their probabilities after temperature, top-k and top-p, in this order and as {@code transformers} defines
 * them: equal scores at the edge of top-k all stay; top-p drops the least likely tokens whose probabilities add up to at most
 * {@code 1 − p}. Ancestral sampling; top-k after Fan et al. (2018), top-p after Holtzman et al. (2020).
 */
final class Sampler implements Chooser {
    private final float temperature;
    private final double topP;
    private final TopScores best;
    private final int kept;
    private int[] tokens;
    private float[] scores;
    private double[] weights;
    private int size;
    private double total;
    private float maximum;

    Sampler(GenerationConfig config, int vocabulary) {
        temperature = (float) config.temperature;
        topP = config.topP;
        kept = config.topK == 0 ? vocabulary : Math.min(config.topK, vocabulary);
        best = new TopScores(kept < vocabulary ? kept : 1);
        int room = Math.min(vocabulary, 2 * kept);
        tokens = new int[room];
        scores = new float[room];
        weights = new double[room];
    }

    @Override
    public void read(ScoreRow row) {
        float[] all = row.scores();
        if (temperature != 1) {
            for (int i = row.from(); i < row.to(); i++) {
                all[i] /= temperature;
            }
        }
        maximum = LogSoftmax.maximum(all, row.from(), row.to());
        if (maximum == Float.NEGATIVE_INFINITY) {
            throw new InvalidInputException("sampling: expected a token that may come next, found that all are forbidden; ask for fewer"
                    + " restrictions, or set remove_invalid_values");
        }
        collect(all, row, edge(all, row));
        if (topP < 1) {
            dropUnlikely();
        }
        total = 0;
        for (int i = 0; i < size; i++) {
            total += weights[i];
        }
    }

    /** The score below which top-k keeps nothing. */
    private float edge(float[] all, ScoreRow row) {
        if (kept == row.vocabulary()) {
            return Float.NEGATIVE_INFINITY;
        }
        best.clear();
        best.offerAll(all, row.from(), row.to(), 0, 0);
        return best.worst();
    }

    /** Keeps tokens that are not below the edge and have a chance. */
    private void collect(float[] all, ScoreRow row, float edge) {
        size = 0;
        for (int i = row.from(); i < row.to(); i++) {
            float score = all[i];
            if (score >= edge && score != Float.NEGATIVE_INFINITY) {
                if (size == tokens.length) {
                    int room = Math.min(row.vocabulary(), 2 * size);
                    tokens = Arrays.copyOf(tokens, room);
                    scores = Arrays.copyOf(scores, room);
                    weights = Arrays.copyOf(weights, room);
                }
                tokens[size] = i - row.from();
                scores[size] = score;
                weights[size++] = Math.exp((double) score - maximum);
            }
        }
    }

    private void dropUnlikely() {
        long[] ascending = new long[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            // Of equal scores, the lower id counts as less likely, as a stable ascending sort has it.
            ascending[i] = ((long) sortable(scores[i]) << 32) | i;
            sum += weights[i];
        }
        Arrays.sort(ascending);
        double cumulated = 0;
        for (int i = 0; i < size - 1; i++) {
            int place = (int) ascending[i];
            cumulated += weights[place] / sum;
            if (cumulated > 1 - topP) {
                break;
            }
            scores[place] = Float.NEGATIVE_INFINITY;
        }
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (scores[i] != Float.NEGATIVE_INFINITY) {
                tokens[left] = tokens[i];
                scores[left] = scores[i];
                weights[left++] = weights[i];
            }
        }
        size = left;
    }

    /** An integer in the order of floats. */
    private static int sortable(float score) {
        int bits = Float.floatToIntBits(score);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }

    @Override
    public int choose(RandomGenerator random) {
        double left = random.nextDouble() * total;
        for (int i = 0; i < size - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return tokens[i];
            }
        }
        return tokens[size - 1];
    }

    @Override
    public float logProbability(int token) {
        int place = Arrays.binarySearch(tokens, 0, size, token);
        return place < 0 ? Float.NEGATIVE_INFINITY : scores[place] - maximum - (float) Math.log(total);
    }
}
