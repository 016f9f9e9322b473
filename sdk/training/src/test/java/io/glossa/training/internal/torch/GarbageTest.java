package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch reads on the way back must not be memory that Java has taken back in between. */
class GarbageTest {
    private static final int RUNS = 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradients_surviveTheCollectionOfGarbage(boolean eager) throws InterruptedException {
        List<Double> quiet = run(eager);
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = new Thread(() -> {
            while (!done.get()) {
                System.gc();
                // What was freed is used anew, and differs from what it was.
                for (int size = 4; size < 64; size += 4) {
                    ByteBuffer other = ByteBuffer.allocateDirect(size);
                    while (other.hasRemaining()) {
                        other.put((byte) 0x3f);
                    }
                }
            }
        });
        collector.setDaemon(true);
        collector.start();
        try {
            for (int i = 0; i < RUNS; i++) {
                assertThat(run(eager)).as("losses and norms of run %d", i).isEqualTo(quiet);
            }
        } finally {
            done.set(true);
            collector.join();
        }
    }

    private static List<Double> run(boolean eager) {
        SmallModel small = SmallModel.of(SmallModel.CONFIGURATIONS.get(0), 11);
        List<Double> numbers = new ArrayList<>();
        try (TrainableModel model = TorchModel.open(small.spec(eager))) {
            for (int step = 1; step <= 6; step++) {
                TrainBatch batch = small.batch(step, 1 + step % 4, 1 + 3 * step);
                numbers.add(model.accumulate(batch, batch.size(), step));
                numbers.add(model.update(1e-3, step, 1));
            }
        }
        return numbers;
    }
}
