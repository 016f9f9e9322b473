package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.Objective;

/** Writes the formulas of an objective. */
final class ScriptLoss {
    /** Below this 1 − p counts as this: its logarithm stays finite, and what it multiplies is as good as 0. */
    static final double LEAST = 1e-12;

    private ScriptLoss() {}

    /**
     * The sum of the hard part, a variable.
     *
     * @param logits variable, [b,l]
     * @param targets variable, [b,l]
     * @param weights variable, [b,l]
     */
    static String hard(Script script, Objective objective, String logits, String targets, String weights) {
        String terms = switch (objective.kind()) {
            case CROSS_ENTROPY -> crossEntropy(script, logits, targets, objective.focalGamma());
            case BINARY_CROSS_ENTROPY -> binary(script, logits, targets, objective.focalGamma());
            case SQUARED_ERROR -> squares(script, logits, targets);
        };
        return sum(script, terms, weights);
    }

    /**
     * The sum of the soft part, a variable.
     *
     * @param logits variable, [b,l]
     * @param targets what a teacher says, a variable, [b,l]
     * @param weights variable, [b,l]
     */
    static String soft(Script script, Objective objective, String logits, String targets, String weights) {
        if (objective.kind() == Objective.Kind.SQUARED_ERROR) {
            return sum(script, squares(script, logits, targets), weights);
        }
        double temperature = objective.temperature();
        String z = script.value("torch.div(" + logits + ", " + Script.number(temperature) + ")");
        String terms;
        if (objective.kind() == Objective.Kind.CROSS_ENTROPY) {
            terms = script.value("torch.add(" + crossEntropy(script, z, targets, 0) + ", torch.xlogy(" + targets + ", " + targets + "))");
        } else {
            String others = script.value("torch.rsub(" + targets + ", 1.0)");
            terms = script.value("torch.add(" + binary(script, z, targets, 0) + ", torch.add(torch.xlogy(" + targets + ", " + targets
                    + "), torch.xlogy(" + others + ", " + others + ")))");
        }
        return script.value("torch.mul(" + sum(script, terms, weights) + ", " + Script.number(temperature * temperature) + ")");
    }

    private static String sum(Script script, String terms, String weights) {
        return script.value("torch.sum(torch.mul(" + weights + ", " + terms + "))");
    }

    private static String squares(Script script, String logits, String targets) {
        return script.value("torch.square(torch.sub(" + logits + ", " + targets + "))");
    }

    private static String crossEntropy(Script script, String z, String targets, double gamma) {
        String log = script.value("torch.log_softmax(" + z + ", -1)");
        String terms = script.value("torch.neg(torch.mul(" + targets + ", " + log + "))");
        if (gamma == 0) {
            return terms;
        }
        String rest = script.value("torch.clamp_min(torch.neg(torch.expm1(" + log + ")), " + Script.number(LEAST) + ")");
        return script.value("torch.mul(" + terms + ", torch.pow(" + rest + ", " + Script.number(gamma) + "))");
    }

    private static String binary(Script script, String z, String targets, double gamma) {
        String yes = script.value("torch.log_sigmoid(" + z + ")");
        String no = script.value("torch.log_sigmoid(torch.neg(" + z + "))");
        String forYes = yes;
        String forNo = no;
        if (gamma != 0) {
            String factor = Script.number(gamma);
            forYes = script.value("torch.mul(" + yes + ", torch.exp(torch.mul(" + no + ", " + factor + ")))");
            forNo = script.value("torch.mul(" + no + ", torch.exp(torch.mul(" + yes + ", " + factor + ")))");
        }
        return script.value("torch.neg(torch.add(torch.mul(" + targets + ", " + forYes + "), torch.mul(torch.rsub(" + targets
                + ", 1.0), " + forNo + ")))");
    }
}
