package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** How parameters change, in one of two ways. Called with gradients off. */
interface Update extends AutoCloseable {
    /** The norm of all gradients together. */
    double norm(NDManager step, List<NDArray> gradients);

    /**
     * Changes parameters that share rate and decay.
     *
     * @param group the parameters with their gradients and moments
     * @param rate learning rate
     * @param decay λ
     * @param number of the step, from 1
     * @param factor of the gradients
     */
    void apply(NDManager step, Group group, double rate, double decay, long number, double factor);

    /**
     * Parameters that change together. Lists have the same order; moments that the rule has not are empty.
     */
    record Group(List<NDArray> parameters, List<NDArray> gradients, List<NDArray> first, List<NDArray> second) {}

    @Override
    void close();
}
