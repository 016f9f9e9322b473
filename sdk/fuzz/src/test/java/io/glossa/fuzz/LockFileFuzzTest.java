package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glossa.models.LockFile;
import java.nio.file.Path;
import java.util.List;

/** A lock file: what is accepted, written and read again says the same. */
class LockFileFuzzTest {
    private static final ModelFolder FOLDER = new ModelFolder();
    private static final Seeds SEEDS = Seeds.of(LockFileFuzzTest.class,
            List.of("", "..", "../x", "/etc/passwd", "a/../../b", "org/name", "org/../name", "-x/y", "main", "refs/pr/1", "a//b",
                    "\u0000", "0000000000000000000000000000000000000000",
                    "0000000000000000000000000000000000000000000000000000000000000000"),
            List.of("{\"size\":1,\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\"}"));

    @FuzzTest
    void lockFile(byte[] input) {
        byte[] json = SEEDS.resolve(input);
        Path file = FOLDER.put("glossa.lock", json);
        LockFile lock = Oracle.read(json, () -> LockFile.read(file));
        if (lock == null) {
            return;
        }
        Oracle.check(json, () -> {
            lock.models().forEach(model -> {
                Oracle.require(model.commit().matches("[0-9a-f]{40}"), "a commit");
                model.files().forEach((path, entry) -> {
                    Path resolved = FOLDER.path().resolve(path).normalize();
                    Oracle.require(resolved.startsWith(FOLDER.path()) && !resolved.equals(FOLDER.path()), "a path inside");
                    Oracle.require(entry.size() >= 0 && entry.sha256().length() == 64, "a size and a checksum");
                });
            });
            Path again = FOLDER.path().resolve("again.lock");
            lock.write(again);
            Oracle.require(LockFile.read(again).models().equals(lock.models()), "the same after writing and reading");
        });
    }
}
