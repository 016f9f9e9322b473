package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.base.internal.SafeJson;
import io.glossa.models.Manifest;
import io.glossa.models.ModelStore;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void write_halvesWithLabelsAndChecksums() throws IOException {
        Path trained = Files.createDirectories(folder.resolve("trained"));
        new SafeTensorsWriter().add("bert.a.lora_A", new float[] {1, 0.3333333f}, 1, 2).add("classifier.bias", new float[] {-2, 2}, 2)
                .metadata("prefix", "bert.").metadata("rank", "1").metadata("alpha", "2.0").write(trained.resolve("adapter.safetensors"));
        Files.writeString(trained.resolve("config.json"), "{\"model_type\": \"bert\", \"id2label\": {\"0\": \"x\"}}");
        String sha256 = "ab".repeat(32);
        Files.writeString(trained.resolve("glossa.json"), "{\"formatVersion\": 1, \"base_sha256\": \"" + sha256 + "\"}");
        Path target = folder.resolve("model");
        AdapterDirectory directory = new AdapterDirectory(target, trained, "base-en", "en");
        directory.writeModel();
        directory.writeManifest(SafeJson.mapper().createObjectNode(), SafeJson.mapper().createObjectNode().put("seed", 1));

        SafeTensors halves = SafeTensors.open(target.resolve("adapter.safetensors"));
        assertThat(halves.tensors().get("bert.a.lora_A").dtype()).isEqualTo(DType.F16);
        // 0.3333 between 2^-2 and 2^-1 is a multiple of 2^-12.
        assertThat(halves.floats("bert.a.lora_A")).containsExactly(1, 1365 / 4096f);
        assertThat(halves.metadata()).containsEntry("prefix", "bert.").containsEntry("rank", "1").containsEntry("alpha", "2.0");
        Manifest manifest = ModelStore.defaults().open(target.toString()).manifest().orElseThrow();
        assertThat(manifest.adapter()).contains("adapter.safetensors");
        assertThat(manifest.base()).contains("base-en");
        assertThat(SafeJson.object(Files.readAllBytes(target.resolve("glossa.json")), "glossa.json").path("base_sha256").asText())
                .isEqualTo(sha256);
        assertThat(manifest.polarity()).containsEntry("negative", -1.0).containsEntry("positive", 1.0);
        assertThat(ModelStore.defaults().open(target.toString()).config().labels()).containsExactly("negative", "positive");
        assertThat(manifest.files()).containsOnlyKeys("adapter.safetensors", "config.json");
    }
}
