package io.glossa.recipes;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * L2-regularised logistic regression by liblinear's trust region Newton method, which uses no random numbers. The bias is not
 * regularised.
 */
final class LogisticRegression {
    private static final double TOLERANCE = 1e-4;
    private static final int MAX_ITERATIONS = 1000;

    private LogisticRegression() {}

    /**
     * Finds the weights.
     *
     * @param samples vectors of one size, at least one positive and one negative; a sample that occurs twice counts twice
     * @param c what an error costs compared with large weights
     */
    static BinaryHead fit(List<Sample> samples, double c) {
        int size = samples.get(0).vector().length;
        Parameter parameter = new Parameter(SolverType.L2R_LR, c, MAX_ITERATIONS, TOLERANCE);
        parameter.setRegularizeBias(false);
        Linear.disableDebugOutput();
        Model model = Linear.train(problem(samples, size), parameter);
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] found = model.getFeatureWeights();
        double[] weights = new double[size];
        for (int d = 0; d < size; d++) {
            weights[d] = sign * found[d];
        }
        return new BinaryHead(weights, sign * found[size]);
    }

    private static Problem problem(List<Sample> samples, int size) {
        Problem problem = new Problem();
        problem.bias = 1;
        problem.l = samples.size();
        problem.n = size + 1;
        problem.x = new Feature[samples.size()][];
        problem.y = new double[samples.size()];
        Feature one = new FeatureNode(size + 1, 1);
        Map<Sample, Feature[]> rows = new IdentityHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            problem.x[i] = rows.computeIfAbsent(samples.get(i), sample -> row(sample.vector(), one));
            problem.y[i] = samples.get(i).positive() ? 1 : 0;
        }
        return problem;
    }

    private static Feature[] row(float[] vector, Feature one) {
        Feature[] row = new Feature[vector.length + 1];
        for (int d = 0; d < vector.length; d++) {
            row[d] = new FeatureNode(d + 1, vector[d]);
        }
        row[vector.length] = one;
        return row;
    }
}
