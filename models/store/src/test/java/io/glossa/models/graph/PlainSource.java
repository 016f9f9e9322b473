package io.glossa.models.graph;

import io.glossa.models.architecture.internal.PlainTensor;
import java.util.Map;
import java.util.Set;

/** Parameters in memory. */
record PlainSource(String where, Map<String, PlainTensor> parameters) implements Parameters {
    @Override
    public Set<String> names() {
        return parameters.keySet();
    }

    @Override
    public int[] shape(String name) {
        return parameters.get(name).shape();
    }

    @Override
    public float[] floats(String name) {
        return parameters.get(name).floats();
    }
}
