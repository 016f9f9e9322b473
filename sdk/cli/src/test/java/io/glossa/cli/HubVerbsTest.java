package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from {@code --model hub:…} to a result, in processes of their own because the environment says where the hub is. */
class HubVerbsTest {
    private static final String PINNED = "hub:org/model@" + FolderHub.COMMIT;
    private static final String TEXT = "what a lovely day";

    @TempDir
    Path folder;

    private FolderHub hub;
    private Path cache;

    @BeforeEach
    void open() throws IOException {
        hub = new FolderHub(Path.of(Cli.fixture("bert-uncased-sst2")));
        cache = folder.resolve("cache");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Cli.Result glossa(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Glossa.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HF_") || name.startsWith("HUGGING")
                || name.equals("TRANSFORMERS_OFFLINE") || name.startsWith("XDG_") || name.startsWith("JAVA_TOOL"));
        builder.environment().put("HF_ENDPOINT", hub.endpoint());
        builder.environment().put("HF_HUB_CACHE", cache.toString());
        builder.environment().put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        String out = read(process.getInputStream());
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Cli.Result(process.exitValue(), out, err.join());
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void classify_hubModel_sameAsFolder() throws Exception {
        JsonNode expected = Cli.run("classify", "--model", Cli.fixture("bert-uncased-sst2"), "--raw", "--format", "jsonl", TEXT).json();

        Cli.Result first = glossa(Map.of(), "classify", "--model", "hub:org/model", "--raw", "--format", "jsonl", TEXT);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.json()).isEqualTo(expected);
        assertThat(first.err()).isEqualTo("glossa: hub:org/model@main is commit " + FolderHub.COMMIT + System.lineSeparator());
        assertThat(hub.fetched()).as("only what the task needs")
                .containsExactlyInAnyOrder("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "onnx/model.onnx");

        hub.close();
        Cli.Result pinned = glossa(Map.of(), "classify", "--model", PINNED, "--raw", "--format", "jsonl", TEXT);
        assertThat(pinned.json()).isEqualTo(expected);
        assertThat(pinned.err()).as("a commit in the cache asks nobody").isEmpty();
        Cli.Result gone = glossa(Map.of(), "classify", "--model", "hub:org/model", "--raw", "--format", "jsonl", TEXT);
        assertThat(gone.json()).isEqualTo(expected);
        assertThat(gone.err()).contains("using commit " + FolderHub.COMMIT + " from the cache, because no connection to 127.0.0.1");
        Cli.Result offline = glossa(Map.of("HF_HUB_OFFLINE", "1"), "classify", "--quiet", "--model", "hub:org/model", "--format", "jsonl", TEXT);
        assertThat(offline.status()).isZero();
        assertThat(offline.err()).isEmpty();
        Cli.Result int8 = glossa(Map.of("HF_HUB_OFFLINE", "1"), "classify", "--model-format", "onnx", "--precision", "int8", "--model", PINNED, TEXT);
        assertThat(int8.status()).isEqualTo(1);
        assertThat(int8.err()).contains("expected an ONNX graph of precision INT8, found onnx/model.onnx only");
    }

    @Test
    void lock_holdsEveryVerbToItsHashes() throws Exception {
        Path lock = folder.resolve("glossa.lock");
        Cli.Result locked = glossa(Map.of(), "models", "lock", "--precision", "fp32", "hub:org/model", "--output", lock.toString(),
                "--format", "jsonl");
        assertThat(locked.status()).as(locked.err()).isZero();
        assertThat(locked.json().get("commit").asText()).isEqualTo(FolderHub.COMMIT);
        JsonNode file = Cli.json(Files.readString(lock));
        assertThat(file.get("models").get(0).get("files").get("onnx/model.onnx").get("sha256").asText())
                .isEqualTo(FolderHub.sha256(Files.readAllBytes(Path.of(Cli.fixture("bert-uncased-sst2"), "onnx/model.onnx"))));
        assertThat(Files.readString(lock)).doesNotContain("127.0.0.1");

        Cli.Result good = glossa(Map.of(), "classify", "--lock", lock.toString(), "--model", "hub:org/model", "--format", "jsonl", TEXT);
        assertThat(good.status()).as(good.err()).isZero();

        Path tokenizer = cache.resolve("models--org--model/snapshots").resolve(FolderHub.COMMIT).resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer) + " ");
        Cli.Result changed = glossa(Map.of(), "tokenize", "--lock", lock.toString(), "--model", "hub:org/model", TEXT);
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.err()).contains("tokenizer.json").contains("not what the lock file says");
        Cli.Result verify = glossa(Map.of(), "models", "verify", "hub:org/model");
        assertThat(verify.status()).isEqualTo(1);
        assertThat(verify.out()).contains("tokenizer.json: expected SHA-256").contains("damaged: ");

        Cli.Result pulled = glossa(Map.of(), "models", "pull", PINNED, "--format", "jsonl");
        assertThat(pulled.status()).as(pulled.err()).isZero();
        assertThat(Path.of(pulled.json().get("folder").asText())).isDirectory();
        Cli.Result verified = glossa(Map.of(), "models", "verify", "--format", "jsonl", PINNED);
        assertThat(verified.json().get("ok").asBoolean()).as(verified.out()).isTrue();
        assertThat(verified.json().get("checksums").asBoolean()).isTrue();
        assertThat(glossa(Map.of(), "tokenize", "--lock", lock.toString(), "--model", "hub:org/model", TEXT).status()).isZero();
    }

    @Test
    void hub_nothingThere_oneLineAndStatusOne() throws Exception {
        Cli.Result offline = glossa(Map.of("HF_HUB_OFFLINE", "yes"), "sentiment", "--model", "hub:org/model", TEXT);
        assertThat(offline.status()).isEqualTo(1);
        assertThat(offline.err()).startsWith("glossa: hub:org/model@main: expected it in the cache").contains("HF_HUB_OFFLINE");
        assertThat(offline.err().lines()).hasSize(1);
        Cli.Result wrong = glossa(Map.of("HF_ENDPOINT", "not an address"), "sentiment", "--model", "hub:org/model", TEXT);
        assertThat(wrong.err()).contains("HF_ENDPOINT");
        Cli.Result embedded = glossa(Map.of("HF_ENDPOINT", "not an address"), "sentiment", TEXT);
        assertThat(embedded.status()).as("no trouble for an embedded model: " + embedded.err()).isZero();
        assertThat(Cli.run("models", "pull", "base-en").err()).contains("expected a model of the hub");
    }
}
