package io.glossa.training.internal.tuning;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.graph.Parameters;
import io.glossa.training.PoolerStart;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ParameterValues;
import io.glossa.training.internal.loop.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first values of a classifier's parameters: the base model's under the names that {@code transformers} gives a classifier, and for a
 * head that the base does not have seeded random numbers, as transformers draws them: weights normal with deviation 0.02, biases 0,
 * normalisations 1. Numbers of one parameter do not depend on those of another.
 */
final class StartWeights implements ParameterValues {
    private static final double DEVIATION = 0.02;

    private final Parameters base;
    private final Map<String, int[]> shapes;
    private final String classifier;
    /** Name of a parameter to what the base calls it. */
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Set<String> fresh = new LinkedHashSet<>();
    private final PoolerStart pooler;
    private final long seed;
    private final @Nullable LoraSpec lora;

    private StartWeights(Parameters base, Map<String, int[]> shapes, PoolerStart pooler, long seed, @Nullable LoraSpec lora) {
        this.base = base;
        this.shapes = shapes;
        this.classifier = last(shapes);
        this.pooler = pooler;
        this.seed = seed;
        this.lora = lora;
    }

    /**
     * Finds each parameter in the base.
     *
     * @param base parameters of the base model, open as long as values are asked for
     * @param encoder the classifier's forward pass
     * @param family names of the architecture
     * @param sameLabels whether a classifier of the base has the labels of this one, so that it may be kept
     * @param pooler what a dense layer of a new head starts from
     * @param lora which weights get factors; null for none
     * @param seed of the random numbers
     * @throws ModelFormatException if the base lacks a parameter of the encoder, or has it in another shape
     */
    static StartWeights of(Parameters base, Encoder encoder, Names.Family family, boolean sameLabels, PoolerStart pooler,
            @Nullable LoraSpec lora, long seed) {
        Map<String, int[]> shapes = new LinkedHashMap<>(ParameterShapes.of(encoder));
        StartWeights weights = new StartWeights(base, shapes, pooler, seed, lora);
        String last = Names.stem(weights.classifier());
        for (Map.Entry<String, int[]> entry : List.copyOf(shapes.entrySet())) {
            String name = entry.getKey();
            String source = find(base, name, family);
            boolean outermost = name.equals(last + ".weight") || name.equals(last + ".bias");
            boolean fits = source != null && Arrays.equals(base.shape(source), entry.getValue());
            if (fits && !(outermost && !sameLabels)) {
                weights.sources.put(name, source);
            } else if (Names.head(name, family)) {
                weights.fresh.add(name);
            } else if (source == null) {
                throw new ModelFormatException(base.where() + ": expected a tensor " + name + ", found none; weights and config.json"
                        + " do not belong together");
            } else {
                throw new ModelFormatException(base.where() + ", tensor " + source + ": expected the shape "
                        + Arrays.toString(entry.getValue()) + ", found " + Arrays.toString(base.shape(source))
                        + "; weights and config.json do not belong together");
            }
        }
        if (lora != null) {
            for (Map.Entry<String, int[]> entry : List.copyOf(shapes.entrySet())) {
                if (lora.targets().test(entry.getKey())) {
                    shapes.put(Names.loraA(entry.getKey()), new int[] {lora.rank(), entry.getValue()[1]});
                    shapes.put(Names.loraB(entry.getKey()), new int[] {entry.getValue()[0], lora.rank()});
                }
            }
        }
        return weights;
    }

    private static @Nullable String find(Parameters base, String name, Names.Family family) {
        String bare = name.startsWith(family.prefix()) ? name.substring(family.prefix().length()) : name;
        for (String candidate : List.of(name, bare)) {
            String old = candidate.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
            for (String spelled : List.of(candidate, old)) {
                // A bare name of the head could be another head's.
                if (base.names().contains(spelled) && (spelled.equals(name) || !Names.head(name, family) || name.contains("pooler"))) {
                    return spelled;
                }
            }
        }
        return null;
    }

    /** Weight [labels, …] of the last layer. */
    String classifier() {
        return classifier;
    }

    private static String last(Map<String, int[]> shapes) {
        String last = "";
        for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
            if (entry.getKey().endsWith(".weight") && entry.getValue().length == 2) {
                last = entry.getKey();
            }
        }
        return last;
    }

    /** Parameters that the base does not bring. */
    Set<String> fresh() {
        return fresh;
    }

    /** Names of the classifier's own parameters, without factors. */
    List<String> originals() {
        return names().stream().filter(name -> !Names.lora(name)).toList();
    }

    @Override
    public List<String> names() {
        return new ArrayList<>(shapes.keySet());
    }

    @Override
    public int[] shape(String name) {
        return shapes.get(name).clone();
    }

    @Override
    public float[] floats(String name) {
        String source = sources.get(name);
        if (source != null) {
            return base.floats(source);
        }
        int[] shape = shapes.get(name);
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Random random = new Random(Seeds.of(seed, "start " + name, 0));
        if (name.endsWith(".lora_A")) {
            // As torch.nn.Linear starts: uniform within the inverse root of the inputs.
            double bound = 1 / Math.sqrt(shape[1]);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        } else if (name.endsWith(".lora_B") || name.endsWith(".bias")) {
            return values;
        } else if (shape.length == 1) {
            Arrays.fill(values, 1);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (DEVIATION * random.nextGaussian());
            }
            if (pooler == PoolerStart.IDENTITY && shape[0] == shape[1] && !name.equals(classifier)) {
                for (int i = 0; i < shape[0]; i++) {
                    values[i * shape[1] + i] += 1;
                }
            }
        }
        return values;
    }

    @Nullable LoraSpec lora() {
        return lora;
    }
}
