package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The forward pass with a call for each operation. Gradients gather where PyTorch keeps them, at the parameters. */
final class EagerForward implements ForwardPass {
    private final ModelSpec spec;
    private final ParameterStore store;
    private final Supplier<List<Integer>> trainable;
    private boolean gathered;

    /**
     * Prepares a forward pass and has the store load the parameters that it needs.
     *
     * @param trainable places of the trainable parameters, asked for once these are known
     */
    EagerForward(ModelSpec spec, NDManager manager, ParameterStore store, Supplier<List<Integer>> trainable) {
        this.spec = spec;
        this.store = store;
        this.trainable = trainable;
        long[][] token = {{0}};
        try (NDManager step = manager.newSubManager()) {
            write(step, new TrainBatch(token, token, new long[][] {{1}}, new float[0][], null), false);
        }
    }

    private NDArray write(NDManager step, TrainBatch batch, boolean training) {
        Adapters adapters = spec.lora() == null ? null : new Adapters(spec.lora());
        EagerOps ops = new EagerOps(step, store,
                new ScriptOps.Settings(training, spec.dropout().orElse(Double.NaN), false, adapters));
        boolean typed = batch.typeIds() != null && spec.encoder().readsTypeIds();
        EncoderInputs<NDArray> inputs = new EncoderInputs<>(Tensors.integers(step, batch.ids()),
                typed ? Tensors.integers(step, batch.typeIds()) : null,
                batch.mask() == null ? null : Tensors.integers(step, batch.mask()));
        Encoder encoder = spec.encoder();
        return encoder.sequenceLogits(ops, encoder.hiddenState(ops, inputs, encoder.sequenceRows()), inputs);
    }

    @Override
    public double accumulate(NDManager step, TrainBatch batch, double norm) {
        NDArray logits = write(step, batch, true);
        NDArray targets = Tensors.floats(step, batch.targets());
        NDArray weights = batch.weights() == null ? targets.onesLike() : Tensors.floats(step, batch.weights());
        NDArray sum = EagerLoss.hard(spec.objective(), logits, targets, weights);
        if (batch.soft() != null) {
            sum = sum.add(EagerLoss.soft(spec.objective(), logits, Tensors.floats(step, batch.soft().targets()),
                    Tensors.floats(step, batch.soft().weights())));
        }
        NDArray loss = Scalars.times(sum, 1 / norm);
        JniUtils.backward((PtNDArray) loss, (PtNDArray) step.ones(loss.getShape()), false, false);
        gathered = true;
        return loss.getFloat();
    }

    @Override
    public List<NDArray> gradients(NDManager step) {
        if (!gathered) {
            throw new IllegalStateException("expected gradients, found none; call accumulate before update");
        }
        List<NDArray> gradients = new ArrayList<>();
        for (int place : trainable.get()) {
            PtNDArray gradient = JniUtils.getGradient(store.parameter(place));
            gradient.attach(step);
            gradients.add(gradient);
        }
        return gradients;
    }

    @Override
    public void clear() {
        if (gathered) {
            trainable.get().forEach(place -> JniUtils.zeroGrad(store.parameter(place)));
            gathered = false;
        }
    }

    @Override
    public NDArray logits(NDManager step, TrainBatch batch) {
        return write(step, batch, false);
    }

    @Override
    public void close() {
        // Gradients go with the parameters.
    }
}
