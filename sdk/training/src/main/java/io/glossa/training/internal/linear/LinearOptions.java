package io.glossa.training.internal.linear;

import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a linear model is fitted.
 *
 * @param lambda λ of the penalty λ/2 · Σ w², next to the mean of the loss; empty to choose it on a tenth of the examples that is held out
 * @param labelWeights factor of the loss by label [l]: of the examples that have it, for several labels each only of its own term;
 *        null for 1. Without meaning for numbers
 * @param standardize whether dense features are fitted as if each had mean 0 and standard deviation 1; the model takes them as they are.
 *        Without meaning for sparse features
 * @param seed of the held-out examples and of the order of sparse ones
 * @param maxIterations most passes over the examples
 * @param tolerance when it is good enough: dense, the largest partial derivative; sparse, the gap between primal and dual objective as a
 *        share of the loss
 * @param threads most threads at work; the result does not depend on it
 */
public record LinearOptions(OptionalDouble lambda, double @Nullable [] labelWeights, boolean standardize, long seed, int maxIterations,
        double tolerance, int threads) {
    /** Checks the numbers. */
    public LinearOptions {
        Objects.requireNonNull(lambda, "lambda");
        labelWeights = labelWeights == null ? null : labelWeights.clone();
        if (lambda.isPresent() && !(lambda.getAsDouble() > 0 && Double.isFinite(lambda.getAsDouble()))) {
            throw new IllegalArgumentException("lambda: expected a positive number, found " + lambda.getAsDouble());
        }
        if (maxIterations < 1 || threads < 1 || !(tolerance > 0)) {
            throw new IllegalArgumentException("maxIterations, threads, tolerance: expected 1, 1 and a positive number or more, found "
                    + maxIterations + ", " + threads + ", " + tolerance);
        }
    }

    /** λ chosen, no weights, standardized, seed 13, 200 passes, tolerance 1e-4, all processors. */
    public static LinearOptions defaults() {
        return new LinearOptions(OptionalDouble.empty(), null, true, 13, 200, 1e-4, Runtime.getRuntime().availableProcessors());
    }

    /** These with a given λ. */
    public LinearOptions withLambda(double value) {
        return new LinearOptions(OptionalDouble.of(value), labelWeights, standardize, seed, maxIterations, tolerance, threads);
    }

    /** These with weights of labels, null for none. */
    public LinearOptions withLabelWeights(double @Nullable [] weights) {
        return new LinearOptions(lambda, weights, standardize, seed, maxIterations, tolerance, threads);
    }

    /** These with features as they are, or standardized. */
    public LinearOptions withStandardize(boolean value) {
        return new LinearOptions(lambda, labelWeights, value, seed, maxIterations, tolerance, threads);
    }

    /** These with another seed. */
    public LinearOptions withSeed(long value) {
        return new LinearOptions(lambda, labelWeights, standardize, value, maxIterations, tolerance, threads);
    }

    /** These with other ends: so many passes, or so good. */
    public LinearOptions withEnd(int passes, double good) {
        return new LinearOptions(lambda, labelWeights, standardize, seed, passes, good, threads);
    }

    /** These with other threads. */
    public LinearOptions withThreads(int value) {
        return new LinearOptions(lambda, labelWeights, standardize, seed, maxIterations, tolerance, value);
    }

    /** The weights, or null; the caller's own. */
    @Override
    public double @Nullable [] labelWeights() {
        return labelWeights == null ? null : labelWeights.clone();
    }
}
