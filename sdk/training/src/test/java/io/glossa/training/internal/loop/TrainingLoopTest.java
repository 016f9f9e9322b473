package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.error.TrainingException;
import io.glossa.training.LearningRateSchedule;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
    @TempDir
    Path folder;

    /** Ends a run as a fault would. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static TrainingListener stopAt(long step) {
        return new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                if (progress.step() == step) {
                    throw new Stop();
                }
            }
        };
    }

    private static BagModel model() {
        return new BagModel(LoopFixture.VOCABULARY, LoopFixture.LABELS, 0.2);
    }

    private float[] undisturbed(LoopSettings settings) {
        BagModel model = model();
        LoopFixture.loop(model, settings, folder.resolve("undisturbed"), TrainingListener.NONE).run(false);
        return model.weights();
    }

    @Test
    void run_learns() {
        BagModel model = model();
        TrainingLoop.Outcome outcome = LoopFixture.loop(model, LoopFixture.settings(16, 1), folder, TrainingListener.NONE).run(false);
        assertThat(outcome.steps()).isEqualTo(4 * 13);
        assertThat(outcome.history()).hasSize(4);
        assertThat(outcome.bestScore()).isGreaterThan(0.7);
        assertThat(outcome.history().get(3).trainLoss()).isLessThan(outcome.history().get(0).trainLoss());
    }

    @Test
    void run_twiceIsTheSame() {
        assertThat(undisturbed(LoopFixture.settings(16, 1))).containsExactly(undisturbed(LoopFixture.settings(16, 1)));
    }

    @Test
    void run_anotherSeedIsAnother() {
        LoopSettings s = LoopFixture.settings(16, 1);
        LoopSettings other = new LoopSettings(s.epochs(), s.batchSize(), 1, s.schedule(), s.clipNorm(), true, 8, s.evaluateEvery(),
                s.checkpointEvery(), s.patience(), true, s.padding(), 1, 1);
        assertThat(undisturbed(other)).isNotEqualTo(undisturbed(s));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 7, 8, 13, 14, 15, 26, 27, 40, 51, 52})
    void resume_atAnyStepIsBitIdentical(long step) {
        LoopSettings settings = LoopFixture.settings(16, 1);
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> LoopFixture.loop(model(), settings, broken, stopAt(step)).run(false)).isInstanceOf(Stop.class);
        BagModel resumed = model();
        TrainingLoop.Outcome outcome = LoopFixture.loop(resumed, settings, broken, TrainingListener.NONE).run(true);
        assertThat(resumed.weights()).containsExactly(undisturbed(settings));
        assertThat(outcome.history()).hasSize(4);
    }

    @Test
    void resume_brokenAgainAndAgain() {
        LoopSettings settings = LoopFixture.settings(16, 2);
        Path broken = folder.resolve("broken");
        for (long step = 3; step < 28; step += 5) {
            long at = step;
            assertThatThrownBy(() -> LoopFixture.loop(model(), settings, broken, stopAt(at)).run(true)).isInstanceOf(Stop.class);
        }
        BagModel resumed = model();
        LoopFixture.loop(resumed, settings, broken, TrainingListener.NONE).run(true);
        assertThat(resumed.weights()).containsExactly(undisturbed(settings));
    }

    @Test
    void resume_lastCheckpointDamaged_takesTheOneBefore() throws IOException {
        LoopSettings settings = LoopFixture.settings(16, 1);
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> LoopFixture.loop(model(), settings, broken, stopAt(30)).run(false)).isInstanceOf(Stop.class);
        Files.write(broken.resolve("step-000000028/model.safetensors"), new byte[10]);
        BagModel resumed = model();
        LoopFixture.loop(resumed, settings, broken, TrainingListener.NONE).run(true);
        assertThat(resumed.weights()).containsExactly(undisturbed(settings));
    }

    @Test
    void resume_otherOptions() {
        LoopFixture.loop(model(), LoopFixture.settings(16, 1), folder, TrainingListener.NONE).run(false);
        TrainingLoop other = new TrainingLoop(model(), LoopFixture.settings(16, 1), LoopFixture.texts(200, 1), LoopFixture.targets(),
                LoopFixture.evaluator(), new Checkpoints(folder, "other"), TrainingListener.NONE);
        assertThatThrownBy(() -> other.run(true)).isInstanceOf(InvalidInputException.class).hasMessageContaining("same base, options and data");
    }

    @Test
    void checkpoints_lastTwoAndBestAreKept() throws IOException {
        List<Long> written = new ArrayList<>();
        TrainingLoop.Outcome outcome = LoopFixture.loop(model(), LoopFixture.settings(16, 1), folder, new TrainingListener() {
            @Override
            public void checkpoint(Path path, long step) {
                written.add(step);
            }
        }).run(false);
        assertThat(written).containsExactly(7L, 14L, 21L, 28L, 35L, 42L, 49L);
        try (Stream<Path> left = Files.list(folder)) {
            List<String> names = left.map(path -> path.getFileName().toString()).filter(name -> name.startsWith("step")).sorted().toList();
            assertThat(names).containsExactly("step-000000042", "step-000000049");
        }
        assertThat(folder.resolve(String.format("best-%09d", outcome.bestStep()))).isDirectory();
    }

    @Test
    void accumulate_isALargerBatch() {
        LoopSettings one = new LoopSettings(3, 16, 1, new Schedule(LearningRateSchedule.CONSTANT, 0.05, 0, 39), 1, false, 7,
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), false, new Batches.Padding(0, false), 1, 1);
        LoopSettings four = new LoopSettings(3, 4, 4, one.schedule(), 1, false, 7, OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty(), false, new Batches.Padding(0, false), 1, 1);
        BagModel large = new BagModel(LoopFixture.VOCABULARY, LoopFixture.LABELS, 0);
        BagModel small = new BagModel(LoopFixture.VOCABULARY, LoopFixture.LABELS, 0);
        LoopFixture.loop(large, one, folder.resolve("one"), TrainingListener.NONE).run(false);
        LoopFixture.loop(small, four, folder.resolve("four"), TrainingListener.NONE).run(false);
        float[] expected = large.weights();
        float[] found = small.weights();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void run_endsEarly() {
        LoopSettings s = LoopFixture.settings(16, 1);
        LoopSettings patient = new LoopSettings(50, 16, 1, new Schedule(LearningRateSchedule.CONSTANT, 0.05, 0, 650), 1, true, 7,
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(2), true, s.padding(), 1, 1);
        double[] scores = {0.1, 0.4, 0.3, 0.4, 0.9};
        int[] call = {0};
        BagModel model = model();
        List<float[]> weights = new ArrayList<>();
        TrainingLoop loop = new TrainingLoop(model, patient, LoopFixture.texts(200, 1), LoopFixture.targets(), m -> {
            weights.add(model.weights());
            double score = scores[call[0]++];
            return new Evaluator.Measured(java.util.Map.of("accuracy", score), score, 1);
        }, new Checkpoints(folder, "same"), TrainingListener.NONE);
        TrainingLoop.Outcome outcome = loop.run(false);
        assertThat(outcome.endedEarly()).isTrue();
        assertThat(outcome.history()).hasSize(4);
        assertThat(outcome.bestStep()).isEqualTo(2 * 13);
        assertThat(model.weights()).containsExactly(weights.get(1));
    }

    @Test
    void run_lossIsNoNumber() {
        BagModel model = model().poison(20, Double.NaN);
        TrainingLoop loop = LoopFixture.loop(model, LoopFixture.settings(16, 1), folder, TrainingListener.NONE);
        assertThatThrownBy(() -> loop.run(false)).isInstanceOf(TrainingException.class).hasMessageContaining("step 20")
                .hasMessageContaining("learning rate").hasMessageContaining("checkpoint");
        assertThat(folder.resolve("step-000000014")).isDirectory();
    }

    @Test
    void run_evaluatesEverySteps() {
        LoopSettings s = LoopFixture.settings(16, 1);
        LoopSettings often = new LoopSettings(2, 16, 1, s.schedule(), 1, true, 7, OptionalInt.of(10), OptionalInt.empty(),
                OptionalInt.empty(), true, s.padding(), 1, 1);
        TrainingLoop.Outcome outcome = LoopFixture.loop(model(), often, folder, TrainingListener.NONE).run(false);
        assertThat(outcome.history()).extracting(e -> e.step()).containsExactly(10L, 20L, 26L);
    }

    @Test
    void progress_goesToTheEnd() {
        List<TrainingProgress> all = new ArrayList<>();
        LoopFixture.loop(model(), LoopFixture.settings(16, 1), folder, new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                all.add(progress);
            }
        }).run(false);
        assertThat(all).hasSize(52);
        assertThat(all.get(51).step()).isEqualTo(all.get(51).steps());
        assertThat(all.get(51).remaining()).isZero();
        assertThat(all.get(51).epoch()).isEqualTo(4);
    }

    /** Unless told otherwise, where a measurement has just been made; the last needs none. */
    @Test
    void checkpointsAfterMeasurements() {
        LoopSettings s = LoopFixture.settings(16, 1);
        LoopSettings settings = new LoopSettings(s.epochs(), s.batchSize(), 1, s.schedule(), 1, true, 7, OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty(), true, s.padding(), 1, 1);
        List<Long> written = new ArrayList<>();
        LoopFixture.loop(new BagModel(LoopFixture.VOCABULARY, LoopFixture.LABELS, 0.2), settings, folder, new TrainingListener() {
            @Override
            public void checkpoint(Path path, long step) {
                written.add(step);
            }
        }).run(false);
        assertThat(written).containsExactly(13L, 26L, 39L);
    }
}
