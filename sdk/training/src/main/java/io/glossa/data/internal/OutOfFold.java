package io.glossa.data.internal;

import io.glossa.training.internal.linear.Features;
import io.glossa.training.internal.linear.LinearModel;
import io.glossa.training.internal.linear.LinearOptions;
import io.glossa.training.internal.linear.LinearTrainer;
import io.glossa.training.internal.linear.Targets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Probabilities of labels by cross-validation: each example is predicted by a softmax or logistic regression that was fitted to the other
 * parts, with the penalty |W|²/(2 · {@value #COST} · examples) next to the mean loss. Immutable and thread-safe.
 *
 * @param features what the regression sees of n examples, each of length 1
 * @param parts the part of each, from 0; each part of at least two
 */
public record OutOfFold(Features features, int[] parts) {
    /** What an error costs compared with large weights. */
    private static final int COST = 10;
    /** Tolerance of a fit: probabilities are compared with each other, not reported in many digits. */
    private static final double TOLERANCE = 3e-4;
    private static final int MOST_PASSES = 200;

    /**
     * For one label each.
     *
     * @param given the given label of each, 0 to l − 1
     * @param labels l
     * @return [n][l], each row sums to 1
     */
    public double[][] singleLabel(int[] given, int labels) {
        return predict(rows -> Targets.singleLabel(Arrays.stream(rows).map(row -> given[row]).toArray(), labels));
    }

    /**
     * For any labels each.
     *
     * @param given [n][l], whether an example has a label
     * @return [n][l], the probability of each label by itself
     */
    public double[][] multiLabel(boolean[][] given) {
        return predict(rows -> Targets.multiLabel(Arrays.stream(rows).mapToObj(row -> given[row]).toArray(boolean[][]::new)));
    }

    private double[][] predict(Function<int[], Targets> targets) {
        double[][] probabilities = new double[parts.length][];
        LinearOptions options = LinearOptions.defaults().withStandardize(false).withEnd(MOST_PASSES, TOLERANCE);
        int last = Arrays.stream(parts).max().orElseThrow();
        for (int part = 0; part <= last; part++) {
            int now = part;
            int[] fit = IntStream.range(0, parts.length).filter(row -> parts[row] != now).toArray();
            int[] held = IntStream.range(0, parts.length).filter(row -> parts[row] == now).toArray();
            LinearModel model = LinearTrainer.fit(features.rows(fit), targets.apply(fit), options.withLambda(1.0 / (COST * fit.length)));
            double[][] predicted = model.predict(features.rows(held));
            for (int i = 0; i < held.length; i++) {
                probabilities[held[i]] = predicted[i];
            }
        }
        return probabilities;
    }

    /** The geometric mean of probabilities of two models, each row scaled to sum 1; of one label by itself, of it and its absence. */
    public static double[][] mean(double[][] a, double[][] b, boolean singleLabel) {
        double[][] mean = new double[a.length][];
        for (int row = 0; row < a.length; row++) {
            mean[row] = new double[a[row].length];
            double sum = 0;
            for (int label = 0; label < mean[row].length; label++) {
                double yes = Math.sqrt(a[row][label] * b[row][label]);
                double no = Math.sqrt((1 - a[row][label]) * (1 - b[row][label]));
                mean[row][label] = singleLabel ? yes : yes / (yes + no);
                sum += yes;
            }
            for (int label = 0; singleLabel && label < mean[row].length; label++) {
                mean[row][label] /= sum;
            }
        }
        return mean;
    }
}
