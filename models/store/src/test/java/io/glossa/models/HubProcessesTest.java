package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.hub.HubOptions;
import io.glossa.models.testing.FakeHub;
import io.glossa.models.testing.PullingProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, that run at the same time, or that have no room. The cache is never left with anything wrong. */
class HubProcessesTest {
    private static final String MODEL = "hub:org/model";
    private static final Map<String, byte[]> FILES = Map.of(
            "config.json", FakeHub.bytes("{\"model_type\": \"bert\"}"),
            "tokenizer.json", FakeHub.noise(9_000, 1),
            "1_Pooling/config.json", FakeHub.bytes("{}"),
            "onnx/model.onnx", FakeHub.noise(3_000_000, 2),
            "onnx/model.onnx_data", FakeHub.noise(1_000_000, 3));
    /** In the default build; {@code -Dglossa.hub.kills=50} for more. */
    private static final int KILLS = Integer.getInteger("glossa.hub.kills", 8);

    @TempDir
    Path folder;

    private FakeHub hub;

    @BeforeEach
    void open() {
        hub = new FakeHub().commit("org/model", "main", FakeHub.commit(0xabc), FILES);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private ModelStore store(Path cache) {
        return ModelStore.builder()
                .hub(HubOptions.builder().endpoint(hub.endpoint()).cacheDirectory(cache).anonymous().offline(false).build())
                .build();
    }

    private ModelDirectory pull(Path cache) {
        return store(cache).pull(ModelId.parse(MODEL), new PullOptions(Precision.AUTO, PullOptions.Content.ALL));
    }

    private void assertComplete(Path cache) throws IOException {
        ModelDirectory model = store(cache).open(MODEL);
        FILES.forEach((path, content) -> assertThat(model.file(path)).hasBinaryContent(content));
        assertNothingWrong(cache);
        try (Stream<Path> all = Files.walk(cache)) {
            assertThat(all.map(Path::toString)).noneMatch(path -> path.endsWith(".incomplete"));
        }
    }

    /** What has its last name has its right content, whatever else is missing. */
    private static void assertNothingWrong(Path cache) throws IOException {
        Path repository = cache.resolve("models--org--model");
        for (Path blob : files(repository.resolve("blobs"))) {
            String name = blob.getFileName().toString();
            if (!name.endsWith(".incomplete")) {
                byte[] content = Files.readAllBytes(blob);
                assertThat(name.length() == 64 ? FakeHub.sha256(content) : FakeHub.git(content)).isEqualTo(name);
            }
        }
        Path snapshot = repository.resolve("snapshots").resolve(FakeHub.commit(0xabc));
        for (Path file : files(snapshot)) {
            assertThat(file).hasBinaryContent(FILES.get(snapshot.relativize(file).toString()));
        }
        for (Path ref : files(repository.resolve("refs"))) {
            assertThat(ref).hasContent(FakeHub.commit(0xabc)).hasFileName("main");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file)).toList();
        }
    }

    @Test
    void killedAtRandomPoints_nextCallSucceeds() throws Exception {
        long seed = Long.getLong("glossa.hub.seed", System.nanoTime());
        Random random = new Random(seed);
        int[] parts = new int[2];
        for (int i = 0; i < KILLS; i++) {
            Path cache = folder.resolve("kill-" + i);
            int times = random.nextInt(3) == 0 ? 2 : 1;
            for (int k = 0; k < times; k++) {
                String point = kill(cache, random);
                assertThat(point).as("seed %d, round %d", seed, i).isNotNull();
                assertNothingWrong(cache);
                parts[0] += files(cache).stream().anyMatch(file -> file.toString().endsWith(".incomplete")) ? 1 : 0;
                parts[1]++;
            }
            pull(cache);
            assertComplete(cache);
        }
        System.out.println("killed " + parts[1] + " times in " + KILLS + " caches, " + parts[0]
                + " of them with a part of a file left; seed " + seed);
    }

    /** Kills a process after a random number of bytes, requests or reports, and says after what. */
    private String kill(Path cache, Random random) throws Exception {
        hub.forget();
        Process process = PullingProcess.start("", hub.endpoint(), cache, MODEL);
        BufferedReader lines = PullingProcess.lines(process);
        assertThat(lines.readLine()).isEqualTo("ready");
        long bytes = Long.MAX_VALUE;
        long requests = Long.MAX_VALUE;
        int reports = Integer.MAX_VALUE;
        switch (random.nextInt(4)) {
            case 0 -> requests = 1 + random.nextInt(12);
            case 1 -> reports = 1 + random.nextInt(14);
            default -> bytes = 1 + random.nextInt(4_000_000);
        }
        long mostBytes = bytes;
        long mostRequests = requests;
        hub.meter(new FakeHub.Meter() {
            @Override
            public void sent(long all) {
                if (all >= mostBytes) {
                    process.toHandle().destroyForcibly();
                }
            }

            @Override
            public void asked(long all) {
                if (all >= mostRequests) {
                    process.toHandle().destroyForcibly();
                }
            }
        }, 4096);
        PullingProcess.go(process);
        String line;
        int heard = 0;
        while ((line = lines.readLine()) != null) {
            if (line.equals("progress") && ++heard >= reports) {
                process.toHandle().destroyForcibly();
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        hub.meter(all -> { }, 1 << 16);
        return bytes + " bytes, " + requests + " requests, " + reports + " reports";
    }

    @Test
    void twoProcesses_oneFetches() throws Exception {
        Path cache = folder.resolve("two");
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(PullingProcess.start("", hub.endpoint(), cache, MODEL));
            outputs.add(PullingProcess.lines(processes.get(i)));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(outputs.get(i).readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            PullingProcess.go(process);
        }
        for (BufferedReader output : outputs) {
            assertThat(output.lines().toList()).last().isEqualTo("done");
        }
        assertComplete(cache);
        assertThat(hub.requests().stream().filter(FakeHub.Request::storage)).hasSize(2);
    }

    @Test
    void manyThreads_oneFetches() throws Exception {
        Path cache = folder.resolve("threads");
        int threads = 6;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Path>> files = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                files.add(executor.submit(() -> {
                    barrier.await();
                    return pull(cache).file("onnx/model.onnx");
                }));
            }
            for (Future<Path> file : files) {
                assertThat(file.get()).hasBinaryContent(FILES.get("onnx/model.onnx"));
            }
        } finally {
            executor.shutdownNow();
        }
        assertComplete(cache);
        assertThat(hub.requests().stream().filter(FakeHub.Request::storage)).hasSize(2);
    }

    @Test
    void noRoom_saysWhatToDoAndGoesOnLater() throws Exception {
        Path cache = folder.resolve("full");
        Process process = PullingProcess.start("ulimit -f 1500;", hub.endpoint(), cache, MODEL);
        BufferedReader lines = PullingProcess.lines(process);
        assertThat(lines.readLine()).isEqualTo("ready");
        PullingProcess.go(process);
        assertThat(lines.lines().toList()).last().asString()
                .startsWith("failed ").contains("onnx/model.onnx").contains("make room").contains("HF_HUB_CACHE");
        assertThat(process.waitFor()).isZero();
        assertNothingWrong(cache);
        assertThat(files(cache)).anyMatch(file -> file.toString().endsWith(".incomplete"));
        hub.forget();
        pull(cache);
        assertComplete(cache);
        assertThat(hub.requests()).filteredOn(request -> request.storage() && request.path().endsWith("model.onnx"))
                .singleElement().satisfies(request -> assertThat(request.header("Range")).matches("bytes=[1-9][0-9]*-"));
    }
}
