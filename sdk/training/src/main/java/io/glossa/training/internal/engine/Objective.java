package io.glossa.training.internal.engine;

/**
 * The loss of logits z [b,l] against targets t [b,l] with weights w [b,l]; always a sum over the batch, which the caller divides.
 * Label smoothing and class weights are in targets and weights already, so no engine has its own idea of them.
 *
 * @param kind the formula
 * @param focalGamma γ of the focal loss (Lin et al. 2017); 0 for none
 * @param temperature τ of a distillation (Hinton et al. 2015): logits are divided by it and the sum is multiplied by its square; 1 for none
 */
public record Objective(Kind kind, double focalGamma, double temperature) {
    /** The formulas. */
    public enum Kind {
        /** Σ w · t · (1 − p)^γ · −log p, p = softmax(z/τ) over the labels. */
        CROSS_ENTROPY,
        /** Σ w · ( t · (1 − p)^γ · −log p + (1 − t) · p^γ · −log(1 − p) ), p = σ(z/τ) for each label. */
        BINARY_CROSS_ENTROPY,
        /** Σ w · (z − t)²; γ and τ have no meaning. */
        SQUARED_ERROR
    }

    /** A formula without focal loss or temperature. */
    public static Objective of(Kind kind) {
        return new Objective(kind, 0, 1);
    }
}
