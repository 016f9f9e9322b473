package io.glossa.training.internal.tuning;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The open weights of a base model.
 *
 * @param parameters its parameters
 * @param weights the files behind them; null for those of an ONNX graph
 */
record ParameterSource(Parameters parameters, @Nullable Weights weights) implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

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

    /** SHA-256 of names, shapes and numbers: what tells one base from another wherever it lies. */
    String identity() {
        MessageDigest digest = TextReader.digest();
        for (String name : new TreeSet<>(parameters.names())) {
            digest.update((name + Arrays.toString(parameters.shape(name))).getBytes(StandardCharsets.UTF_8));
            float[] values = parameters.floats(name);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(values.length, CHUNK));
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                bytes.clear().asFloatBuffer().put(values, from, count);
                digest.update(bytes.limit(Float.BYTES * count));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        if (weights != null) {
            weights.close();
        }
    }
}
