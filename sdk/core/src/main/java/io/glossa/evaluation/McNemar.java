package io.glossa.evaluation;

import io.glossa.internal.pipeline.Checks;
import org.apiguardian.api.API;

/**
 * McNemar's test (1947): are two models equally often right on the same texts? Only texts that one of them answers right and the
 * other wrong tell; if the models are equally good, each is as likely the right one, so the counts are binomial with one half.
 * The binomial is summed exactly for any number of texts; no normal or chi-squared approximation is used.
 *
 * @param onlyFirst how many texts only the first model answers right
 * @param onlySecond how many texts only the second model answers right
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record McNemar(long onlyFirst, long onlySecond) {
    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public McNemar {
        Checks.argument(onlyFirst >= 0 && onlySecond >= 0,
                "McNemar: expected counts from 0, found " + onlyFirst + " and " + onlySecond);
    }

    /** Two-sided p-value of the exact test, 0 to 1; 1 if the models never differ. It never errs more often than it says. */
    public double exactP() {
        return Math.min(1, 2 * tail());
    }

    /**
     * Two-sided mid-p-value, 0 to 1: the exact one with half the probability of what was observed taken off. Less cautious and
     * recommended for this test (Fagerland, Lydersen and Laake 2013); 1 if both counts are the same.
     */
    public double midP() {
        return onlyFirst == onlySecond ? 1 : 2 * tail() - Math.exp(logProbability(Math.min(onlyFirst, onlySecond)));
    }

    /** Probability of at most as many as the smaller count. */
    private double tail() {
        long trials = onlyFirst + onlySecond;
        long smaller = Math.min(onlyFirst, onlySecond);
        // From the largest term down, each from the one above it, until what is left adds nothing.
        double term = 1;
        double sum = 0;
        for (long k = smaller; k >= 0 && term > sum * 1e-18; k--) {
            sum += term;
            term *= (double) k / (trials - k + 1);
        }
        return Math.min(1, Math.exp(logProbability(smaller) + Math.log(sum)));
    }

    private double logProbability(long k) {
        long trials = onlyFirst + onlySecond;
        double log = -trials * Math.log(2);
        for (long i = 1; i <= k; i++) {
            log += Math.log((double) (trials - k + i) / i);
        }
        return log;
    }
}
