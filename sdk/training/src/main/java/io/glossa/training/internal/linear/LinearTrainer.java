package io.glossa.training.internal.linear;

import io.glossa.error.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Fits linear models: with L-BFGS on dense features, with stochastic dual coordinate ascent on sparse ones. The same arguments give the
 * same model, whatever the number of threads.
 */
public final class LinearTrainer {
    /** What is tried for λ where features are dense, times the mean square of a feature: from smooth to supple. */
    private static final double[] DENSE_LAMBDAS = {1, 0.3, 0.1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5};
    /** What is tried for 1/(λ · n) where features are sparse. */
    private static final double[] SPARSE_COSTS = {1, 3, 10, 30};
    /** How good a model has to be to be compared with others, as a multiple of the tolerance of dense features. */
    private static final double ROUGH = 5;
    /** λ of features that are too few to be divided. */
    private static final double FEW_LAMBDA = 1e-2;

    private LinearTrainer() {}

    /**
     * Fits a model.
     *
     * @param features [n,d], n at least 1
     * @param targets what is to be predicted of them, n
     * @param options how
     * @throws IllegalArgumentException if features and targets are not as many, there are none, or weights of labels do not fit
     * @throws TrainingException if a feature is not finite, or the thread is interrupted
     */
    public static LinearModel fit(Features features, Targets targets, LinearOptions options) {
        if (features.rows() != targets.size() || features.rows() == 0) {
            throw new IllegalArgumentException("targets: expected as many as examples, at least 1, found " + targets.size() + " and "
                    + features.rows());
        }
        requireFinite(features);
        return Parallel.with(options.threads(), executor -> features instanceof DenseFeatures dense
                ? dense(dense, targets, options, executor) : sparse((SparseFeatures) features, targets, options, executor));
    }

    private static void requireFinite(Features features) {
        float[] values = features instanceof DenseFeatures dense ? dense.values() : ((SparseFeatures) features).values();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new TrainingException("features: expected finite numbers, found " + value + "; look at what computed them");
            }
        }
    }

    private static LinearModel dense(DenseFeatures features, Targets targets, LinearOptions options, ExecutorService executor) {
        double lambda = options.lambda().isPresent() ? options.lambda().getAsDouble() : denseLambda(features, targets, options, executor);
        return new Dense(features, targets, options, executor).fit(lambda, options.tolerance());
    }

    /** From smooth to supple, each model the start of the next, until the held-out loss has grown twice. */
    private static double denseLambda(DenseFeatures features, Targets targets, LinearOptions options, ExecutorService executor) {
        double scale = options.standardize() ? 1 : meanSquare(features);
        Holdout holdout = Holdout.of(targets, options.seed());
        if (holdout.held().length == 0 || scale == 0) {
            return FEW_LAMBDA * (scale == 0 ? 1 : scale);
        }
        DenseFeatures held = features.rows(holdout.held());
        Targets heldTargets = targets.rows(holdout.held());
        Dense dense = new Dense(features.rows(holdout.fit()), targets.rows(holdout.fit()), options, executor);
        double best = Double.POSITIVE_INFINITY;
        double chosen = DENSE_LAMBDAS[0] * scale;
        int worse = 0;
        for (int i = 0; i < DENSE_LAMBDAS.length && worse < 2; i++) {
            double lambda = DENSE_LAMBDAS[i] * scale;
            double loss = dense.fit(lambda, ROUGH * options.tolerance()).meanLoss(held, heldTargets);
            if (loss < best) {
                best = loss;
                chosen = lambda;
                worse = 0;
            } else {
                worse++;
            }
        }
        return chosen;
    }

    private static double meanSquare(DenseFeatures features) {
        double sum = 0;
        for (float value : features.values()) {
            sum += (double) value * value;
        }
        return sum / features.values().length;
    }

    private static LinearModel sparse(SparseFeatures features, Targets targets, LinearOptions options, ExecutorService executor) {
        double lambda = options.lambda().orElseGet(() -> sparseLambda(features, targets, options, executor));
        return new Sdca(features, targets, new Losses(targets, options.labelWeights()), lambda, options).fit();
    }

    private static double sparseLambda(SparseFeatures features, Targets targets, LinearOptions options, ExecutorService executor) {
        Holdout holdout = Holdout.of(targets, options.seed());
        if (holdout.held().length == 0) {
            return 1.0 / features.rows();
        }
        SparseFeatures held = features.rows(holdout.held());
        SparseFeatures fit = features.rows(holdout.fit());
        Targets heldTargets = targets.rows(holdout.held());
        Targets fitTargets = targets.rows(holdout.fit());
        List<Callable<Double>> work = new ArrayList<>();
        for (double cost : SPARSE_COSTS) {
            work.add(() -> new Sdca(fit, fitTargets, new Losses(fitTargets, options.labelWeights()), 1 / (cost * fit.rows()), options).fit()
                    .meanLoss(held, heldTargets));
        }
        List<Double> losses = Parallel.all(executor, work);
        int best = 0;
        for (int i = 1; i < losses.size(); i++) {
            best = losses.get(i) < losses.get(best) ? i : best;
        }
        return 1 / (SPARSE_COSTS[best] * features.rows());
    }

    /** Dense examples made ready, and the last solution as the start of the next. */
    private static final class Dense {
        private final Targets targets;
        private final LinearOptions options;
        private final ExecutorService executor;
        private final DenseFeatures features;
        private final Losses losses;
        private final Optional<Standardizer> standardizer;
        private double[] parameters;

        Dense(DenseFeatures given, Targets targets, LinearOptions options, ExecutorService executor) {
            this.targets = targets;
            this.options = options;
            this.executor = executor;
            this.losses = new Losses(targets, options.labelWeights());
            this.standardizer = options.standardize() ? Optional.of(new Standardizer(given)) : Optional.empty();
            this.features = standardizer.map(s -> s.apply(given)).orElse(given);
            this.parameters = new double[DenseObjective.size(given.columns(), targets.outputs())];
        }

        LinearModel fit(double lambda, double tolerance) {
            DenseObjective objective = new DenseObjective(features, targets, losses, lambda, executor);
            parameters = new Lbfgs(objective, options.maxIterations(), tolerance).minimize(parameters).x();
            double[] folded = parameters.clone();
            standardizer.ifPresent(s -> s.fold(folded, targets.outputs()));
            int bias = features.columns() * targets.outputs();
            float[] weights = new float[bias];
            float[] biases = new float[targets.outputs()];
            for (int i = 0; i < folded.length; i++) {
                if (i < bias) {
                    weights[i] = (float) folded[i];
                } else {
                    biases[i - bias] = (float) folded[i];
                }
            }
            return new LinearModel(targets.kind(), features.columns(), weights, biases, lambda);
        }
    }
}
