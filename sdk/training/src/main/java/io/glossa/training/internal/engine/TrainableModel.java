package io.glossa.training.internal.engine;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;

/**
 * A model in an engine's memory. The same calls in the same order give the same numbers. Not thread-safe, but may be used by one thread
 * after another; several models may live in one process. All calls throw {@link io.glossa.error.EngineException} if the engine fails and
 * {@link io.glossa.error.TrainingException}, saying what to change, if it has no memory left.
 */
public interface TrainableModel extends AutoCloseable {
    /**
     * Adds the gradient of loss / norm to what has gathered since the last update.
     *
     * @param norm what the sum of the loss is divided by: for a mean over a batch of several parts, the size of all of them
     * @param seed of the dropout of this call; same seed, same masks
     * @return loss / norm; may be NaN or infinite
     */
    double accumulate(TrainBatch batch, double norm, long seed);

    /**
     * Clips the gathered gradient, changes the parameters and forgets the gradient. Where the gradient is not finite nothing changes.
     *
     * @param learningRate of this step, before the factors of the rules
     * @param step number of the step, from 1
     * @param clipNorm the largest norm of all gradients together; infinite for no clipping
     * @return that norm before clipping; NaN or infinite if the step was left out
     */
    double update(double learningRate, long step, double clipNorm);

    /**
     * Logits without dropout and without gradients. Targets are not read.
     *
     * @return [b][l]
     */
    float[][] logits(TrainBatch batch);

    /** Names of the trainable parameters, in a fixed order. */
    List<String> trainable();

    /** Shape of any parameter. */
    int[] shape(String name);

    /** Which states the optimizer keeps of each trainable parameter, the value among them. */
    Set<ParameterState> states();

    /**
     * Copies a state out.
     *
     * @param name a trainable parameter; for values any parameter
     * @param into room for all its numbers
     */
    void read(String name, ParameterState state, FloatBuffer into);

    /** Copies a state in, as {@link #read} gave it. */
    void write(String name, ParameterState state, FloatBuffer from);

    /** Frees the memory. A second call does nothing. */
    @Override
    void close();
}
