package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import io.glossa.training.internal.engine.Objective;

/** The formulas of an objective by calls of DJL. */
final class EagerLoss {
    /** Below this a probability counts as this in its own logarithm, which it is then multiplied with: as good as 0. */
    private static final double LEAST = 1e-30;

    private EagerLoss() {}

    /** The sum of the hard part: of logits, targets and weights, all [b,l]. */
    static NDArray hard(Objective objective, NDArray logits, NDArray targets, NDArray weights) {
        NDArray terms = switch (objective.kind()) {
            case CROSS_ENTROPY -> crossEntropy(logits, targets, objective.focalGamma());
            case BINARY_CROSS_ENTROPY -> binary(logits, targets, objective.focalGamma());
            case SQUARED_ERROR -> logits.sub(targets).square();
        };
        return terms.mul(weights).sum();
    }

    /** The sum of the soft part: of logits, a teacher's targets and their weights, all [b,l]. */
    static NDArray soft(Objective objective, NDArray logits, NDArray targets, NDArray weights) {
        if (objective.kind() == Objective.Kind.SQUARED_ERROR) {
            return logits.sub(targets).square().mul(weights).sum();
        }
        double temperature = objective.temperature();
        NDArray z = Scalars.over(logits, temperature);
        NDArray terms = objective.kind() == Objective.Kind.CROSS_ENTROPY
                ? crossEntropy(z, targets, 0).add(timesLog(targets))
                : binary(z, targets, 0).add(timesLog(targets)).add(timesLog(Scalars.plus(targets.neg(), 1)));
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

    /** p log p. */
    private static NDArray timesLog(NDArray p) {
        return p.mul(Scalars.atLeast(p, LEAST).log());
    }

    /** min(z, 0) − log(1 + e^−|z|). */
    private static NDArray logSigmoid(NDArray z) {
        return Scalars.atMost(z, 0).sub(Scalars.plus(z.abs().neg().exp(), 1).log());
    }
}
