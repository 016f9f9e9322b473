package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * A 95 % confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Interval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /**
     * The Wilson score interval of a proportion (Wilson 1927), good for small samples and proportions near 0 or 1.
     *
     * @param successes how many of the trials
     * @param trials how many in all; 0 gives 0 to 1
     */
    public static Interval wilson(long successes, long trials) {
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double p = (double) successes / trials;
        double z2 = Z * Z / trials;
        double center = p + z2 / 2;
        double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4.0 * trials));
        // At the ends it is exact, where rounding would leave something like 5e-17.
        return new Interval(successes == 0 ? 0 : Math.max(0, (center - half) / (1 + z2)),
                successes == trials ? 1 : Math.min(1, (center + half) / (1 + z2)));
    }
}
