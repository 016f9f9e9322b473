package io.glossa.models.architecture.internal;

/**
 * The error function to about 1e-15: its Taylor series near zero, the continued fraction of its complement elsewhere
 * (Abramowitz and Stegun 1964, 7.1.5 and 7.1.14).
 */
final class ErrorFunction {
    private ErrorFunction() {}

    static double of(double x) {
        double size = Math.abs(x);
        double value = size < 2.5 ? series(size) : 1 - complement(size);
        return x < 0 ? -value : value;
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double complement(double x) {
        if (x > 27) {
            return 0;
        }
        double fraction = x;
        for (int k = 60; k >= 1; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
