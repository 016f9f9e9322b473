package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import io.glossa.models.testing.FakeHub;
import io.glossa.models.testing.MiniOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the hub through the store: which files come, what a lock holds them to, and what verify finds. */
class HubModelTest {
    private static final String COMMIT = FakeHub.commit(0xabc);
    private static final byte[] GRAPH = new MiniOnnx().build();

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new HashMap<>();
    private FakeHub hub;

    @BeforeEach
    void open() {
        hub = new FakeHub();
        put("config.json", "{\"model_type\": \"bert\"}");
        put("tokenizer.json", "{}");
        put("tokenizer_config.json", "{\"model_max_length\": 64}");
        put("README.md", "hello");
        put("flax_model.msgpack", "x");
        put("tf_model.h5", "x");
        put("openvino/openvino_model.xml", "x");
        put("model.gguf", "x");
        put("pytorch_model.bin", "torch");
        put("onnx/model_fp16.onnx", "half");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private void put(String path, String text) {
        files.put(path, FakeHub.bytes(text));
    }

    private ModelStore store(Path lock) {
        hub.commit("org/model", "main", COMMIT, files);
        ModelStore.Builder builder = ModelStore.builder().hub(options().build());
        return (lock == null ? builder : builder.lockFile(lock)).build();
    }

    private HubOptions.Builder options() {
        return HubOptions.builder().endpoint(hub.endpoint()).cacheDirectory(folder.resolve("cache")).anonymous().offline(false).attempts(1);
    }

    private Set<String> pulled(Precision precision, PullOptions.Content content) {
        store(null).pull(ModelId.parse("hub:org/model"), new PullOptions(precision, content));
        Set<String> fetched = new TreeSet<>(hub.asked().stream().filter(asked -> asked.startsWith("HEAD "))
                .map(asked -> asked.substring(5)).toList());
        assertThat(fetched).contains("config.json", "tokenizer.json", "tokenizer_config.json");
        fetched.removeAll(List.of("config.json", "tokenizer.json", "tokenizer_config.json"));
        return fetched;
    }

    @Test
    void open_fetchesWhatIsReadAndNothingElse() {
        files.put("onnx/model.onnx", GRAPH);
        ModelDirectory model = store(null).open("hub:org/model");
        assertThat(hub.asked()).containsExactly("GET list");
        assertThat(model.name()).isEqualTo("org/model");
        assertThat(model.commit()).hasValue(COMMIT);
        assertThat(model.files()).contains("README.md", "onnx/model.onnx");
        assertThat(model.config().modelType()).isEqualTo("bert");
        assertThat(model.onnx(Precision.AUTO).precision()).isEqualTo(Precision.FP32);
        assertThat(model.find("vocab.txt")).isEmpty();
        assertThat(hub.asked()).containsExactly("GET list", "HEAD config.json", "GET config.json", "HEAD onnx/model.onnx", "GET onnx/model.onnx");
        assertThat(model.folder()).hasValue(folder.resolve("cache/models--org--model/snapshots").resolve(COMMIT));
        assertThat(model.toString()).isEqualTo("hub:org/model (hub:org/model@" + COMMIT + ")");
    }

    @Test
    void open_notAModel_saysWhatIsThere() {
        files.clear();
        put("data.csv", "x");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> store(null).open("hub:org/model"))
                .withMessageContaining("expected a file config.json, found data.csv");
    }

    @Test
    void settings_announcedTooLarge_notFetched() {
        hub.fault("GET", "list", (exchange, content) -> {
            byte[] json = FakeHub.bytes("{\"sha\":\"" + COMMIT + "\",\"siblings\":[{\"rfilename\":\"config.json\",\"size\":99999999999}]}");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        });
        ModelDirectory model = store(null).open("hub:org/model");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(model::config).withMessageContaining("settings of at most");
        assertThat(hub.asked()).doesNotContain("GET config.json");
    }

    @Test
    void pull_graphOfThePrecisionWithItsData() {
        files.put("onnx/model.onnx", new MiniOnnx().initializer(MiniOnnx.external("w", "location", "model.onnx_data")).build());
        files.put("onnx/model.onnx_data", FakeHub.noise(20_000, 1));
        files.put("onnx/model_quantized.onnx", GRAPH);
        put("model.safetensors", "x");
        assertThat(pulled(Precision.AUTO, PullOptions.Content.AUTO)).containsExactly("onnx/model.onnx", "onnx/model.onnx_data");
        hub.forget();
        assertThat(store(null).open("hub:org/model@" + COMMIT).onnx(Precision.FP32).path()).exists();
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void pull_int8() {
        files.put("onnx/model.onnx", GRAPH);
        files.put("onnx/model_qint8_arm64.onnx", GRAPH);
        files.put("onnx/model_quint8_avx2.onnx", GRAPH);
        assertThat(pulled(Precision.INT8, PullOptions.Content.AUTO)).containsExactly("onnx/model_quint8_avx2.onnx");
    }

    @Test
    void pull_weights_safetensorsBeforePyTorch() {
        files.put("onnx/model.onnx", GRAPH);
        put("model.safetensors", "weights");
        assertThat(pulled(Precision.AUTO, PullOptions.Content.WEIGHTS)).containsExactly("model.safetensors");
    }

    @Test
    void pull_weights_shards() {
        put("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\", \"c\": \"model-1.safetensors\"}}");
        put("model-1.safetensors", "1");
        put("model-2.safetensors", "2");
        put("model-3.safetensors", "not named");
        assertThat(pulled(Precision.AUTO, PullOptions.Content.AUTO))
                .containsExactly("model-1.safetensors", "model-2.safetensors", "model.safetensors.index.json");
    }

    @Test
    void pull_weights_shardOutside_refused() {
        put("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"../../x\"}}");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> pulled(Precision.AUTO, PullOptions.Content.WEIGHTS))
                .withMessageContaining("expected a path inside the model");
    }

    @Test
    void pull_nothingButPyTorch() {
        assertThat(pulled(Precision.AUTO, PullOptions.Content.AUTO)).containsExactly("pytorch_model.bin");
    }

    @Test
    void pull_sequenceToSequence_oneFolderOnePrecision() {
        for (String part : List.of("encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged")) {
            files.put("onnx/" + part + ".onnx", GRAPH);
            files.put("onnx/" + part + "_quantized.onnx", GRAPH);
        }
        put("source.spm", "s");
        put("target.spm", "t");
        put("generation_config.json", "{}");
        Set<String> settings = Set.of("generation_config.json", "source.spm", "target.spm");
        Set<String> fetched = pulled(Precision.INT8, PullOptions.Content.AUTO);
        assertThat(fetched).containsAll(settings).contains("onnx/encoder_model_quantized.onnx", "onnx/decoder_model_merged_quantized.onnx")
                .hasSize(5);
    }

    @Test
    void pull_sentenceTransformers_itsModules() {
        files.put("onnx/model.onnx", GRAPH);
        put("modules.json", "[]");
        put("1_Pooling/config.json", "{}");
        put("2_Dense/config.json", "{}");
        put("2_Dense/model.safetensors", "w");
        put("2_Dense/pytorch_model.bin", "w");
        assertThat(pulled(Precision.AUTO, PullOptions.Content.AUTO)).containsExactly("1_Pooling/config.json", "2_Dense/config.json",
                "2_Dense/model.safetensors", "modules.json", "onnx/model.onnx");
    }

    @Test
    void pull_all() {
        assertThat(pulled(Precision.AUTO, PullOptions.Content.ALL)).hasSize(files.size() - 3).contains("README.md", "model.gguf");
    }

    @Test
    void pull_manifestContradicts_refused() {
        files.put("onnx/model.onnx", GRAPH);
        put("glossa.json", "{\"formatVersion\": 1, \"files\": {\"onnx/model.onnx\": {\"size\": 3, \"sha256\": \"" + "a".repeat(64) + "\"}}}");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> pulled(Precision.AUTO, PullOptions.Content.AUTO))
                .withMessageContaining("onnx/model.onnx: expected 3 bytes").withMessageContaining("glossa.json");
    }

    @Test
    void pull_notOfTheHub_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> store(null).pull(ModelId.parse("base-en"), PullOptions.defaults()))
                .withMessageContaining("expected a model of the hub");
    }

    private Path lock() {
        files.put("onnx/model.onnx", GRAPH);
        Path file = folder.resolve("glossa.lock");
        store(null).lock(List.of(ModelId.parse("hub:org/model")), PullOptions.defaults()).write(file);
        return file;
    }

    @Test
    void lock_roundTripAndSameBytes() throws IOException {
        Path file = lock();
        LockFile read = LockFile.read(file);
        LockedModel model = read.models().get(0);
        assertThat(model.repository()).isEqualTo("org/model");
        assertThat(model.revision()).isEqualTo("main");
        assertThat(model.commit()).isEqualTo(COMMIT);
        assertThat(model.files().keySet()).containsExactly("config.json", "onnx/model.onnx", "tokenizer.json", "tokenizer_config.json");
        assertThat(model.files().get("onnx/model.onnx")).isEqualTo(new Manifest.FileEntry(GRAPH.length, FakeHub.sha256(GRAPH)));
        Path again = folder.resolve("new/again.lock");
        read.write(again);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(Files.readString(file)).doesNotContain("127.0.0.1");
    }

    @Test
    void lock_branchMoved_staysAtTheCommit() {
        Path file = lock();
        byte[] old = files.get("config.json");
        hub.commit("org/model", "main", FakeHub.commit(0xdef), Map.of("config.json", FakeHub.bytes("{\"model_type\": \"new\"}")));
        ModelStore locked = ModelStore.builder().hub(options().build()).lockFile(file).build();
        hub.forget();
        ModelDirectory model = locked.open("hub:org/model");
        assertThat(model.commit()).hasValue(COMMIT);
        assertThat(model.read("config.json")).isEqualTo(old);
        assertThat(locked.open("hub:org/model@" + COMMIT).commit()).hasValue(COMMIT);
        assertThat(model.files()).hasSize(4);
        assertThat(model.has("README.md")).as("not in the lock").isFalse();
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void lock_emptyCache_fetchesAndCompares() throws IOException {
        Path file = lock();
        ModelStore elsewhere = ModelStore.builder().hub(options().cacheDirectory(folder.resolve("other")).build()).lockFile(file).build();
        assertThat(elsewhere.open("hub:org/model").onnx(Precision.AUTO).path()).hasBinaryContent(GRAPH);

        Path wrong = Files.writeString(folder.resolve("wrong.lock"),
                Files.readString(file).replace(FakeHub.sha256(files.get("tokenizer.json")), "b".repeat(64)));
        ModelDirectory model = ModelStore.builder().hub(options().cacheDirectory(folder.resolve("third")).build()).lockFile(wrong).build()
                .open("hub:org/model");
        assertThat(model.config().modelType()).isEqualTo("bert");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> model.read("tokenizer.json"))
                .withMessageContaining("tokenizer.json").withMessageContaining("b".repeat(64));
    }

    @Test
    void lock_cachedFileChanged_refusedUntilPulled() throws IOException {
        Path file = lock();
        Path blob = folder.resolve("cache/models--org--model/blobs").resolve(FakeHub.git(files.get("tokenizer.json")));
        Files.writeString(blob, "{ }");
        ModelDirectory model = store(file).open("hub:org/model");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> model.read("tokenizer.json"))
                    .withMessageContaining("expected 2 bytes, found 3");
        }
        assertThat(model.verify().problems()).extracting(VerificationReport.Problem::file).containsExactly("tokenizer.json");
        store(file).pull(ModelId.parse("hub:org/model"), PullOptions.defaults());
        assertThat(model.read("tokenizer.json")).isEqualTo(FakeHub.bytes("{}"));
        assertThat(model.verify().ok()).isTrue();
    }

    @Test
    void lock_otherModelOrRevision_refused() {
        ModelStore locked = store(lock());
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> locked.open("hub:org/other"))
                .withMessageContaining("hub:org/other").withMessageContaining("found only hub:org/model");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> locked.open("hub:org/model@v2"))
                .withMessageContaining("expected revision v2").withMessageContaining("main");
    }

    @Test
    void lock_baseOfAHead_lockedToo() {
        hub.commit("org/base", "v1", FakeHub.commit(1), Map.of("config.json", FakeHub.bytes("{}"), "onnx/model.onnx", GRAPH));
        files.clear();
        put("head.safetensors", "w");
        put("glossa.json", "{\"formatVersion\": 1, \"base\": \"hub:org/base@v1\", \"head\": \"head.safetensors\"}");
        LockFile locked = store(null).lock(List.of(ModelId.parse("hub:org/model")), PullOptions.defaults());
        assertThat(locked.models()).extracting(LockedModel::repository).containsExactly("org/base", "org/model");
        assertThat(locked.models().get(1).files()).containsOnlyKeys("glossa.json", "head.safetensors");
    }

    @Test
    void verify_byTheNamesOfBlobs() throws IOException {
        files.put("onnx/model.onnx", GRAPH);
        store(null).pull(ModelId.parse("hub:org/model"), PullOptions.defaults());
        ModelStore offline = ModelStore.builder().hub(options().offline(true).build()).build();
        VerificationReport report = offline.open("hub:org/model").verify();
        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(report.hasChecksums()).isTrue();
        assertThat(report.filesChecked()).isEqualTo(4);

        byte[] damaged = GRAPH.clone();
        damaged[5] ^= 1;
        Files.write(folder.resolve("cache/models--org--model/blobs").resolve(FakeHub.git(GRAPH)), damaged);
        assertThat(offline.open("hub:org/model").verify().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("git SHA-1 " + FakeHub.git(GRAPH)));
    }

    @Test
    void offline_whatWasNeverFetched_saysSo() {
        files.put("onnx/model.onnx", GRAPH);
        store(null).open("hub:org/model").config();
        ModelDirectory model = ModelStore.builder().hub(options().offline(true).build()).build().open("hub:org/model");
        assertThat(model.config().modelType()).isEqualTo("bert");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> model.onnx(Precision.AUTO))
                .withMessageContaining("onnx/model.onnx").withMessageContaining("was never fetched");
    }
}
