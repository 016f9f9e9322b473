package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Mutator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock file is as trusted as the repository it is checked in with, and read as if it were not. */
class LockFileTest {
    private static final String GOOD = """
            {"formatVersion": 1, "later": [], "models": [{"repository": "org/model", "revision": "main", "note": 1,
              "commit": "0123456789abcdef0123456789abcdef01234567",
              "files": {"onnx/model.onnx": {"size": 5, "sha256": "%s"}}}]}""".formatted("a".repeat(64));

    @TempDir
    Path folder;

    private static LockFile parse(String json) {
        return LockFile.parse(json.getBytes(StandardCharsets.UTF_8), "glossa.lock");
    }

    @Test
    void parse_unknownFields_ignored() {
        assertThat(parse(GOOD).models()).containsExactly(new LockedModel("org/model", "main",
                "0123456789abcdef0123456789abcdef01234567", Map.of("onnx/model.onnx", new Manifest.FileEntry(5, "a".repeat(64)))));
        assertThat(parse("{\"formatVersion\": 1, \"models\": []}").models()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[]", "7", "{}", "{\"formatVersion\": 1}", "{\"formatVersion\": \"1\", \"models\": []}", "{\"formatVersion\": 0, \"models\": []}",
        "{\"formatVersion\": 1, \"models\": {}}", "{\"formatVersion\": 1, \"models\": [7]}", "{\"formatVersion\": 1, \"models\": [{}]}",
        "{\"formatVersion\": 1, \"formatVersion\": 1, \"models\": []}", "{\"formatVersion\": 1, \"models\": []} x"})
    void parse_notALock_refused(String json) {
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> parse(json)).withMessageStartingWith("glossa.lock: ");
    }

    @Test
    void parse_fieldsThatAreWrong_refused() {
        for (String[] change : new String[][] {
            {"org/model", "model"}, {"org/model", "../model"}, {"org/model", "org/model@v1"}, {"org/model", "/etc/passwd"},
            {"\"main\"", "\"\""}, {"\"main\"", "\"../x\""}, {"\"main\"", "7.5"},
            {"0123456789abcdef0123456789abcdef01234567", "main"}, {"0123456789abcdef0123456789abcdef01234567", "0123456789ABCDEF0123456789abcdef01234567"},
            {"onnx/model.onnx", "../model.onnx"}, {"onnx/model.onnx", "/etc/passwd"}, {"onnx/model.onnx", "a\\\\b"}, {"onnx/model.onnx", ""},
            {"\"size\": 5", "\"size\": -1"}, {"\"size\": 5", "\"size\": 5.5"}, {"\"size\": 5", "\"size\": \"5\""},
            {"\"size\": 5", "\"size\": 99999999999999999999"}, {"\"size\": 5", "\"other\": 5"},
            {"a".repeat(64), "a".repeat(63)}, {"a".repeat(64), "A".repeat(64)}}) {
            String json = GOOD.replace(change[0], change[1]);
            assertThat(json).as(change[0]).isNotEqualTo(GOOD);
            assertThatExceptionOfType(ModelFormatException.class).as(change[1]).isThrownBy(() -> parse(json))
                    .withMessageStartingWith("glossa.lock");
        }
    }

    @Test
    void parse_laterVersion_saysUpgrade() {
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> parse(GOOD.replace("\"formatVersion\": 1", "\"formatVersion\": 2")))
                .withMessageContaining("upgrade");
    }

    @Test
    void parse_sameModelTwice_refused() {
        String model = GOOD.substring(GOOD.indexOf("[{") + 1, GOOD.lastIndexOf("]"));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> parse(GOOD.replace(model, model + ", " + model)))
                .withMessageContaining("each model once");
        assertThat(parse(GOOD.replace(model, model + ", " + model.replace("main", "v1"))).models()).hasSize(2);
    }

    @Test
    void parse_deepOrTooMany_refusedInBoundedMemory() {
        String deep = GOOD.replace("\"later\": []", "\"later\": " + "[".repeat(10_000) + "]".repeat(10_000));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> parse(deep)).withMessageContaining("limits");
        StringBuilder models = new StringBuilder("{\"formatVersion\": 1, \"models\": [{}");
        models.append(",{}".repeat(1000)).append("]}");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> parse(models.toString())).withMessageContaining("1000");
    }

    @Test
    void read_missingOrHuge() throws IOException {
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> LockFile.read(folder.resolve("none.lock")))
                .withMessageContaining("glossa models lock");
        Path huge = folder.resolve("huge.lock");
        try (var file = Files.newByteChannel(huge, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.position(17L << 20).write(ByteBuffer.wrap(new byte[] {1}));
        }
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> LockFile.read(huge)).withMessageContaining("at most");
    }

    @Test
    void parse_damagedFiles() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Mutator mutator = new Mutator(20_261_125);
        int[] refused = new int[1];
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = mutator.mutate(good, good.length);
            long allocated = Allocation.of(() -> {
                try {
                    List<LockedModel> models = LockFile.parse(damaged, "glossa.lock").models();
                    assertThat(models.size()).isLessThan(2);
                } catch (ModelFormatException e) {
                    refused[0]++;
                    assertThat(e.getMessage()).startsWith("glossa.lock").hasSizeLessThan(1000);
                }
            });
            assertThat(allocated).as("case %d", i).isLessThan(10 << 20);
        }
        assertThat(refused[0]).isGreaterThan(1000);
    }
}
