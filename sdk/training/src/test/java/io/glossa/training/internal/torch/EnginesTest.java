package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script does what the eager calls do. */
class EnginesTest {
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
