package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.Objective;

/** Writes the formula of an objective. */
final class ScriptLoss {
    /** Below this 1 − p counts as this: its logarithm stays finite, and what it multiplies is as good as 0. */
    static final double LEAST = 1e-12;

    private ScriptLoss() {}

    /**
     * The sum of the loss, a variable.
     *
     * @param logits variable, [b,l]
     * @param targets variable, [b,l]
     * @param weights variable, [b,l]
     */
    static String write(Script script, Objective objective, String logits, String targets, String weights) {
        double temperature = objective.temperature();
        boolean tempered = temperature != 1 && objective.kind() != Objective.Kind.SQUARED_ERROR;
        String z = tempered ? script.value("torch.div(" + logits + ", " + Script.number(temperature) + ")") : logits;
        String terms = switch (objective.kind()) {
            case CROSS_ENTROPY -> crossEntropy(script, z, targets, objective.focalGamma());
            case BINARY_CROSS_ENTROPY -> binary(script, z, targets, objective.focalGamma());
            case SQUARED_ERROR -> script.value("torch.square(torch.sub(" + z + ", " + targets + "))");
        };
        String sum = script.value("torch.sum(torch.mul(" + weights + ", " + terms + "))");
        return tempered ? script.value("torch.mul(" + sum + ", " + Script.number(temperature * temperature) + ")") : sum;
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
