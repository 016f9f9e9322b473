package io.glossa.training.internal.scratch;

import io.glossa.training.internal.linear.Targets;

/**
 * Means of numbers to be predicted, and what they deviate by.
 *
 * @param means of each output
 * @param deviation of all outputs together, above 0
 */
record TargetScale(double[] means, double deviation) {
    static TargetScale of(Targets targets) {
        double[] means = new double[targets.outputs()];
        for (int l = 0; l < means.length; l++) {
            for (int row = 0; row < targets.size(); row++) {
                means[l] += targets.number(row, l) / targets.size();
            }
        }
        double squares = 0;
        for (int l = 0; l < means.length; l++) {
            for (int row = 0; row < targets.size(); row++) {
                double difference = targets.number(row, l) - means[l];
                squares += difference * difference / targets.size() / means.length;
            }
        }
        return new TargetScale(means, squares > 0 ? Math.sqrt(squares) : 1);
    }

    Targets apply(Targets targets) {
        float[][] scaled = new float[targets.size()][targets.outputs()];
        for (int row = 0; row < scaled.length; row++) {
            for (int l = 0; l < means.length; l++) {
                scaled[row][l] = (float) ((targets.number(row, l) - means[l]) / deviation);
            }
        }
        return Targets.numbers(scaled);
    }
}
