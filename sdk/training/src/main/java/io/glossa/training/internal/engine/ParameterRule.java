package io.glossa.training.internal.engine;

/**
 * What happens to one parameter.
 *
 * @param trainable whether it changes; else it gets no gradient
 * @param rateFactor factor of the learning rate, as by layer-wise decay
 * @param weightDecay decay λ: L2 or decoupled, as the optimizer has it
 */
public record ParameterRule(boolean trainable, double rateFactor, double weightDecay) {
    /** It stays as it is. */
    public static final ParameterRule FROZEN = new ParameterRule(false, 0, 0);
}
