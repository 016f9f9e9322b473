package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import io.glossa.training.internal.engine.Objective;

/** The formula of an objective by calls of DJL. */
final class EagerLoss {
    private EagerLoss() {}

    /** The sum of the loss of logits, targets and weights, all [b,l]. */
    static NDArray of(Objective objective, NDArray logits, NDArray targets, NDArray weights) {
        double temperature = objective.kind() == Objective.Kind.SQUARED_ERROR ? 1 : objective.temperature();
        NDArray z = logits.div(temperature);
        NDArray terms = switch (objective.kind()) {
            case CROSS_ENTROPY -> crossEntropy(z, targets, objective.focalGamma());
            case BINARY_CROSS_ENTROPY -> binary(z, targets, objective.focalGamma());
            case SQUARED_ERROR -> z.sub(targets).square();
        };
        return terms.mul(weights).sum().mul((float) (temperature * temperature));
    }

    private static NDArray crossEntropy(NDArray z, NDArray targets, double gamma) {
        NDArray log = z.logSoftmax(-1);
        NDArray terms = log.mul(targets).neg();
        return gamma == 0 ? terms : terms.mul(log.exp().neg().add(1).maximum(ScriptLoss.LEAST).pow(gamma));
    }

    private static NDArray binary(NDArray z, NDArray targets, double gamma) {
        NDArray yes = logSigmoid(z);
        NDArray no = logSigmoid(z.neg());
        NDArray forYes = gamma == 0 ? yes : yes.mul(no.mul(gamma).exp());
        NDArray forNo = gamma == 0 ? no : no.mul(yes.mul(gamma).exp());
        return forYes.mul(targets).add(forNo.mul(targets.neg().add(1))).neg();
    }

    /** min(z, 0) − log(1 + e^−|z|). */
    private static NDArray logSigmoid(NDArray z) {
        return z.minimum(0).sub(z.abs().neg().exp().add(1).log());
    }
}
