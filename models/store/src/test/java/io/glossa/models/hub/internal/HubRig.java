package io.glossa.models.hub.internal;

import io.glossa.error.ModelFormatException;
import io.glossa.models.hub.HubListener;
import io.glossa.models.hub.HubOptions;
import io.glossa.models.testing.FakeHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A hub with one small and one large file, a cache, and what is heard of them. */
final class HubRig implements AutoCloseable, HubListener {
    static final String REPOSITORY = "org/model";
    static final String COMMIT = FakeHub.commit(0xabc);
    static final byte[] CONFIG = FakeHub.bytes("{\"model_type\": \"bert\"}");
    static final byte[] WEIGHTS = FakeHub.noise(3_000_000, 7);
    static final String LARGE = "onnx/model.onnx";

    final FakeHub server = new FakeHub();
    final FakePause pause = new FakePause();
    final Path cache;
    final List<String> heard = new CopyOnWriteArrayList<>();

    HubRig(Path cache) {
        this.cache = cache;
        server.commit(REPOSITORY, "main", COMMIT, Map.of("config.json", CONFIG, LARGE, WEIGHTS, "README.md", FakeHub.bytes("hello")));
    }

    HubOptions.Builder options() {
        return HubOptions.builder().endpoint(server.endpoint()).cacheDirectory(cache).anonymous().offline(false).symlinks(true)
                .requestTimeout(Duration.ofSeconds(20)).stallTimeout(Duration.ofSeconds(20)).listener(this);
    }

    Hub hub() {
        return hub(options());
    }

    Hub hub(HubOptions.Builder options) {
        return new Hub(options.build(), HubRig::check, pause);
    }

    /** Like the check of the store. */
    static String check(String path, String where) {
        if (path.isEmpty() || path.startsWith("/") || List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")) || path.contains("\\")) {
            throw new ModelFormatException(where + ": expected a path inside the model");
        }
        return path;
    }

    HubSnapshot open() {
        return hub().open(REPOSITORY, null);
    }

    /** The file of a snapshot, fetched. */
    static Path fetched(HubSnapshot snapshot, String path) {
        snapshot.fetch(path);
        return snapshot.folder().resolve(path);
    }

    Path folder() {
        return cache.resolve("models--org--model");
    }

    Path partial() {
        return folder().resolve("blobs").resolve(FakeHub.sha256(WEIGHTS) + ".incomplete");
    }

    Path blob() {
        return folder().resolve("blobs").resolve(FakeHub.sha256(WEIGHTS));
    }

    /** Every file and link of the cache, with what links lead to. */
    List<String> tree() {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> Files.isSymbolicLink(file) || Files.isRegularFile(file))
                    .map(file -> {
                        try {
                            return cache.relativize(file) + (Files.isSymbolicLink(file) ? " -> " + Files.readSymbolicLink(file) : "");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void resolved(String repository, String revision, String commit) {
        heard.add("resolved " + repository + " " + revision + " " + commit);
    }

    @Override
    public void usingCache(String repository, String revision, String commit, String reason) {
        heard.add("cache " + repository + " " + revision + " " + commit);
    }

    @Override
    public void progress(String repository, String file, long bytes, long total) {
        heard.add("progress " + file + " " + bytes + " " + total);
    }

    @Override
    public void retrying(String repository, String what, Duration pause, String reason) {
        heard.add("retry " + what);
    }

    @Override
    public void close() {
        server.close();
    }
}
