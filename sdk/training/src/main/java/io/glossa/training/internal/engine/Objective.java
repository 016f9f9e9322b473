package io.glossa.training.internal.engine;

/**
 * The loss of logits z [b,l]; always a sum over the batch, which the caller divides. It has a hard part, against targets t [b,l] with
 * weights w [b,l], and where a batch has soft targets s with weights v of {@link TrainBatch.Soft}, a soft part is added. Label smoothing
 * and class weights are in targets and weights already, so no engine has its own idea of them.
 *
 * @param kind the formulas
 * @param focalGamma γ of the focal loss (Lin et al. 2017) of the hard part; 0 for none
 * @param temperature τ of the soft part (Hinton et al. 2015)
 */
public record Objective(Kind kind, double focalGamma, double temperature) {
    /** The formulas, of the hard part and of the soft one. */
    public enum Kind {
        /** Σ w · t · (1 − p)^γ · −log p, p = softmax(z) over the labels; τ² Σ v · s · (log s − log q), q = softmax(z/τ). */
        CROSS_ENTROPY,
        /**
         * Σ w · ( t · (1 − p)^γ · −log p + (1 − t) · p^γ · −log(1 − p) ), p = σ(z) for each label;
         * τ² Σ v · ( s · (log s − log q) + (1 − s) · (log(1 − s) − log(1 − q)) ), q = σ(z/τ).
         */
        BINARY_CROSS_ENTROPY,
        /** Σ w · (z − t)²; Σ v · (z − s)²; γ and τ have no meaning. */
        SQUARED_ERROR
    }

    /** A formula without focal loss or temperature. */
    public static Objective of(Kind kind) {
        return new Objective(kind, 0, 1);
    }
}
