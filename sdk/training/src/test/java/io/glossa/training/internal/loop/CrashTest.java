package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glossa.training.report.HistoryWriter;
import io.glossa.training.report.TrainingHistory;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed at any moment and resumed ends with the very weights of one that was left alone. */
class CrashTest {
    @TempDir
    Path folder;

    private Process start(Path checkpoints, Path weights, String limit) throws IOException {
        List<String> command = new ArrayList<>();
        if (!limit.isEmpty()) {
            command.addAll(List.of("bash", "-c", "ulimit -f " + limit + " && exec \"$@\"", "bash"));
        }
        command.addAll(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"), CrashChild.class.getName(),
                checkpoints.toString(), weights.toString()));
        return new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    }

    /** Lets a child go on for some steps and then ends it as a power cut would; −1 to let it end. */
    private List<String> run(Path checkpoints, Path weights, int steps, String limit) throws IOException, InterruptedException {
        Process child = start(checkpoints, weights, limit);
        List<String> said = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (steps >= 0 && said.size() > steps) {
                    // Also closes the stream that is read here.
                    child.destroyForcibly();
                    break;
                }
            }
        }
        child.waitFor();
        return said;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void killedAtRandomPoints(long seed) throws IOException, InterruptedException {
        assertThat(run(folder.resolve("left-alone"), folder.resolve("expected"), -1, "")).contains("done");
        Random random = new Random(seed);
        Path checkpoints = folder.resolve("killed");
        for (int kill = 0; kill < 4; kill++) {
            run(checkpoints, folder.resolve("found"), 1 + random.nextInt(12), "");
        }
        List<String> last = run(checkpoints, folder.resolve("found"), -1, "");
        assertThat(last).contains("done");
        assertThat(folder.resolve("found")).hasSameBinaryContentAs(folder.resolve("expected"));
        try (Stream<Path> left = Files.list(checkpoints)) {
            assertThat(left.map(path -> path.getFileName().toString())).allMatch(name -> name.matches("(step|best)-\\d{9}|history\\.jsonl"));
        }
        TrainingHistory expected = HistoryWriter.read(folder.resolve("left-alone").resolve(Checkpoints.HISTORY));
        TrainingHistory found = HistoryWriter.read(checkpoints.resolve(Checkpoints.HISTORY));
        assertThat(expected.steps()).isNotEmpty();
        assertThat(found.steps()).extracting(Step::step, Step::loss, Step::learningRate)
                .isEqualTo(expected.steps().stream().map(step -> tuple(step.step(), step.loss(), step.learningRate())).toList());
        assertThat(found.epochs()).extracting(Epoch::step, Epoch::metrics)
                .isEqualTo(expected.epochs().stream().map(epoch -> tuple(epoch.step(), epoch.metrics())).toList());
    }

    /** A signal, other than a cut, leaves time: the step that was last is written, whether or not its turn had come. */
    @Test
    void endedBySignal() throws IOException, InterruptedException {
        assertThat(run(folder.resolve("left-alone"), folder.resolve("expected"), -1, "")).contains("done");
        Path checkpoints = folder.resolve("ended");
        Process child = start(checkpoints, folder.resolve("found"), "");
        List<String> said = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (said.size() == 4) {
                    child.toHandle().destroy();
                }
            }
        }
        assertThat(child.waitFor()).isEqualTo(143);
        assertThat(folder.resolve("found")).doesNotExist();
        String last = said.stream().filter(line -> line.startsWith("step ")).reduce((a, b) -> b).orElseThrow();
        assertThat(checkpoints.resolve(String.format(Locale.ROOT, "step-%09d", Integer.parseInt(last.substring(5))))).isDirectory();
        assertThat(run(checkpoints, folder.resolve("found"), -1, "").get(0)).isEqualTo("step " + (Integer.parseInt(last.substring(5)) + 1));
        assertThat(folder.resolve("found")).hasSameBinaryContentAs(folder.resolve("expected"));
    }

    @Test
    void noRoomForACheckpoint() throws IOException, InterruptedException {
        assertThat(run(folder.resolve("left-alone"), folder.resolve("expected"), -1, "")).contains("done");
        Path checkpoints = folder.resolve("full");
        run(checkpoints, folder.resolve("found"), 8, "");
        List<String> said = run(checkpoints, folder.resolve("found"), -1, "128");
        assertThat(said.get(said.size() - 1)).startsWith("TrainingException").contains("free space", "resume");
        assertThat(folder.resolve("found")).doesNotExist();
        List<String> resumed = run(checkpoints, folder.resolve("found"), -1, "");
        assertThat(resumed.get(0)).isNotEqualTo("step 1");
        assertThat(folder.resolve("found")).hasSameBinaryContentAs(folder.resolve("expected"));
    }
}
