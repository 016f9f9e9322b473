package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.glossa.training.internal.engine.TrainBatch;
import java.util.List;

/** A model's forward pass with its loss, in one of two ways: as a script, or one call for each operation. Not thread-safe. */
interface ForwardPass extends AutoCloseable {
    /**
     * Makes ready what can be before the first batch, once the trainable parameters are known.
     *
     * @throws ScriptException if a script cannot be loaded
     */
    default void prepare() {}

    /**
     * Adds the gradient of loss / norm to what has gathered. Called with gradients on.
     *
     * @param manager gets what lives as long as this call
     * @return loss / norm
     */
    double accumulate(NDManager manager, TrainBatch batch, double norm);

    /**
     * The gradients that have gathered, in the order of the trainable parameters.
     *
     * @param manager gets what lives as long as this call
     * @throws IllegalStateException if there are none
     */
    List<NDArray> gradients(NDManager manager);

    /** Forgets the gradients. */
    void clear();

    /** Logits [b,l]. Called with gradients off. */
    NDArray logits(NDManager manager, TrainBatch batch);

    @Override
    void close();
}
