package io.glossa.training.internal.linear;

/** Mean and standard deviation of features: fitting sees them as (x − mean) / deviation, and the model takes them as they are. */
final class Standardizer {
    private final double[] means;
    private final double[] deviations;

    Standardizer(DenseFeatures features) {
        int rows = features.rows();
        int columns = features.columns();
        float[] x = features.values();
        means = new double[columns];
        deviations = new double[columns];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                means[c] += x[row * columns + c];
            }
        }
        for (int c = 0; c < columns; c++) {
            means[c] /= rows;
        }
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                double difference = x[row * columns + c] - means[c];
                deviations[c] += difference * difference;
            }
        }
        for (int c = 0; c < columns; c++) {
            double deviation = Math.sqrt(deviations[c] / rows);
            // A feature that is the same everywhere says nothing, whatever rounding makes of it.
            deviations[c] = deviation > 1e-6 * Math.abs(means[c]) ? deviation : Double.POSITIVE_INFINITY;
        }
    }

    DenseFeatures apply(DenseFeatures features) {
        int columns = features.columns();
        float[] x = features.values();
        float[] standardized = new float[x.length];
        for (int row = 0; row < features.rows(); row++) {
            for (int c = 0; c < columns; c++) {
                standardized[row * columns + c] = (float) ((x[row * columns + c] - means[c]) / deviations[c]);
            }
        }
        return new DenseFeatures(standardized, features.rows(), columns);
    }

    /** Weights and biases for standardized features turned into those for features as they are, in place. */
    void fold(double[] parameters, int outputs) {
        int bias = means.length * outputs;
        for (int c = 0; c < means.length; c++) {
            for (int l = 0; l < outputs; l++) {
                parameters[c * outputs + l] /= deviations[c];
                parameters[bias + l] -= parameters[c * outputs + l] * means[c];
            }
        }
    }
}
