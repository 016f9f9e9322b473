package io.glossa.training.internal.torch;

import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.torch.SizeOps.Size;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What training needs of the engine's memory, in bytes. The Java heap and the libraries, some 400 MB, come on top. Measured peaks lie
 * between 0.6 and 1.5 times the sum.
 *
 * @param parameters all that the forward pass reads
 * @param gradients of those that change
 * @param moments that the optimizer keeps
 * @param activations what a batch's forward pass keeps for its gradients, and room to work
 */
public record MemoryEstimate(long parameters, long gradients, long moments, long activations) {
    /** How many results of an operation are there at a time besides what is kept, and what the allocator cannot use again. */
    private static final int ROOM = 10;

    /**
     * The need of a batch.
     *
     * @param spec the model
     * @param batch number of texts
     * @param tokens length of the longest of them
     */
    public static MemoryEstimate of(ModelSpec spec, int batch, int tokens) {
        Set<String> names = new HashSet<>(spec.parameters().names());
        Set<String> used = new HashSet<>();
        Adapters adapters = spec.lora() == null ? null : new Adapters(spec.lora());
        SizeOps ops = new SizeOps(names::contains, name -> {
            used.add(name);
            return spec.rules().apply(name).trainable();
        }, new ScriptOps.Settings(true, spec.dropout().orElse(Double.NaN), spec.bfloat16(), adapters));
        Size ids = new Size(new long[] {batch, tokens}, false);
        Encoder encoder = spec.encoder();
        EncoderInputs<Size> inputs = new EncoderInputs<>(ids, encoder.readsTypeIds() ? ids : null, ids);
        encoder.sequenceLogits(ops, encoder.hiddenState(ops, inputs, encoder.sequenceRows()), inputs);
        if (adapters != null) {
            used.stream().filter(adapters::has).toList().forEach(name -> {
                used.add(Adapters.down(name));
                used.add(Adapters.up(name));
            });
        }
        long all = 0;
        long changing = 0;
        for (String name : used) {
            long bytes = Float.BYTES;
            for (int dim : spec.parameters().shape(name)) {
                bytes = Math.multiplyExact(bytes, dim);
            }
            all += bytes;
            changing += spec.rules().apply(name).trainable() ? bytes : 0;
        }
        int moments = spec.optimizer().kind() != OptimizerSpec.Kind.SGD ? 2 : spec.optimizer().beta1() == 0 ? 0 : 1;
        return new MemoryEstimate(all, changing, moments * changing, ops.bytes() + ROOM * ops.largest());
    }

    /** The sum. */
    public long total() {
        return parameters + gradients + moments + activations;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f MB: parameters %.0f, gradients %.0f, moments %.0f, activations %.0f", total() / 1e6,
                parameters / 1e6, gradients / 1e6, moments / 1e6, activations / 1e6);
    }
}
