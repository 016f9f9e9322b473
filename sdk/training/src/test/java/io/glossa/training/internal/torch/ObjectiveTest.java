package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.Objective.Kind;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses are those of the formulas in plain Java, and gradients those of small differences. */
class ObjectiveTest {
    /** A step of length 1 against the gradient shows the gradient. */
    private static final OptimizerSpec SHOW = new OptimizerSpec(OptimizerSpec.Kind.SGD, 0, 0, 0);

    static Stream<Arguments> objectives() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(new Objective(kind, 0, 1), new Objective(kind, 2, 1), new Objective(kind, 0.5, 3),
                new Objective(kind, 0, 2))).flatMap(objective -> Stream.of(Arguments.of(objective, false, false), Arguments.of(objective, true, false),
                        Arguments.of(objective, false, true), Arguments.of(objective, true, true)));
    }

    @ParameterizedTest(name = "{0}, eager {1}, teacher {2}")
    @MethodSource("objectives")
    void lossAndGradient_areThoseOfTheFormula(Objective objective, boolean eager, boolean teacher) {
        SmallModel small = SmallModel.bert(21);
        Random random = new Random(4);
        TrainBatch texts = small.batch(2, 3, 7);
        float[][] targets = new float[3][3];
        float[][] weights = new float[3][3];
        float[][] soft = new float[3][3];
        float[][] trust = new float[3][3];
        for (int b = 0; b < 3; b++) {
            for (int l = 0; l < 3; l++) {
                boolean numbers = objective.kind() == Kind.SQUARED_ERROR;
                targets[b][l] = numbers ? (float) random.nextGaussian() : random.nextFloat();
                weights[b][l] = 0.5f + random.nextFloat();
                soft[b][l] = numbers ? (float) random.nextGaussian() : random.nextFloat();
                trust[b][l] = 0.5f + random.nextFloat();
            }
        }
        if (objective.kind() != Kind.SQUARED_ERROR) {
            // A teacher that is sure: 0 · log 0 is 0.
            soft[1] = new float[] {0, 1, 0};
        }
        TrainBatch batch = new TrainBatch(texts.ids(), texts.typeIds(), texts.mask(), targets, weights,
                teacher ? new TrainBatch.Soft(soft, trust) : null);
        try (TrainableModel model = TorchModel.open(small.spec(eager, objective, SHOW, SmallModel.all(), null))) {
            Map<String, float[]> before = States.all(model, ParameterState.VALUE);
            double expected = loss(objective, small.plain(batch), batch) / 5;
            assertThat(model.accumulate(batch, 5, 1)).isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
            model.update(1, 1, Double.POSITIVE_INFINITY);
            List<String> names = model.trainable();
            for (int i = 0; i < 40; i++) {
                String name = names.get(random.nextInt(names.size()));
                int index = random.nextInt(before.get(name).length);
                double slope = (loss(objective, small.plain(batch, name, index, 1e-4), batch)
                        - loss(objective, small.plain(batch, name, index, -1e-4), batch)) / 2e-4 / 5;
                double gradient = before.get(name)[index] - States.read(model, name, ParameterState.VALUE)[index];
                assertThat(gradient).as("%s, number %d", name, index).isCloseTo(slope, within(2e-5 * Math.max(1, 10 * Math.abs(slope))));
            }
        }
    }

    private static double loss(Objective objective, double[] logits, TrainBatch batch) {
        double gamma = objective.focalGamma();
        double sum = batch.soft() == null ? 0 : soft(objective, logits, batch.soft());
        for (int b = 0; b < batch.size(); b++) {
            double all = 0;
            for (int l = 0; l < 3; l++) {
                all += Math.exp(logits[b * 3 + l]);
            }
            for (int l = 0; l < 3; l++) {
                double z = logits[b * 3 + l];
                double t = batch.targets()[b][l];
                double w = batch.weights()[b][l];
                double softmax = Math.exp(z) / all;
                double sigmoid = 1 / (1 + Math.exp(-z));
                sum += w * switch (objective.kind()) {
                    case CROSS_ENTROPY -> -t * Math.pow(1 - softmax, gamma) * Math.log(softmax);
                    case BINARY_CROSS_ENTROPY -> -t * Math.pow(1 - sigmoid, gamma) * Math.log(sigmoid)
                            - (1 - t) * Math.pow(sigmoid, gamma) * Math.log(1 - sigmoid);
                    case SQUARED_ERROR -> (z - t) * (z - t);
                };
            }
        }
        return sum;
    }

    /** τ² times the Kullback-Leibler divergence of the teacher from the student, both at temperature τ. */
    private static double soft(Objective objective, double[] logits, TrainBatch.Soft soft) {
        double tau = objective.temperature();
        double sum = 0;
        for (int b = 0; b < soft.targets().length; b++) {
            double all = 0;
            for (int l = 0; l < 3; l++) {
                all += Math.exp(logits[b * 3 + l] / tau);
            }
            for (int l = 0; l < 3; l++) {
                double z = logits[b * 3 + l];
                double s = soft.targets()[b][l];
                double sigmoid = 1 / (1 + Math.exp(-z / tau));
                sum += soft.weights()[b][l] * switch (objective.kind()) {
                    case CROSS_ENTROPY -> tau * tau * divergence(s, Math.exp(z / tau) / all);
                    case BINARY_CROSS_ENTROPY -> tau * tau * (divergence(s, sigmoid) + divergence(1 - s, 1 - sigmoid));
                    case SQUARED_ERROR -> (z - s) * (z - s);
                };
            }
        }
        return sum;
    }

    private static double divergence(double s, double q) {
        return s == 0 ? 0 : s * Math.log(s / q);
    }
}
