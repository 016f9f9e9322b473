package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that were written are found again, whole chunks alone, whatever was cut off or damaged behind them. */
class TeacherAnswersTest {
    private static final int LABELS = 3;

    @TempDir
    Path folder;

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }

    private static List<float[]> chunk(int texts, long seed) {
        Random random = new Random(seed);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            rows.add(new float[] {random.nextFloat(), random.nextFloat(), -random.nextFloat()});
        }
        return rows;
    }

    private static float[][] read(Path file, byte[] key) throws IOException {
        try (TeacherAnswers answers = TeacherAnswers.open(file, key, LABELS)) {
            return answers.rows().toArray(float[][]::new);
        }
    }

    private Path written() throws IOException {
        Path file = folder.resolve("work/teacher.logits");
        try (TeacherAnswers answers = TeacherAnswers.open(file, key(1), LABELS)) {
            answers.add(chunk(5, 1));
            answers.add(chunk(4, 2));
            assertThat(answers.size()).isEqualTo(9);
        }
        return file;
    }

    @Test
    void open_again() throws IOException {
        List<float[]> expected = new ArrayList<>(chunk(5, 1));
        expected.addAll(chunk(4, 2));
        assertThat(read(written(), key(1))).isDeepEqualTo(expected.toArray(float[][]::new));
    }

    @Test
    void open_cutOffAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        int second = whole.length - 12 - 4 * LABELS * 4;
        for (int length = 0; length < whole.length; length++) {
            Path file = folder.resolve("cut");
            Files.write(file, Arrays.copyOf(whole, length));
            int expected = length < second ? 0 : 5;
            assertThat(read(file, key(1)).length).as("cut at %d", length).isEqualTo(expected);
            // What goes on there is whole again.
            try (TeacherAnswers answers = TeacherAnswers.open(file, key(1), LABELS)) {
                if (expected == 0) {
                    answers.add(chunk(5, 1));
                }
                answers.add(chunk(4, 2));
            }
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void open_damagedAnywhere() throws IOException {
        Path intact = written();
        byte[] whole = Files.readAllBytes(intact);
        float[][] expected = read(intact, key(1));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Path file = Files.write(folder.resolve("damaged"), damaged);
            float[][] found = read(file, key(1));
            assertThat(found.length).as("damage at %d", at).isIn(0, 5);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).containsExactly(expected[i]);
            }
        }
    }

    @Test
    void open_withAnotherKey_beginsAnew() throws IOException {
        Path file = written();
        assertThat(read(file, key(2))).isEmpty();
        assertThat(read(file, key(1))).isEmpty();
    }
}
