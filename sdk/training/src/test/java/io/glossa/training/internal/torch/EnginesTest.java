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
