package io.glossa.training.internal.linear;

import org.jspecify.annotations.Nullable;

/** Losses of one example and their derivatives by the scores. Thread-safe. */
final class Losses {
    private final Targets targets;
    private final double @Nullable [] labelWeights;

    /** @throws IllegalArgumentException if there are weights, but not one positive one for each label */
    Losses(Targets targets, double @Nullable [] labelWeights) {
        this.targets = targets;
        this.labelWeights = targets.kind() == Targets.Kind.NUMBERS ? null : labelWeights;
        if (this.labelWeights != null) {
            if (labelWeights.length != targets.outputs()) {
                throw new IllegalArgumentException("labelWeights: expected " + targets.outputs() + ", found " + labelWeights.length);
            }
            for (double weight : labelWeights) {
                if (!(weight > 0 && Double.isFinite(weight))) {
                    throw new IllegalArgumentException("labelWeights: expected positive numbers, found " + weight);
                }
            }
        }
    }

    /** Factor of the loss of an example's output l. */
    double weight(int row, int l) {
        if (labelWeights == null) {
            return 1;
        }
        if (targets.kind() == Targets.Kind.SINGLE_LABEL) {
            return labelWeights[targets.label(row)];
        }
        return targets.value(row, l) > 0 ? labelWeights[l] : 1;
    }

    /** What the sum of losses is divided by: the sum of the weights of examples; for several outputs each, their number. */
    double total() {
        if (targets.kind() != Targets.Kind.SINGLE_LABEL) {
            return targets.size();
        }
        double total = 0;
        for (int row = 0; row < targets.size(); row++) {
            total += weight(row, 0);
        }
        return total;
    }

    /**
     * The weighted loss of an example: −log softmax, Σ of −log σ, or ½ Σ of squared differences.
     *
     * @param scores l scores from {@code at} on, replaced by their derivatives
     */
    double lossAndDerivatives(int row, float[] scores, int at) {
        int outputs = targets.outputs();
        return switch (targets.kind()) {
            case SINGLE_LABEL -> softmax(row, scores, at, outputs);
            case MULTI_LABEL -> logistic(row, scores, at, outputs);
            case NUMBERS -> squares(row, scores, at, outputs);
        };
    }

    private double softmax(int row, float[] scores, int at, int outputs) {
        int label = targets.label(row);
        double weight = weight(row, label);
        double max = Double.NEGATIVE_INFINITY;
        for (int l = 0; l < outputs; l++) {
            max = Math.max(max, scores[at + l]);
        }
        double own = scores[at + label] - max;
        double sum = 0;
        for (int l = 0; l < outputs; l++) {
            double e = Math.exp(scores[at + l] - max);
            scores[at + l] = (float) e;
            sum += e;
        }
        float factor = (float) (weight / sum);
        for (int l = 0; l < outputs; l++) {
            scores[at + l] *= factor;
        }
        scores[at + label] -= (float) weight;
        return weight * (Math.log(sum) - own);
    }

    private double logistic(int row, float[] scores, int at, int outputs) {
        double loss = 0;
        for (int l = 0; l < outputs; l++) {
            double weight = weight(row, l);
            double z = scores[at + l];
            double y = targets.value(row, l);
            // log(1 + e^z) − y z, without overflow.
            loss += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z);
            scores[at + l] = (float) (weight * (sigmoid(z) - y));
        }
        return loss;
    }

    private double squares(int row, float[] scores, int at, int outputs) {
        double loss = 0;
        for (int l = 0; l < outputs; l++) {
            double difference = (double) scores[at + l] - targets.value(row, l);
            loss += difference * difference / 2;
            scores[at + l] = (float) difference;
        }
        return loss;
    }

    static double sigmoid(double z) {
        if (z >= 0) {
            return 1 / (1 + Math.exp(-z));
        }
        double e = Math.exp(z);
        return e / (1 + e);
    }
}
