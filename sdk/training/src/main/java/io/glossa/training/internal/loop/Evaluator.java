package io.glossa.training.internal.loop;

import io.glossa.training.internal.engine.TrainableModel;
import java.util.Map;

/** Measures a model on the development data. */
@FunctionalInterface
public interface Evaluator {
    /**
     * What was measured.
     *
     * @param metrics by name
     * @param score what decides, more is better
     * @param loss what decides between equal scores, less is better
     */
    record Measured(Map<String, Double> metrics, double score, double loss) {}

    /** Measures; the same weights give the same numbers. */
    Measured measure(TrainableModel model);
}
