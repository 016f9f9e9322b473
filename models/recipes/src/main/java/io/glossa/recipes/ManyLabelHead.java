package io.glossa.recipes;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;

/**
 * Logistic regressions of each label against all others on embeddings (liblinear, L2R_LR), to see what an encoder in 8 bits does
 * to many labels that lie close together. Immutable.
 */
final class ManyLabelHead {
    private final Model model;
    private final List<String> labels;

    private ManyLabelHead(Model model, List<String> labels) {
        this.model = model;
        this.labels = labels;
    }

    /** Fits a head; a vector a label. */
    static ManyLabelHead fit(List<float[]> vectors, List<String> labels, double c) {
        List<String> names = labels.stream().distinct().sorted().toList();
        Problem problem = new Problem();
        problem.l = vectors.size();
        problem.n = vectors.get(0).length;
        problem.x = vectors.stream().map(ManyLabelHead::row).toArray(Feature[][]::new);
        problem.y = labels.stream().mapToDouble(names::indexOf).toArray();
        Linear.disableDebugOutput();
        return new ManyLabelHead(Linear.train(problem, new Parameter(SolverType.L2R_LR, c, 1e-3)), names);
    }

    private static Feature[] row(float[] vector) {
        Feature[] row = new Feature[vector.length];
        for (int d = 0; d < vector.length; d++) {
            row[d] = new FeatureNode(d + 1, vector[d]);
        }
        return row;
    }

    /** The likeliest label of a vector. */
    String label(float[] vector) {
        return labels.get((int) Linear.predict(model, row(vector)));
    }
}
