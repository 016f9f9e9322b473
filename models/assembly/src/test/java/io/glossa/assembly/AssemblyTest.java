package io.glossa.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    @TempDir
    Path folder;

    private Path repository;
    private Path target;

    @BeforeEach
    void model() throws IOException {
        repository = Files.createDirectories(folder.resolve("repository"));
        target = folder.resolve("target");
        Files.writeString(repository.resolve("glossa.json"), "{\"formatVersion\": 1, \"base\": \"some\", \"files\": {}}");
        Files.writeString(repository.resolve("config.json"), "{\"model_type\": \"bert\"}");
    }

    private void make(boolean update, String content) throws IOException {
        Assembly assembly = new Assembly(repository, target, update);
        assembly.make("onnx/model.onnx", file -> Files.writeString(file, content));
        assembly.finish();
    }

    @Test
    void update_writesTheManifestThatABuildThenHolds() throws IOException {
        make(true, "bytes");
        make(false, "bytes");
        Files.copy(repository.resolve("config.json"), target.resolve("config.json"));
        ModelDirectory model = ModelStore.builder().cacheDirectory(folder.resolve("cache")).build().open(target.toString());
        assertThat(model.manifest().orElseThrow().files()).containsOnlyKeys("config.json", "onnx/model.onnx");
        assertThat(model.verify().problems()).noneMatch(problem -> problem.message().contains("SHA-256"));
        assertThat(Files.readString(target.resolve("glossa.json"))).isEqualTo(Files.readString(repository.resolve("glossa.json")))
                .contains("\"base\": \"some\"");
    }

    @Test
    void finish_whatAnEarlierBuildLeft_goesAway() throws IOException {
        Files.createDirectories(target.resolve("1_Pooling"));
        Files.writeString(target.resolve("1_Pooling/config.json"), "{}");
        Files.writeString(target.resolve("head.safetensors"), "old");
        Files.copy(repository.resolve("config.json"), target.resolve("config.json"));
        make(true, "bytes");
        assertThat(target).isDirectoryRecursivelyContaining("glob:**model.onnx").isDirectoryContaining("glob:**config.json");
        assertThat(target.resolve("head.safetensors")).doesNotExist();
        assertThat(target.resolve("1_Pooling/config.json")).doesNotExist();
    }

    @Test
    void make_otherBytes_isRefusedAndLeavesNothing() throws IOException {
        make(true, "bytes");
        Files.delete(target.resolve("onnx/model.onnx"));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> make(false, "other"))
                .withMessageContaining("onnx/model.onnx: expected 5 bytes with SHA-256").withMessageContaining("-Dassembly.update");
        assertThat(target.resolve("onnx")).isEmptyDirectory();
    }

    @Test
    void make_whatIsThereAsItShouldBe_isNotMadeAgain() throws IOException {
        make(true, "bytes");
        AtomicInteger calls = new AtomicInteger();
        Assembly assembly = new Assembly(repository, target, false);
        assembly.make("onnx/model.onnx", file -> calls.incrementAndGet());
        assertThat(calls).hasValue(0);
        Files.writeString(target.resolve("onnx/model.onnx"), "wrong");
        assembly.make("onnx/model.onnx", file -> {
            calls.incrementAndGet();
            Files.writeString(file, "bytes");
        });
        assertThat(calls).hasValue(1);
        assembly.finish();
    }

    @Test
    void finish_fileThatTheManifestDoesNotKnow_isRefused() throws IOException {
        make(true, "bytes");
        Files.writeString(repository.resolve("LICENSE"), "free");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> make(false, "bytes")).withMessageContaining("LICENSE");
    }

    @Test
    void finish_fileThatIsMadeAndInTheRepository_isRefused() throws IOException {
        Files.createDirectories(repository.resolve("onnx"));
        Files.writeString(repository.resolve("onnx/model.onnx"), "x");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> make(true, "bytes"))
                .withMessageContaining("found one in the repository");
    }

    @Test
    void field_missing_isNamed() throws IOException {
        Assembly assembly = new Assembly(repository, target, false);
        assertThat(assembly.field("base")).isEqualTo("some");
        assertThat(assembly.kept()).isEmpty();
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> assembly.field("head")).withMessageContaining("head");
    }
}
