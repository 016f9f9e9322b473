package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glossa.models.Manifest;
import io.glossa.models.ModelStore;
import java.nio.file.Path;
import java.util.List;

/** {@code glossa.json}. */
class ManifestFuzzTest {
    private static final ModelFolder FOLDER = new ModelFolder();
    private static final ModelStore STORE = ModelStore.builder().build();
    private static final Seeds SEEDS = Seeds.of(ManifestFuzzTest.class,
            List.of("", "..", "../x", "/etc/passwd", "a/../../b", "a//b", "con:x", "\u0000", "fp32", "INT8", "a\\b",
                    "0000000000000000000000000000000000000000000000000000000000000000"), List.of());

    @FuzzTest
    void manifest(byte[] input) {
        byte[] json = SEEDS.resolve(input);
        FOLDER.put("glossa.json", json);
        Manifest manifest = Oracle.read(json, () -> STORE.open(FOLDER.path().toString()).manifest().orElseThrow());
        if (manifest == null) {
            return;
        }
        Oracle.check(json, () -> {
            Oracle.require(manifest.formatVersion() == 1, "format version 1");
            manifest.polarity().values().forEach(value -> Oracle.require(value >= -1 && value <= 1, "a polarity"));
            manifest.thresholds().values().forEach(value -> Oracle.require(Double.isFinite(value), "a number"));
            manifest.head().ifPresent(ManifestFuzzTest::requireInside);
            manifest.files().keySet().forEach(ManifestFuzzTest::requireInside);
            manifest.files().values().forEach(entry -> Oracle.require(entry.size() >= 0, "a size"));
            String.valueOf(manifest.metrics());
            String.valueOf(manifest.provenance());
        });
    }

    private static void requireInside(String path) {
        Path resolved = FOLDER.path().resolve(path).normalize();
        Oracle.require(resolved.startsWith(FOLDER.path()) && !resolved.equals(FOLDER.path()), "a path inside the model");
    }
}
