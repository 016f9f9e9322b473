package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import io.glossa.training.internal.engine.Objective;

/** The formula of an objective by calls of DJL. */
final class EagerLoss {
    private EagerLoss() {}

    /** The sum of the loss of logits, targets and weights, all [b,l]. */
    static NDArray of(Objective objective, NDArray logits, NDArray targets, NDArray weights) {
        double temperature = objective.kind() == Objective.Kind.SQUARED_ERROR ? 1 : objective.temperature();
        NDArray z = Scalars.over(logits, temperature);
        NDArray terms = switch (objective.kind()) {
            case CROSS_ENTROPY -> crossEntropy(z, targets, objective.focalGamma());
            case BINARY_CROSS_ENTROPY -> binary(z, targets, objective.focalGamma());
            case SQUARED_ERROR -> z.sub(targets).square();
        };
        return Scalars.times(terms.mul(weights).sum(), temperature * temperature);
    }

    private static NDArray crossEntropy(NDArray z, NDArray targets, double gamma) {
        NDArray log = z.logSoftmax(-1);
        NDArray terms = log.mul(targets).neg();
        return gamma == 0 ? terms : terms.mul(Scalars.power(Scalars.atLeast(Scalars.plus(log.exp().neg(), 1), ScriptLoss.LEAST), gamma));
    }

    private static NDArray binary(NDArray z, NDArray targets, double gamma) {
        NDArray yes = logSigmoid(z);
        NDArray no = logSigmoid(z.neg());
        NDArray forYes = gamma == 0 ? yes : yes.mul(Scalars.times(no, gamma).exp());
        NDArray forNo = gamma == 0 ? no : no.mul(Scalars.times(yes, gamma).exp());
        return forYes.mul(targets).add(forNo.mul(Scalars.plus(targets.neg(), 1))).neg();
    }

    /** min(z, 0) − log(1 + e^−|z|). */
    private static NDArray logSigmoid(NDArray z) {
        return Scalars.atMost(z, 0).sub(Scalars.plus(z.abs().neg().exp(), 1).log());
    }
}
