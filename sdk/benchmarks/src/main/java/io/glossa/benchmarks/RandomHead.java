package io.glossa.benchmarks;

import io.glossa.models.graph.Parameters;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A BERT encoder with a classification head drawn at random: speed does not ask what it says. */
final class RandomHead implements Parameters {
    private final Parameters base;
    private final Map<String, int[]> head = new LinkedHashMap<>();

    RandomHead(Parameters base, int width, int labels) {
        this.base = base;
        head.put("pooler.dense.weight", new int[] {width, width});
        head.put("pooler.dense.bias", new int[] {width});
        head.put("classifier.weight", new int[] {labels, width});
        head.put("classifier.bias", new int[] {labels});
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(base.names());
        names.addAll(head.keySet());
        return names;
    }

    @Override
    public int[] shape(String name) {
        return head.containsKey(name) ? head.get(name).clone() : base.shape(name);
    }

    @Override
    public float[] floats(String name) {
        if (!head.containsKey(name)) {
            return base.floats(name);
        }
        Random random = new Random(name.hashCode());
        int size = 1;
        for (int dim : head.get(name)) {
            size *= dim;
        }
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) random.nextGaussian() * 0.05f;
        }
        return floats;
    }

    @Override
    public String where() {
        return base.where();
    }
}
