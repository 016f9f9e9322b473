package io.glossa.models.architecture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the steps of a decoder keep, and how they look it up. */
final class Caches {
    private Caches() {}

    /** Keys and values [r,n,t,d] behind those of the steps before. */
    static <T> KeyValue<T> append(TensorOps<T> ops, List<KeyValue<T>> past, int layer, T key, T value) {
        return past.isEmpty() ? new KeyValue<>(key, value)
                : new KeyValue<>(ops.concat(2, past.get(layer).key(), key), ops.concat(2, past.get(layer).value(), value));
    }

    /** Attention of {@code query} [r,t,h] to the source: rows of one text ask together, so that its keys are not repeated for each. */
    static <T> T overMemory(TensorOps<T> ops, T query, DecoderInputs<T> inputs, int layer, int heads, double scale, double dropout) {
        KeyValue<T> memory = inputs.memory().get(layer);
        T together = ops.regroup(query, memory.key());
        T context = ops.attentionOver(together, memory.key(), memory.value(), heads, scale, null, inputs.mask(), dropout);
        return ops.regroup(context, query);
    }

    /** What hides later tokens: floats [1,1,t,k], 0 for a token at or before the asking one; null where there is nothing to hide. */
    static <T> @Nullable T hidden(TensorOps<T> ops, DecoderInputs<T> inputs) {
        if (inputs.single()) {
            return null;
        }
        T bias = ops.choose(ops.atMost(distances(ops, inputs), 0), 0, TensorOps.MASKED);
        return ops.unsqueeze(ops.unsqueeze(bias, 0), 0);
    }

    /** Position of each key less that of each query, integers [t,k]. */
    static <T> T distances(TensorOps<T> ops, DecoderInputs<T> inputs) {
        T queries = positions(ops, inputs);
        T keys = inputs.past().isEmpty() ? queries : ops.concat(0, ops.indices(inputs.past().get(0).key(), 2), queries);
        return ops.subtract(ops.unsqueeze(keys, 0), ops.unsqueeze(queries, 1));
    }

    /** Positions of the tokens of this step, integers [t]. */
    static <T> T positions(TensorOps<T> ops, DecoderInputs<T> inputs) {
        return ops.add(ops.positions(inputs.ids()), inputs.offset());
    }
}
