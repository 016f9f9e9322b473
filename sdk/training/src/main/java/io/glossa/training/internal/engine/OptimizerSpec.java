package io.glossa.training.internal.engine;

/**
 * How parameters change.
 *
 * @param kind the rule
 * @param beta1 decay of the first moment; the momentum of {@link Kind#SGD}
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 */
public record OptimizerSpec(Kind kind, double beta1, double beta2, double epsilon) {
    /** The rules, as in PyTorch 2. */
    public enum Kind {
        /** Stochastic gradient descent, with momentum if beta1 is not 0; decay is L2, added to the gradient. */
        SGD,
        /** Adam (Kingma and Ba 2015); decay is L2, added to the gradient. */
        ADAM,
        /** AdamW (Loshchilov and Hutter 2019); decay is taken from the parameter. */
        ADAMW
    }
}
