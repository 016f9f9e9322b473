package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.LoraSpec;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Low-rank factors of weights in one forward pass. Not thread-safe. */
final class Adapters {
    private final LoraSpec lora;
    private final Map<Object, Object> dropped = new IdentityHashMap<>();

    Adapters(LoraSpec lora) {
        this.lora = lora;
    }

    /** Whether a parameter has factors. */
    boolean has(String name) {
        return name.endsWith(".weight") && lora.targets().test(name);
    }

    /** Name of A. */
    static String down(String weight) {
        return weight.substring(0, weight.length() - "weight".length()) + "lora_A";
    }

    /** Name of B. */
    static String up(String weight) {
        return weight.substring(0, weight.length() - "weight".length()) + "lora_B";
    }

    int[] downShape(String name, int[] weight) {
        requireMatrix(name, weight);
        return new int[] {lora.rank(), weight[1]};
    }

    int[] upShape(String name, int[] weight) {
        requireMatrix(name, weight);
        return new int[] {weight[0], lora.rank()};
    }

    private static void requireMatrix(String name, int[] shape) {
        if (shape.length != 2) {
            throw new IllegalArgumentException("tensor " + name + ": expected a matrix to adapt, found " + shape.length + " axes");
        }
    }

    /** alpha / rank. */
    double scale() {
        return lora.alpha() / lora.rank();
    }

    double probability(boolean training) {
        return training ? lora.dropout() : 0;
    }

    /** What an input becomes after dropout, made at the first call for it: weights that read the same input share its mask. */
    @SuppressWarnings("unchecked")
    <T> T dropped(Object input, Supplier<T> make) {
        return (T) dropped.computeIfAbsent(input, key -> make.get());
    }
}
