package io.glossa.training.internal.linear;

/** Weights and biases: scores of x [d] are x · W + b. Thread-safe. */
public final class LinearModel {
    private final Targets.Kind kind;
    private final int columns;
    private final float[] byColumn;
    private final float[] bias;
    private final double lambda;

    LinearModel(Targets.Kind kind, int columns, float[] byColumn, float[] bias, double lambda) {
        this.kind = kind;
        this.columns = columns;
        this.byColumn = byColumn;
        this.bias = bias;
        this.lambda = lambda;
    }

    /** What it predicts. */
    public Targets.Kind kind() {
        return kind;
    }

    /** Number of features d. */
    public int columns() {
        return columns;
    }

    /** Number of outputs l. */
    public int outputs() {
        return bias.length;
    }

    /** The λ it was fitted with. */
    public double lambda() {
        return lambda;
    }

    /** Weights [l,d], as a linear layer has them; the caller's own. */
    public float[] weights() {
        int outputs = bias.length;
        float[] byOutput = new float[byColumn.length];
        for (int c = 0; c < columns; c++) {
            for (int l = 0; l < outputs; l++) {
                byOutput[l * columns + c] = byColumn[c * outputs + l];
            }
        }
        return byOutput;
    }

    /** Weights [d,l]; the caller's own. */
    public float[] weightsByColumn() {
        return byColumn.clone();
    }

    /** Biases [l]; the caller's own. */
    public float[] bias() {
        return bias.clone();
    }

    /**
     * Scores of an example [l].
     *
     * @throws IllegalArgumentException if its features are not as many as the model's
     */
    public float[] scores(Features features, int row) {
        if (features.columns() != columns) {
            throw new IllegalArgumentException("features: expected " + columns + ", found " + features.columns());
        }
        float[] scores = bias.clone();
        features.addProducts(row, byColumn, bias.length, scores);
        return scores;
    }

    /** Probabilities of the labels of an example, or the numbers, [l]. */
    public double[] predict(Features features, int row) {
        float[] scores = scores(features, row);
        double[] predicted = new double[scores.length];
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int l = 0; l < scores.length; l++) {
            predicted[l] = switch (kind) {
                case SINGLE_LABEL -> Math.exp(scores[l] - max);
                case MULTI_LABEL -> Losses.sigmoid(scores[l]);
                case NUMBERS -> scores[l];
            };
            sum += predicted[l];
        }
        for (int l = 0; kind == Targets.Kind.SINGLE_LABEL && l < scores.length; l++) {
            predicted[l] /= sum;
        }
        return predicted;
    }

    /** Probabilities or numbers of all examples, [n][l]. */
    public double[][] predict(Features features) {
        double[][] predicted = new double[features.rows()][];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = predict(features, row);
        }
        return predicted;
    }

    /** Mean loss of examples, without penalty or weights. */
    double meanLoss(Features features, Targets targets) {
        Losses losses = new Losses(targets, null);
        double sum = 0;
        for (int row = 0; row < targets.size(); row++) {
            sum += losses.lossAndDerivatives(row, scores(features, row), 0);
        }
        return sum / targets.size();
    }
}
