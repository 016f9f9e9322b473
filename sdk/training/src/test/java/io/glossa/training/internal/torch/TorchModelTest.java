package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import org.junit.jupiter.api.Test;

/** A model learns, and its state can be kept. */
class TorchModelTest {
    @Test
    void loss_fallsOnTheSameBatch() {
        SmallModel small = SmallModel.bert(1);
        TrainBatch batch = small.batch(3, 8, 12);
        try (TrainableModel model = TorchModel.open(small.spec(false))) {
            double first = Double.NaN;
            double last = Double.NaN;
            for (int step = 1; step <= 40; step++) {
                last = model.accumulate(batch, 8, step);
                first = step == 1 ? last : first;
                assertThat(model.update(3e-3, step, 1)).isPositive();
            }
            assertThat(last).isLessThan(first / 10);
        }
    }
}
