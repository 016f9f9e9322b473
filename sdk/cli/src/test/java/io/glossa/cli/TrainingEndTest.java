package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code glossa train classify}, ended by a signal in the midst of its steps, as by Ctrl-C: says how to go on, and goes on. */
class TrainingEndTest {
    @TempDir
    Path folder;

    private List<String> arguments(Path train) throws IOException {
        StringBuilder rows = new StringBuilder("text\tlabel\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i % 2 == 0 ? "the lovely food " : "an awful song ").append(i).append('\t').append(i % 2).append('\n');
        }
        Files.writeString(train, rows);
        return List.of("train", "classify", "--base", Cli.fixture("bert-embed-mean"), "--train", train.toString(), "--out",
                folder.resolve("model").toString(), "--epochs", "40", "--evaluate-every", "5", "--batch-size", "8", "--threads", "1");
    }

    @Test
    void end_thenResume() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(arguments(folder.resolve("train.tsv")));
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + folder.resolve("crash.log"), "-cp", System.getProperty("java.class.path"),
                Glossa.class.getName()));
        command.addAll(arguments);
        Path errors = folder.resolve("errors");
        Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            // The first measurement: steps are being made.
            assertThat(out.readLine()).as(() -> read(errors)).contains("\"step\":5");
            child.toHandle().destroy();
            out.lines().forEach(line -> assertThat(line).contains("\"step\""));
        }
        assertThat(child.waitFor()).as(() -> read(errors)).isEqualTo(143);
        assertThat(folder.resolve("crash.log")).doesNotExist();
        assertThat(folder.resolve("model")).doesNotExist();
        assertThat(read(errors)).contains("a checkpoint is written, so run the same again and resume (--resume)");
        try (Stream<Path> checkpoints = Files.list(folder.resolve(".model.training/run-1"))) {
            assertThat(checkpoints.map(path -> path.getFileName().toString())).anyMatch(name -> name.startsWith("step-"));
        }
        Collections.addAll(arguments, "--resume");
        Cli.Result resumed = Cli.run(arguments.toArray(new String[0]));
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("going on from step");
        assertThat(folder.resolve("model/model.safetensors")).exists();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
