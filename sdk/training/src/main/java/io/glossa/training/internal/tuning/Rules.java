package io.glossa.training.internal.tuning;

import io.glossa.error.InvalidInputException;
import io.glossa.training.OptimizerKind;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.engine.ParameterRule;
import java.util.function.Function;

/** What happens to each parameter: whether it is trained, at which rate, and whether it decays. */
final class Rules {
    private Rules() {}

    /**
     * Rules by name.
     *
     * @param options the run's
     * @param headFactor factor of the learning rate of what the base does not bring
     * @param freezeEmbeddings whether the embedding tables stay as they are
     * @throws InvalidInputException if more layers are to be frozen than there are
     */
    static Function<String, ParameterRule> of(TrainingOptions options, StartWeights weights, Names.Family family, double headFactor,
            boolean freezeEmbeddings) {
        int layers = weights.names().stream().mapToInt(Names::layer).max().orElse(-1) + 1;
        if (options.freezeLayers() > layers) {
            throw new InvalidInputException("freeze_layers: expected at most " + layers + ", the layers of the base, found "
                    + options.freezeLayers());
        }
        double decay = options.optimizer() == OptimizerKind.ADAMW ? options.weightDecay() : options.l2();
        return name -> {
            boolean head = Names.head(name, family) && !Names.lora(name);
            int depth = head ? layers + 1 : Names.layer(name) + 1;
            if (weights.lora() != null && !head && !Names.lora(name) || frozen(options.freezeLayers(), freezeEmbeddings, name, depth, head)) {
                return ParameterRule.FROZEN;
            }
            double rate = Math.pow(options.layerDecay(), layers + 1 - depth) * (weights.fresh().contains(name) ? headFactor : 1);
            boolean decays = options.decayBiasesAndNorms() || !name.endsWith(".bias") && weights.shape(name).length > 1;
            return new ParameterRule(true, rate, decays ? decay : 0);
        };
    }

    private static boolean frozen(int layers, boolean tables, String name, int depth, boolean head) {
        if (head) {
            return false;
        }
        boolean below = depth == 0;
        boolean table = below && name.contains("embed");
        return table && tables || layers > 0 && depth <= layers;
    }
}
