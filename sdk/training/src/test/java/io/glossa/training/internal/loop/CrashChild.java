package io.glossa.training.internal.loop;

import io.glossa.error.TrainingException;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A training in a process of its own, to be ended by force: says each step, and writes the final weights. */
public final class CrashChild {
    /** Large enough for a checkpoint to take its time, and to be larger than a limit on files. */
    static final int VOCABULARY = 20_000;

    private CrashChild() {}

    /** Arguments: folder of the checkpoints, file for the weights. */
    public static void main(String[] args) throws IOException {
        BagModel model = new BagModel(VOCABULARY, LoopFixture.LABELS, 0.2);
        LoopSettings s = LoopFixture.settings(16, 1);
        LoopSettings settings = new LoopSettings(s.epochs(), s.batchSize(), 1, s.schedule(), 1, true, 7, s.evaluateEvery(),
                java.util.OptionalInt.of(3), s.patience(), true, s.padding(), 1, 1);
        try {
            LoopFixture.loop(model, settings, Path.of(args[0]), new TrainingListener() {
                @Override
                public void step(TrainingProgress progress) {
                    System.out.println("step " + progress.step());
                    System.out.flush();
                }
            }).run(true);
        } catch (TrainingException e) {
            System.out.println("TrainingException " + e.getMessage());
            System.exit(3);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * model.weights().length);
        bytes.asFloatBuffer().put(model.weights());
        Files.write(Path.of(args[1]), bytes.array());
        System.out.println("done");
    }
}
