package io.glossa.training.internal.tuning;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The open weights of a base model.
 *
 * @param parameters its parameters
 * @param weights the files behind them; null for those of an ONNX graph
 */
record ParameterSource(Parameters parameters, @Nullable Weights weights) implements AutoCloseable {
    /**
     * Opens the weights, or the 32-bit graph where there are none.
     *
     * @throws ModelNotFoundException if there are neither
     */
    static ParameterSource open(ModelDirectory base) {
        Weights weights;
        try {
            weights = base.weights();
        } catch (ModelNotFoundException e) {
            if (!base.hasOnnx(Precision.FP32)) {
                throw e;
            }
            return new ParameterSource(Parameters.ofOnnx(base.onnx(Precision.FP32).path(), base.name()), null);
        }
        return new ParameterSource(Parameters.of(weights, base.name()), weights);
    }

    @Override
    public void close() {
        if (weights != null) {
            weights.close();
        }
    }
}
