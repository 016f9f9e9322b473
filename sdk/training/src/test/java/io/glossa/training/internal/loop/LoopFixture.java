package io.glossa.training.internal.loop;

import io.glossa.models.ProblemType;
import io.glossa.training.LearningRateSchedule;
import io.glossa.training.TrainingListener;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/** Texts that can be learned, and loops over them. */
final class LoopFixture {
    static final int VOCABULARY = 24;
    static final int LABELS = 3;

    private LoopFixture() {}

    /** Texts of 2 to 20 tokens, in which the tokens of their label are frequent. */
    static EncodedSet texts(int count, long seed) {
        Random random = new Random(seed);
        EncodedSet set = new EncodedSet();
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(LABELS);
            int[] ids = new int[2 + random.nextInt(19)];
            for (int s = 0; s < ids.length; s++) {
                ids[s] = random.nextInt(4) == 0 ? 1 + label : 1 + random.nextInt(VOCABULARY - 1);
            }
            set.add(new EncodedSet.Item(ids, null, new int[] {label}, Double.NaN, i + 1));
        }
        return set;
    }

    static Targets targets() {
        return new Targets(ProblemType.SINGLE_LABEL_CLASSIFICATION, LABELS, 0, null, 0, 1);
    }

    /** Accuracy and loss on further texts. */
    static Evaluator evaluator() {
        EncodedSet dev = texts(60, 99);
        Batches.Padding padding = new Batches.Padding(0, false);
        return model -> {
            float[][] logits = Logits.of(model, dev, padding);
            int right = 0;
            double loss = 0;
            for (int i = 0; i < logits.length; i++) {
                int best = 0;
                double sum = 0;
                for (int l = 0; l < LABELS; l++) {
                    best = logits[i][l] > logits[i][best] ? l : best;
                    sum += Math.exp(logits[i][l]);
                }
                right += best == dev.get(i).labels()[0] ? 1 : 0;
                loss += Math.log(sum) - logits[i][dev.get(i).labels()[0]];
            }
            double accuracy = right / 60.0;
            return new Evaluator.Measured(Map.of("accuracy", accuracy, "loss", loss / 60), accuracy, loss / 60);
        };
    }

    /** Four epochs of 200 texts, a measurement each, checkpoints each 7 steps. */
    static LoopSettings settings(int batch, int accumulation) {
        long steps = LoopSettings.steps(200, batch, accumulation, 4);
        return new LoopSettings(4, batch, accumulation, new Schedule(LearningRateSchedule.LINEAR, 0.05, 5, steps), 1.0, true, 7,
                OptionalInt.empty(), OptionalInt.of(7), OptionalInt.empty(), true, new Batches.Padding(0, false), 1, 1);
    }

    static TrainingLoop loop(TrainableModel model, LoopSettings settings, Path folder, TrainingListener listener) {
        return new TrainingLoop(model, settings, texts(200, 1), targets(), evaluator(), new Checkpoints(folder, "same"), listener);
    }
}
