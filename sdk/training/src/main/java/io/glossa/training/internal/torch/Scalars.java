package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;

/**
 * Numbers for operations that gradients go through. DJL's own overloads for numbers put each into memory of Java that they let go at
 * once, though PyTorch reads it again on the way back: a collection of garbage in between makes the gradient a wrong one. These live as
 * long as the step.
 */
final class Scalars {
    private Scalars() {}

    private static NDArray of(NDArray x, double value) {
        return x.getManager().create((float) value);
    }

    static NDArray times(NDArray x, double factor) {
        return x.mul(of(x, factor));
    }

    static NDArray over(NDArray x, double divisor) {
        return x.div(of(x, divisor));
    }

    static NDArray plus(NDArray x, double value) {
        return x.add(of(x, value));
    }

    static NDArray atLeast(NDArray x, double least) {
        return x.maximum(of(x, least));
    }

    static NDArray atMost(NDArray x, double most) {
        return x.minimum(of(x, most));
    }

    static NDArray power(NDArray x, double exponent) {
        return x.pow(of(x, exponent));
    }
}
