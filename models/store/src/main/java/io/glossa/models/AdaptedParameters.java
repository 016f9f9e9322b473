package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.graph.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a base with an adapter merged into them (Hu et al. 2022): a weight W that has factors becomes
 * W + (alpha / rank) · B · A, and what else the adapter holds, its head, takes the place of the base's. The adapter's metadata say
 * {@code prefix}, which the names of the encoder begin with, {@code rank} and {@code alpha}.
 */
final class AdaptedParameters implements Parameters {
    private static final String A = ".lora_A";
    private static final String B = ".lora_B";

    private final Parameters base;
    private final SafeTensors adapter;
    private final String where;
    private final double factor;
    /** Name of a parameter to what the base calls it. */
    private final Map<String, String> fromBase = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    AdaptedParameters(Parameters base, SafeTensors adapter, String where) {
        this.base = base;
        this.adapter = adapter;
        this.where = where;
        String prefix = text("prefix");
        double rank = number("rank");
        this.factor = number("alpha") / rank;
        boolean prefixed = base.names().stream().anyMatch(name -> name.startsWith(prefix));
        for (String name : base.names()) {
            String full = prefixed || name.startsWith(prefix) ? name : prefix + name;
            String stem = full.replaceFirst("\\.weight$", "");
            boolean replaced = adapter.tensors().containsKey(full);
            boolean foreignHead = prefixed && !full.startsWith(prefix) && !adapter.tensors().containsKey(stem + A);
            if (!replaced && !foreignHead) {
                fromBase.put(full, name);
            }
        }
        names.addAll(fromBase.keySet());
        for (String name : adapter.tensors().keySet()) {
            if (name.endsWith(A) || name.endsWith(B)) {
                String weight = name.substring(0, name.length() - A.length()) + ".weight";
                if (!fromBase.containsKey(weight)) {
                    throw new ModelFormatException(where + ", tensor " + name + ": expected a base with " + weight
                            + ", found none; the adapter was made for another base");
                }
            } else {
                names.add(name);
            }
        }
    }

    private String text(String key) {
        String value = adapter.metadata().get(key);
        if (value == null) {
            throw new ModelFormatException(where + ": expected metadata with prefix, rank and alpha, found no " + key
                    + "; this is no adapter of Glossa, or it is damaged");
        }
        return value;
    }

    private double number(String key) {
        try {
            double value = Double.parseDouble(text(key));
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ModelFormatException(where + ", metadata " + key + ": expected a number above 0, found another; get the file again");
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public int[] shape(String name) {
        String source = fromBase.get(name);
        return source != null ? base.shape(source) : adapter.shape(name).stream().mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public float[] floats(String name) {
        String source = fromBase.get(name);
        if (source == null) {
            return adapter.floats(name);
        }
        float[] weight = base.floats(source);
        String stem = name.replaceFirst("\\.weight$", "");
        if (name.endsWith(".weight") && adapter.tensors().containsKey(stem + A)) {
            merge(name, weight, base.shape(source), stem);
        }
        return weight;
    }

    private void merge(String name, float[] weight, int[] shape, String stem) {
        List<Long> shapeA = adapter.shape(stem + A);
        List<Long> shapeB = adapter.tensors().containsKey(stem + B) ? adapter.shape(stem + B) : List.of();
        if (shape.length != 2 || shapeA.size() != 2 || shapeB.size() != 2 || shapeA.get(1) != shape[1] || shapeB.get(0) != shape[0]
                || !shapeA.get(0).equals(shapeB.get(1))) {
            throw new ModelFormatException(where + ", factors of " + name + ": expected [r, " + shape[shape.length - 1] + "] and ["
                    + shape[0] + ", r], found " + shapeA + " and " + shapeB + "; the adapter was made for another base");
        }
        float[] a = adapter.floats(stem + A);
        float[] b = adapter.floats(stem + B);
        int rank = Math.toIntExact(shapeA.get(0));
        double[] row = new double[shape[1]];
        for (int o = 0; o < shape[0]; o++) {
            Arrays.fill(row, 0);
            for (int r = 0; r < rank; r++) {
                double left = b[o * rank + r];
                for (int i = 0; i < row.length; i++) {
                    row[i] += left * a[r * row.length + i];
                }
            }
            for (int i = 0; i < row.length; i++) {
                weight[o * row.length + i] += (float) (factor * row[i]);
            }
        }
    }

    @Override
    public String where() {
        return where;
    }
}
