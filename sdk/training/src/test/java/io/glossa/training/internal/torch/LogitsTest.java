package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine computes is what plain Java computes. */
class LogitsTest {
    static Stream<String> configurations() {
        return SmallModel.CONFIGURATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void logits_agreeWithPlainJava(String json) {
        SmallModel small = SmallModel.of(json, 5);
        try (TrainableModel model = TorchModel.open(small.spec(false))) {
            for (int seed = 0; seed < 4; seed++) {
                TrainBatch batch = small.batch(seed, 1 + seed, 1 + 6 * seed);
                double[] expected = small.plain(batch);
                float[][] found = model.logits(batch);
                assertThat(found).hasDimensions(batch.size(), 3);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) found[i / 3][i % 3]).isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
                }
            }
        }
    }
}
