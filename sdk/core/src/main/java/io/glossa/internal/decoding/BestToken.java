package io.glossa.internal.decoding;

import java.util.random.RandomGenerator;

/** Greedy search: the token with the highest score, of several the first, as {@code torch.argmax}. */
final class BestToken implements Chooser {
    private final boolean normalized;
    private int best;
    private float logProbability;

    /**
     * A chooser.
     *
     * @param normalized whether scores are log-probabilities already
     */
    BestToken(boolean normalized) {
        this.normalized = normalized;
    }

    @Override
    public void read(ScoreRow row) {
        float[] scores = row.scores();
        float maximum = LogSoftmax.maximum(scores, row.from(), row.to());
        best = row.from();
        while (scores[best] != maximum) {
            best++;
        }
        logProbability = normalized || maximum == Float.NEGATIVE_INFINITY ? maximum : -LogSoftmax.logSum(scores, row.from(), row.to(), maximum);
        best -= row.from();
    }

    @Override
    public int choose(RandomGenerator random) {
        return best;
    }

    @Override
    public float logProbability(int token) {
        return logProbability;
    }
}
