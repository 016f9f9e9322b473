package io.glossa.training.internal.tuning;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import io.glossa.models.graph.internal.ParameterDigest;
import org.jspecify.annotations.Nullable;

/** The open weights of a base model. Not thread-safe. */
final class ParameterSource implements AutoCloseable {
    private final Parameters parameters;
    private final @Nullable Weights weights;
    private @Nullable String identity;

    private ParameterSource(Parameters parameters, @Nullable Weights weights) {
        this.parameters = parameters;
        this.weights = weights;
    }

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

    /** The base's parameters. */
    Parameters parameters() {
        return parameters;
    }

    /** {@link ParameterDigest} of the base, read at the first call: what tells one base from another wherever it lies. */
    String identity() {
        String known = identity;
        if (known == null) {
            known = ParameterDigest.sha256(parameters, weights);
            identity = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (weights != null) {
            weights.close();
        }
    }
}
