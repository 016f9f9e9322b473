package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.OptimizerSpec.Kind;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates follow the formulas of PyTorch, written down in plain Java. */
class OptimizerTest {
    private static final double RATE = 0.01;
    private static final double CLIP = 0.7;

    static Stream<Arguments> optimizers() {
        return Stream.of(new OptimizerSpec(Kind.SGD, 0, 0, 0), new OptimizerSpec(Kind.SGD, 0.9, 0, 0),
                        new OptimizerSpec(Kind.ADAM, 0.8, 0.95, 1e-6), new OptimizerSpec(Kind.ADAMW, 0.9, 0.999, 1e-8))
                .flatMap(optimizer -> Stream.of(Arguments.of(optimizer, false), Arguments.of(optimizer, true)));
    }

    /** Three groups: no decay, decay, and decay at half the rate. */
    private static ParameterRule rule(String name) {
        return name.endsWith("bias") ? new ParameterRule(true, 1, 0)
                : new ParameterRule(true, name.contains("layer.0") ? 0.5 : 1, 0.1);
    }

    @ParameterizedTest(name = "{0}, eager {1}")
    @MethodSource("optimizers")
    void update_followsTheFormula(OptimizerSpec optimizer, boolean eager) {
        SmallModel small = SmallModel.bert(31);
        Function<String, ParameterRule> rules = OptimizerTest::rule;
        Objective objective = Objective.of(Objective.Kind.CROSS_ENTROPY);
        OptimizerSpec show = new OptimizerSpec(Kind.SGD, 0, 0, 0);
        Map<String, double[]> first = new HashMap<>();
        Map<String, double[]> second = new HashMap<>();
        try (TrainableModel model = TorchModel.open(small.spec(eager, objective, optimizer, rules, null));
                TrainableModel probe = TorchModel.open(small.spec(false, objective, show, SmallModel.all(), null))) {
            for (int step = 1; step <= 4; step++) {
                TrainBatch batch = small.batch(step, 4, 9);
                Map<String, float[]> before = States.all(model, ParameterState.VALUE);
                States.write(probe, ParameterState.VALUE, before);
                probe.accumulate(batch, 4, 0);
                double norm = probe.update(1, 1, Double.POSITIVE_INFINITY);
                model.accumulate(batch, 4, 0);
                assertThat(model.update(RATE, step, CLIP)).isCloseTo(norm, within(1e-5 * norm));
                for (String name : model.trainable()) {
                    float[] found = States.read(model, name, ParameterState.VALUE);
                    float[] moved = States.read(probe, name, ParameterState.VALUE);
                    double[] m = first.computeIfAbsent(name, key -> new double[found.length]);
                    double[] v = second.computeIfAbsent(name, key -> new double[found.length]);
                    for (int i = 0; i < found.length; i++) {
                        double gradient = ((double) before.get(name)[i] - moved[i]) * Math.min(1, CLIP / (norm + 1e-6));
                        double expected = step(optimizer, rule(name), before.get(name)[i], gradient, m, v, i, step);
                        // Where the second moment is next to nothing its root makes much of the rounding of the gradient.
                        double slack = Math.sqrt(v[i]) < 1e-5 && optimizer.kind() != Kind.SGD ? 1 : 2e-6;
                        assertThat((double) found[i]).as("step %d, %s, number %d", step, name, i).isCloseTo(expected, within(slack));
                    }
                }
            }
        }
    }

    private static double step(OptimizerSpec optimizer, ParameterRule rule, double value, double gradient, double[] m, double[] v, int i,
            int step) {
        double rate = RATE * rule.rateFactor();
        double decay = rule.weightDecay();
        double beta1 = optimizer.beta1();
        double beta2 = optimizer.beta2();
        if (optimizer.kind() == Kind.ADAMW) {
            value -= rate * decay * value;
        } else {
            gradient += decay * value;
        }
        if (optimizer.kind() == Kind.SGD) {
            m[i] = beta1 * m[i] + gradient;
            return value - rate * m[i];
        }
        m[i] = beta1 * m[i] + (1 - beta1) * gradient;
        v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
        double root = Math.sqrt(v[i] / (1 - Math.pow(beta2, step)));
        return value - rate * (m[i] / (1 - Math.pow(beta1, step))) / (root + optimizer.epsilon());
    }
}
