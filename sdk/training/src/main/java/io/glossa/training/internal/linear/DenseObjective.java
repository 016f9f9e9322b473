package io.glossa.training.internal.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Mean loss of dense examples and λ/2 · Σ w², as a function of the weights [d,l] and biases [l]. Examples are divided into parts that do
 * not depend on the number of threads, and sums of parts are added in their order: any number of threads gives the same numbers.
 */
final class DenseObjective implements Lbfgs.Function {
    private static final int MOST_PARTS = 16;
    private static final int LEAST_ROWS = 256;
    /** Examples whose scores are in work at a time. */
    private static final int BLOCK = 64;

    private final DenseFeatures features;
    private final Losses losses;
    private final int outputs;
    private final double lambda;
    private final double total;
    private final ExecutorService executor;
    private final int partRows;
    private final float[][] partGradients;

    DenseObjective(DenseFeatures features, Targets targets, Losses losses, double lambda, ExecutorService executor) {
        this.features = features;
        this.losses = losses;
        this.outputs = targets.outputs();
        this.lambda = lambda;
        this.total = losses.total();
        this.executor = executor;
        this.partRows = Math.max(LEAST_ROWS, (features.rows() + MOST_PARTS - 1) / MOST_PARTS);
        int parts = (features.rows() + partRows - 1) / partRows;
        this.partGradients = new float[parts][size(features.columns(), outputs)];
    }

    /** How many numbers the function takes. */
    static int size(int columns, int outputs) {
        return Math.multiplyExact(Math.addExact(columns, 1), outputs);
    }

    @Override
    public double value(double[] x, double[] gradient) {
        float[] parameters = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            parameters[i] = (float) x[i];
        }
        List<Callable<Double>> work = new ArrayList<>();
        for (int part = 0; part < partGradients.length; part++) {
            int number = part;
            work.add(() -> part(number, parameters));
        }
        double loss = 0;
        for (double partLoss : Parallel.all(executor, work)) {
            loss += partLoss;
        }
        Arrays.fill(gradient, 0);
        for (float[] part : partGradients) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part[i];
            }
        }
        int weights = features.columns() * outputs;
        double squares = 0;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= total;
            if (i < weights) {
                gradient[i] += lambda * x[i];
                squares += x[i] * x[i];
            }
        }
        return loss / total + lambda / 2 * squares;
    }

    private double part(int part, float[] parameters) {
        int columns = features.columns();
        float[] x = features.values();
        float[] gradient = partGradients[part];
        Arrays.fill(gradient, 0);
        float[] scores = new float[BLOCK * outputs];
        int end = Math.min(features.rows(), (part + 1) * partRows);
        double loss = 0;
        for (int from = part * partRows; from < end; from += BLOCK) {
            int rows = Math.min(BLOCK, end - from);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(parameters, columns * outputs, scores, i * outputs, outputs);
                DenseFeatures.addProducts(x, (from + i) * columns, columns, parameters, outputs, scores, i * outputs);
                loss += losses.lossAndDerivatives(from + i, scores, i * outputs);
            }
            addGradient(from, rows, scores, gradient);
        }
        return loss;
    }

    /** {@code gradient += xᵀ · derivatives}, four examples at a time. */
    private void addGradient(int from, int rows, float[] derivatives, float[] gradient) {
        int columns = features.columns();
        float[] x = features.values();
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            int x0 = (from + i) * columns;
            int x1 = x0 + columns;
            int x2 = x1 + columns;
            int x3 = x2 + columns;
            int r0 = i * outputs;
            int r1 = r0 + outputs;
            int r2 = r1 + outputs;
            int r3 = r2 + outputs;
            for (int c = 0; c < columns; c++) {
                addFour(gradient, c * outputs, outputs, derivatives, r0, r1, r2, r3, x[x0 + c], x[x1 + c], x[x2 + c], x[x3 + c]);
            }
            addFour(gradient, columns * outputs, outputs, derivatives, r0, r1, r2, r3, 1, 1, 1, 1);
        }
        for (; i < rows; i++) {
            int at = (from + i) * columns;
            int r = i * outputs;
            for (int c = 0; c <= columns; c++) {
                float value = c < columns ? x[at + c] : 1;
                int g = c * outputs;
                for (int l = 0; l < outputs; l++) {
                    gradient[g + l] += value * derivatives[r + l];
                }
            }
        }
    }

    private static void addFour(float[] gradient, int g, int outputs, float[] derivatives, int r0, int r1, int r2, int r3, float x0,
            float x1, float x2, float x3) {
        for (int l = 0; l < outputs; l++) {
            gradient[g + l] += x0 * derivatives[r0 + l] + x1 * derivatives[r1 + l] + x2 * derivatives[r2 + l] + x3 * derivatives[r3 + l];
        }
    }
}
