package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.Weights;
import java.util.Set;

/** Weights as parameters. A number that is none is refused here, before it makes every result one. */
record WeightParameters(Weights weights, String where) implements Parameters {
    @Override
    public Set<String> names() {
        return weights.tensors().keySet();
    }

    @Override
    public int[] shape(String name) {
        return weights.shape(name).stream().mapToInt(size -> {
            if (size > Integer.MAX_VALUE) {
                throw new ModelFormatException(where + ", tensor " + name + ": expected no axis longer than "
                        + Integer.MAX_VALUE + ", found " + weights.shape(name) + "; no model has such a tensor, get the file again");
            }
            return (int) (long) size;
        }).toArray();
    }

    @Override
    public float[] floats(String name) {
        float[] floats = weights.floats(name);
        for (int i = 0; i < floats.length; i++) {
            if (!Float.isFinite(floats[i])) {
                throw new ModelFormatException(where + ", tensor " + name + ": expected finite numbers, found " + floats[i]
                        + " at place " + i + "; the training that made it went wrong, take an earlier checkpoint");
            }
        }
        return floats;
    }
}
