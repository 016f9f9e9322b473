package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;

/** Finds the inverse temperature with the lowest loss, which is convex in it. */
final class Temperature {
    private static final int MOST_STEPS = 200;

    private Temperature() {}

    /** First and second derivative of the loss at an inverse temperature. */
    @FunctionalInterface
    private interface Slope {
        double[] at(double inverse);
    }

    static double fit(float[][] logits, int[] right) {
        int labels = check(logits, right.length);
        for (int label : right) {
            checkLabel(label, labels);
        }
        return minimum(inverse -> {
            double slope = 0;
            double curvature = 0;
            for (int i = 0; i < logits.length; i++) {
                float[] z = logits[i];
                double top = Double.NEGATIVE_INFINITY;
                for (float value : z) {
                    top = Math.max(top, value);
                }
                double sum = 0;
                double mean = 0;
                double square = 0;
                for (float value : z) {
                    // Measured from the top, so that the spread does not drown in the size of the numbers.
                    double distance = value - top;
                    double p = Math.exp(inverse * distance);
                    sum += p;
                    mean += p * distance;
                    square += p * distance * distance;
                }
                mean /= sum;
                slope += mean - (z[right[i]] - top);
                curvature += square / sum - mean * mean;
            }
            return new double[] {slope, curvature};
        });
    }

    static double fit(float[][] logits, int[][] right) {
        int labels = check(logits, right.length);
        boolean[][] has = new boolean[right.length][labels];
        for (int i = 0; i < right.length; i++) {
            for (int label : right[i]) {
                checkLabel(label, labels);
                has[i][label] = true;
            }
        }
        return minimum(inverse -> {
            double slope = 0;
            double curvature = 0;
            for (int i = 0; i < logits.length; i++) {
                for (int l = 0; l < labels; l++) {
                    double z = logits[i][l];
                    double p = 1 / (1 + Math.exp(-inverse * z));
                    slope += z * (p - (has[i][l] ? 1 : 0));
                    curvature += z * z * p * (1 - p);
                }
            }
            return new double[] {slope, curvature};
        });
    }

    /** Newton's method on the slope; a step that would leave the bracket halves it instead. */
    private static double minimum(Slope slope) {
        double low = 1 / Calibration.MAX_TEMPERATURE;
        double high = 1 / Calibration.MIN_TEMPERATURE;
        double slopeLow = slope.at(low)[0];
        double slopeHigh = slope.at(high)[0];
        if (slopeLow == 0 && slopeHigh == 0) {
            return 1;
        }
        if (slopeHigh <= 0) {
            return Calibration.MIN_TEMPERATURE;
        }
        if (slopeLow >= 0) {
            return Calibration.MAX_TEMPERATURE;
        }
        double inverse = 1;
        for (int step = 0; step < MOST_STEPS && high - low > 1e-12 * high; step++) {
            double[] derivatives = slope.at(inverse);
            if (derivatives[0] == 0) {
                break;
            }
            if (derivatives[0] < 0) {
                low = inverse;
            } else {
                high = inverse;
            }
            double next = inverse - derivatives[0] / derivatives[1];
            double chosen = next > low && next < high ? next : (low + high) / 2;
            if (Math.abs(chosen - inverse) <= 1e-13 * inverse) {
                break;
            }
            inverse = chosen;
        }
        return 1 / inverse;
    }

    private static int check(float[][] logits, int texts) {
        if (logits.length == 0 || logits.length != texts) {
            throw new InvalidInputException("logits: expected a row for each of at least one text, found " + logits.length
                    + " rows and the labels of " + texts + " texts");
        }
        int labels = logits[0].length;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i].length != labels || labels == 0) {
                throw new InvalidInputException("logits[" + i + "]: expected " + Math.max(1, labels) + " numbers, found "
                        + logits[i].length);
            }
            for (float value : logits[i]) {
                if (!Float.isFinite(value)) {
                    throw new InvalidInputException("logits[" + i + "]: expected finite numbers, found " + value);
                }
            }
        }
        return labels;
    }

    private static void checkLabel(int label, int labels) {
        if (label < 0 || label >= labels) {
            throw new InvalidInputException("right: expected indices from 0 to " + (labels - 1) + ", found " + label);
        }
    }
}
