package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script does what the eager calls do. */
class EnginesTest {
    private static final Objective KL = new Objective(Objective.Kind.CROSS_ENTROPY, 0, 2);

    static Stream<String> configurations() {
        return SmallModel.CONFIGURATIONS.stream();
    }

    /** Masks are drawn in the order of memory, and the states of an LSTM do not lie alike: token by token, or text by text. */
    static Stream<String> transformers() {
        return configurations().filter(json -> !json.contains("lstm"));
    }

    /** Both ask for random numbers in the same order, so they draw the same masks. */
    @ParameterizedTest
    @MethodSource("transformers")
    void script_dropsWhatEagerCallsDrop(String json) {
        SmallModel small = SmallModel.of(json, 12);
        try (TrainableModel script = TorchModel.open(small.dropping(0.3, false));
                TrainableModel eager = TorchModel.open(small.dropping(0.3, true));
                TrainableModel without = TorchModel.open(small.spec(false))) {
            for (int step = 1; step <= 4; step++) {
                TrainBatch batch = small.batch(step, 5, 4 * step);
                double loss = script.accumulate(batch, 5, step);
                assertThat(loss).as("loss %d", step).isCloseTo(eager.accumulate(batch, 5, step), within(1e-5));
                assertThat(Math.abs(loss - without.accumulate(batch, 5, step))).isGreaterThan(1e-4);
                double norm = script.update(1e-4, step, 1);
                assertThat(norm).as("norm %d", step).isCloseTo(eager.update(1e-4, step, 1), within(1e-4 * Math.max(1, norm)));
                without.update(1e-4, step, 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void script_distilsAsEagerCallsDo(String json) {
        SmallModel small = SmallModel.of(json, 13);
        Random random = new Random(5);
        try (TrainableModel script = TorchModel.open(small.spec(false, KL, SmallModel.ADAMW, SmallModel.all(), null));
                TrainableModel eager = TorchModel.open(small.spec(true, KL, SmallModel.ADAMW, SmallModel.all(), null))) {
            for (int step = 1; step <= 4; step++) {
                TrainBatch hard = small.batch(step, 3, 2 + 2 * step);
                float[][] soft = new float[3][3];
                float[][] weights = new float[3][3];
                for (int b = 0; b < 3; b++) {
                    soft[b][b] = random.nextFloat();
                    soft[b][(b + 1) % 3] = 1 - soft[b][b];
                    java.util.Arrays.fill(weights[b], 0.3f);
                }
                // A batch with a teacher, in which a text has no label, and one without.
                TrainBatch batch = step % 2 == 0 ? hard : new TrainBatch(hard.ids(), hard.typeIds(), hard.mask(), hard.targets(),
                        new float[][] {{1, 1, 1}, {0, 0, 0}, {1, 1, 1}}, new TrainBatch.Soft(soft, weights));
                double loss = script.accumulate(batch, 3, step);
                assertThat(loss).as("loss %d", step).isCloseTo(eager.accumulate(batch, 3, step), within(1e-5));
                double norm = script.update(1e-3, step, 1);
                assertThat(norm).as("norm %d", step).isCloseTo(eager.update(1e-3, step, 1), within(1e-4 * Math.max(1, norm)));
            }
            TrainBatch batch = small.batch(99, 3, 10);
            float[][] expected = eager.logits(batch);
            float[][] found = script.logits(batch);
            for (int i = 0; i < 3; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void script_trainsAsEagerCallsDo(String json) {
        SmallModel small = SmallModel.of(json, 11);
        try (TrainableModel script = TorchModel.open(small.spec(false)); TrainableModel eager = TorchModel.open(small.spec(true))) {
            assertThat(script.trainable()).containsExactlyInAnyOrderElementsOf(eager.trainable());
            for (int step = 1; step <= 6; step++) {
                TrainBatch batch = small.batch(step, 1 + step % 4, 1 + 3 * step);
                double loss = script.accumulate(batch, batch.size(), step);
                assertThat(loss).as("loss %d", step).isCloseTo(eager.accumulate(batch, batch.size(), step), within(1e-5));
                double norm = script.update(1e-3, step, 1);
                assertThat(norm).as("norm %d", step).isCloseTo(eager.update(1e-3, step, 1), within(1e-4 * Math.max(1, norm)));
            }
            TrainBatch batch = small.batch(99, 3, 10);
            float[][] expected = eager.logits(batch);
            float[][] found = script.logits(batch);
            for (int i = 0; i < 3; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }
}
