package io.glossa.training.internal.linear;

import java.util.Arrays;
import java.util.Random;

/**
 * Stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013, 2016) for sparse features: the mean loss and λ/2 · Σ w², the bias
 * being the weight of one more feature that is always 1 and shares the penalty, as in LIBLINEAR. Each example has dual variables
 * α = weight · (wanted − q), where q are probabilities on their way to those of the model; W = Σ x αᵀ / (λ · total). A step moves the q of
 * one example towards what the model predicts now, as far as the dual objective is sure to gain. Nothing has to be tuned, and the gap
 * between primal and dual objective, which is the sum of divergences KL(q‖p), says how far away the optimum is.
 */
final class Sdca {
    private final SparseFeatures features;
    private final Targets targets;
    private final Losses losses;
    private final double lambda;
    private final LinearOptions options;
    private final int outputs;
    private final double total;
    private final float[] weights;
    private final float[][] duals;
    private final float[] scores;
    private final double[] wanted;
    private double passLoss;

    Sdca(SparseFeatures features, Targets targets, Losses losses, double lambda, LinearOptions options) {
        this.features = features;
        this.targets = targets;
        this.losses = losses;
        this.lambda = lambda;
        this.options = options;
        this.outputs = targets.outputs();
        this.total = losses.total();
        this.weights = new float[DenseObjective.size(features.columns(), outputs)];
        this.duals = new float[features.rows()][outputs];
        this.scores = new float[outputs];
        this.wanted = new double[outputs];
    }

    LinearModel fit() {
        start();
        int[] order = new int[features.rows()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(options.seed());
        for (int pass = 0; pass < options.maxIterations(); pass++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int row = order[i];
                order[i] = order[j];
                order[j] = row;
            }
            passLoss = 0;
            double gap = 0;
            for (int row : order) {
                gap += step(row);
            }
            if (gap <= options.tolerance() * passLoss) {
                break;
            }
        }
        int bias = features.columns() * outputs;
        return new LinearModel(targets.kind(), features.columns(), Arrays.copyOf(weights, bias),
                Arrays.copyOfRange(weights, bias, bias + outputs), lambda);
    }

    /** Duals hold q, or α for numbers. With q = wanted, α = 0 and W = 0. */
    private void start() {
        if (targets.kind() != Targets.Kind.NUMBERS) {
            for (int row = 0; row < duals.length; row++) {
                for (int l = 0; l < outputs; l++) {
                    duals[row][l] = targets.value(row, l);
                }
            }
        }
    }

    /** Improves the duals of an example; returns its part of the gap before. */
    private double step(int row) {
        System.arraycopy(weights, features.columns() * outputs, scores, 0, outputs);
        features.addProducts(row, weights, outputs, scores);
        double norm = 1;
        for (int i = features.start(row); i < features.start(row + 1); i++) {
            norm += features.values()[i] * features.values()[i];
        }
        double curvature = norm / (lambda * total);
        double gap = switch (targets.kind()) {
            case SINGLE_LABEL -> softmax(row, curvature);
            case MULTI_LABEL -> logistic(row, curvature);
            case NUMBERS -> squares(row, curvature);
        };
        // Scores hold the changes of α now.
        float factor = (float) (1 / (lambda * total));
        for (int l = 0; l < outputs; l++) {
            scores[l] *= factor;
        }
        for (int i = features.start(row); i < features.start(row + 1); i++) {
            add(features.indices()[i] * outputs, features.values()[i]);
        }
        add(features.columns() * outputs, 1);
        return gap;
    }

    private void add(int at, float value) {
        for (int l = 0; l < outputs; l++) {
            weights[at + l] += value * scores[l];
        }
    }

    private double softmax(int row, double curvature) {
        float[] q = duals[row];
        double weight = losses.weight(row, 0);
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int l = 0; l < outputs; l++) {
            wanted[l] = Math.exp(scores[l] - max);
            sum += wanted[l];
        }
        double logSum = max + Math.log(sum);
        passLoss += weight * (logSum - scores[targets.label(row)]);
        double divergence = 0;
        double distance = 0;
        for (int l = 0; l < outputs; l++) {
            wanted[l] /= sum;
            if (q[l] > 0) {
                divergence += q[l] * (Math.log(q[l]) - scores[l] + logSum);
            }
            distance += (wanted[l] - q[l]) * (wanted[l] - q[l]);
        }
        divergence = Math.max(0, divergence);
        // Entropy is strongly concave with modulus 1.
        double share = share(divergence, distance, 1, weight * curvature);
        for (int l = 0; l < outputs; l++) {
            double change = share * (wanted[l] - q[l]);
            q[l] += (float) change;
            scores[l] = (float) (-weight * change);
        }
        return weight * divergence;
    }

    private double logistic(int row, double curvature) {
        float[] q = duals[row];
        double gap = 0;
        for (int l = 0; l < outputs; l++) {
            double weight = losses.weight(row, l);
            double z = scores[l];
            double p = Losses.sigmoid(z);
            double softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
            double divergence = softplus - q[l] * z + (q[l] > 0 ? q[l] * Math.log(q[l]) : 0)
                    + (q[l] < 1 ? (1 - q[l]) * Math.log(1.0 - q[l]) : 0);
            divergence = Math.max(0, divergence);
            passLoss += weight * (softplus - targets.value(row, l) * z);
            // Binary entropy is strongly concave with modulus 4.
            double share = share(divergence, (p - q[l]) * (p - q[l]), 4, weight * curvature);
            double change = share * (p - q[l]);
            q[l] += (float) change;
            scores[l] = (float) (-weight * change);
            gap += weight * divergence;
        }
        return gap;
    }

    private double squares(int row, double curvature) {
        float[] alpha = duals[row];
        double gap = 0;
        for (int l = 0; l < outputs; l++) {
            double error = targets.value(row, l) - (double) scores[l];
            double residual = error - alpha[l];
            passLoss += error * error / 2;
            double change = residual / (1 + curvature);
            alpha[l] += (float) change;
            scores[l] = (float) change;
            gap += residual * residual / 2;
        }
        return gap;
    }

    /** The step for which the lower bound of the gain is largest. */
    private static double share(double divergence, double distance, double modulus, double curvature) {
        return distance == 0 ? 0 : Math.min(1, (divergence + modulus / 2 * distance) / (distance * (modulus + curvature)));
    }
}
