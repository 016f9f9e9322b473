package io.glossa.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distillation that was killed, while its teacher was asked and while it learned, comes to the same weights. */
class DistillationCrashTest {
    @TempDir
    Path folder;

    /** Runs until a line is said, and then until something is so; then ends the process as a power cut would. */
    private List<String> run(Path teacher, Path model, String line, BooleanSupplier then) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", System.getProperty("java.class.path"),
                DistillationProcess.class.getName(), teacher.toString(), model.toString())
                .redirectError(folder.resolve("errors").toFile()).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String next = out.readLine(); next != null; next = out.readLine()) {
                said.add(next);
                if (next.startsWith(line)) {
                    while (!then.getAsBoolean() && child.isAlive()) {
                        Thread.onSpinWait();
                    }
                    // Also closes the stream that is read here.
                    child.destroyForcibly();
                    break;
                }
            }
        }
        child.waitFor();
        return said;
    }

    private static boolean longerThan(Path file, long bytes) {
        try {
            return Files.exists(file) && Files.size(file) > bytes;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void killedAndResumed_isTheSame() throws IOException, InterruptedException {
        Path teacher = folder.resolve("teacher");
        ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).threads(1)
                .options(TrainingOptions.builder().epochs(3).learningRate(5e-3).batchSize(16).build()).build()
                .train(SmallData.single(200, 1), teacher);
        assertThat(run(teacher, folder.resolve("left-alone"), "never", () -> true)).endsWith("done");
        Path model = folder.resolve("killed");
        Path answers = folder.resolve(".killed.training/teacher-1.logits");
        // When the first chunk of answers is there, and what follows is not whole.
        run(teacher, model, "asking teacher", () -> longerThan(answers, 32));
        assertThat(answers).exists();
        run(teacher, model, "step 7", () -> true);
        byte[] asked = Files.readAllBytes(answers);
        assertThat(asked.length).isEqualTo(32 + 3 * 12 + 2560 * 3 * 4);
        run(teacher, model, "step 15", () -> true);
        assertThat(answers).as("nobody was asked again").hasBinaryContent(asked);
        List<String> last = run(teacher, model, "never", () -> true);
        assertThat(last).endsWith("done").doesNotContain("step 1");
        assertThat(model.resolve("model.safetensors")).hasSameBinaryContentAs(folder.resolve("left-alone/model.safetensors"));
    }
}
