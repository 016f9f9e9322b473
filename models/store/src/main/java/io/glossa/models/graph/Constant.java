package io.glossa.models.graph;

import java.util.function.Supplier;

/**
 * A constant of a graph.
 *
 * @param value its name, type and shape
 * @param data its bytes
 * @param floats its numbers, for passes that compute with them; asked for at most a few times
 */
record Constant(Value value, TensorData data, Supplier<float[]> floats) {

    long bytes() {
        long bytes = value.type().bytes();
        for (int dim : value.shape()) {
            bytes *= dim;
        }
        return bytes;
    }

    /** Floats that are there already. */
    static Constant of(Value value, float[] values) {
        return new Constant(value, TensorData.of(values), () -> values);
    }

    /** Floats that are made when they are needed. */
    static Constant lazy(Value value, Supplier<float[]> values) {
        return new Constant(value, out -> TensorData.write(out, values.get()), values);
    }

    /** Anything but floats. */
    static Constant opaque(Value value, TensorData data) {
        return new Constant(value, data, () -> {
            throw new IllegalStateException(value.name() + " holds no floats");
        });
    }
}
