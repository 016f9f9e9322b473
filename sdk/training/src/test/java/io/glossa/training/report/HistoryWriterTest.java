package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.TrainingException;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {
    @TempDir
    private Path folder;

    private static Step step(long number) {
        return new Step(number, number / 4.0, 1.0 / number, 5e-5, 2.25, 1840, 0.5 * number);
    }

    private static Epoch epoch(int number) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("macro F1", 0.1 * number);
        metrics.put("accuracy", 1.0 / 3);
        return new Epoch(number, number * 4L, 0.9, OptionalDouble.of(0.7), metrics, number == 2, 2.0 * number);
    }

    private static void run(Path file, long from, long to) {
        try (HistoryWriter writer = HistoryWriter.open(file, from)) {
            for (long s = from + 1; s <= to; s++) {
                writer.step(step(s));
                if (s % 4 == 0) {
                    writer.epoch(epoch((int) (s / 4)));
                }
            }
        }
    }

    @Test
    void lines_asDocumented() throws IOException {
        Path file = folder.resolve("new/history.jsonl");
        try (HistoryWriter writer = HistoryWriter.open(file, 0)) {
            writer.step(new Step(50, 0.25, 1.31, 2.5e-5, 2.2, 1840, 61.5));
            writer.epoch(new Epoch(1, 200, 0.93, OptionalDouble.of(0.71), Map.of("accuracy", 0.81), true, 260));
            writer.step(new Step(201, 1.1, Double.NaN, 1e-5, Double.POSITIVE_INFINITY, 0, 261));
            writer.epoch(new Epoch(2, 400, 0.5, OptionalDouble.empty(), Map.of(), false, 520));
        }
        assertThat(Files.readString(file)).isEqualTo("""
                {"type":"step","step":50,"epoch":0.25,"loss":1.31,"learning_rate":2.5E-5,"gradient_norm":2.2,"tokens_per_second":1840.0,"seconds":61.5}
                {"type":"epoch","epoch":1,"step":200,"train_loss":0.93,"dev_loss":0.71,"dev":{"accuracy":0.81},"best":true,"seconds":260.0}
                {"type":"step","step":201,"epoch":1.1,"loss":null,"learning_rate":1.0E-5,"gradient_norm":null,"tokens_per_second":0.0,"seconds":261.0}
                {"type":"epoch","epoch":2,"step":400,"train_loss":0.5,"dev":{},"best":false,"seconds":520.0}
                """);
    }

    @Test
    void read_givesWhatWasWritten() {
        Path file = folder.resolve("history.jsonl");
        run(file, 0, 9);
        TrainingHistory history = HistoryWriter.read(file);
        assertThat(history.steps()).hasSize(9).first().isEqualTo(step(1));
        assertThat(history.epochs()).containsExactly(epoch(1), epoch(2));
        assertThat(history.epochs().get(0).metrics().keySet()).containsExactly("macro F1", "accuracy");
        assertThat(HistoryWriter.read(folder.resolve("none"))).isEqualTo(TrainingHistory.NONE);
    }

    @Test
    void open_afterAKillAtAnyByteGivesTheUndisturbedFile() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        run(whole, 0, 12);
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            int length = random.nextInt(bytes.length + 1);
            Path cut = folder.resolve("cut.jsonl");
            Files.write(cut, Arrays.copyOf(bytes, length));
            // The last checkpoint is of a step whose lines are in the file.
            long written = HistoryWriter.read(cut).steps().stream().mapToLong(Step::step).max().orElse(0);
            long checkpoint = Math.max(0, written - 1 - random.nextInt(3));
            run(cut, checkpoint, 12);
            assertThat(cut).hasBinaryContent(bytes);
        }
    }

    @Test
    void open_forANewRunDropsEverything() throws IOException {
        Path file = folder.resolve("history.jsonl");
        run(file, 0, 5);
        HistoryWriter.open(file, 0).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void read_passesOverDamage() throws IOException {
        Path file = folder.resolve("history.jsonl");
        run(file, 0, 3);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.addAll(1, List.of("", "{\"type\":\"step\"", "[]", "null", "{\"type\":\"step\",\"step\":\"x\"}", "{\"type\":\"other\",\"step\":1}", "{} {}"));
        Files.write(file, lines);
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, '\n', '{'}, StandardOpenOption.APPEND);
        assertThat(HistoryWriter.read(file).steps()).containsExactly(step(1), step(2), step(3));
    }

    @Test
    void open_whereNoFileCanBe() throws IOException {
        Path file = Files.write(folder.resolve("file"), "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> HistoryWriter.open(file.resolve("history.jsonl"), 0)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("expected a history that can be read and written");
    }
}
