package io.glossa.recipes;

import java.util.Locale;

/**
 * Hits among trials, with Wilson's score interval of 95 %.
 *
 * @param hits from 0 to {@code trials}
 * @param trials at least 1
 */
record Proportion(long hits, long trials) {
    private static final double Z = 1.959963984540054;

    Proportion {
        if (trials < 1 || hits < 0 || hits > trials) {
            throw new IllegalArgumentException("expected 0 to trials hits and at least 1 trial, found " + hits + " of " + trials);
        }
    }

    /** The share of hits, 0 to 1. */
    double value() {
        return (double) hits / trials;
    }

    /** The interval's lower end. */
    double low() {
        return Math.max(0, centre() - margin());
    }

    /** The interval's upper end. */
    double high() {
        return Math.min(1, centre() + margin());
    }

    private double centre() {
        return (value() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double margin() {
        double variance = value() * (1 - value()) / trials + Z * Z / (4.0 * trials * trials);
        return Z * Math.sqrt(variance) / (1 + Z * Z / trials);
    }

    /** In per cent with one decimal, such as {@code 82.3 (79.6 to 84.7)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * value(), 100 * low(), 100 * high());
    }
}
