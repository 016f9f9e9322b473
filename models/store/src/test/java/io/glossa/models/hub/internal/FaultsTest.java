package io.glossa.models.hub.internal;

import static io.glossa.models.hub.internal.HubRig.COMMIT;
import static io.glossa.models.hub.internal.HubRig.LARGE;
import static io.glossa.models.hub.internal.HubRig.REPOSITORY;
import static io.glossa.models.hub.internal.HubRig.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubListener;
import io.glossa.models.testing.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the way, and what becomes of it. */
class FaultsTest {
    @TempDir
    Path cache;

    private HubRig rig;

    @BeforeEach
    void open() {
        rig = new HubRig(cache);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<String> ranges() {
        return rig.server.requests().stream().filter(FakeHub.Request::storage).map(request -> request.header("Range"))
                .map(String::valueOf).toList();
    }

    private void assertWhole() {
        assertThat(HubRig.fetched(rig.open(), LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(rig.partial()).doesNotExist();
    }

    @Test
    void cutInTheMiddle_goesOnWhereItWas() {
        rig.server.fault("STORAGE", LARGE, rig.server.cut(1_000_000)).fault("STORAGE", LARGE, rig.server.cut(500_000));
        assertWhole();
        assertThat(ranges()).hasSize(3).startsWith("null");
        assertThat(ranges().get(1)).matches("bytes=[0-9]+-");
        assertThat(rig.heard).contains("retry " + LARGE);
    }

    @Test
    void cutEachTime_givesUpAndGoesOnNextTime() throws IOException {
        for (int i = 0; i < 5; i++) {
            rig.server.fault("STORAGE", LARGE, rig.server.cut(0));
        }
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(this::assertWhole)
                .withMessageContaining("after 5 attempts").withMessageContaining("what was fetched is kept");
        assertThat(rig.pause.slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        Files.write(rig.partial(), Arrays.copyOf(WEIGHTS, 2_000_000));
        rig.server.forget();
        assertWhole();
        assertThat(ranges()).containsExactly("bytes=2000000-");
    }

    @Test
    void partOfAnotherFile_startsAgain() throws IOException {
        Files.createDirectories(rig.partial().getParent());
        Files.write(rig.partial(), FakeHub.noise(1_234_567, 99));
        assertWhole();
        assertThat(ranges()).containsExactly("bytes=1234567-", "null");
        assertThat(rig.pause.slept).containsExactly(Duration.ZERO);
    }

    @Test
    void partLongerThanTheFile_startsAgain() throws IOException {
        Files.createDirectories(rig.partial().getParent());
        Files.write(rig.partial(), FakeHub.noise(3_000_001, 99));
        assertWhole();
        assertThat(ranges()).containsExactly("null");
    }

    @Test
    void partIsTheWholeFile_onlyChecked() throws IOException {
        Files.createDirectories(rig.partial().getParent());
        Files.write(rig.partial(), WEIGHTS);
        assertWhole();
        assertThat(ranges()).isEmpty();
    }

    @Test
    void rangeIgnored_takesTheWhole() {
        rig.server.withoutRanges().fault("STORAGE", LARGE, rig.server.cut(1_000_000));
        assertWhole();
        assertThat(ranges()).hasSize(2).last().asString().startsWith("bytes=");
    }

    @Test
    void rangeRefused_startsAgain() {
        rig.server.fault("STORAGE", LARGE, rig.server.cut(1_000_000)).fault("STORAGE", LARGE, FakeHub.status(416));
        assertWhole();
        assertThat(ranges()).hasSize(3).last().isEqualTo("null");
    }

    @Test
    void otherRangeThanAsked_startsAgain() {
        rig.server.fault("STORAGE", LARGE, rig.server.cut(1_000_000)).fault("STORAGE", LARGE, (exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-2999999/3000000");
            exchange.sendResponseHeaders(206, content.length - 5);
            exchange.getResponseBody().write(content, 5, content.length - 5);
        });
        assertWhole();
    }

    @Test
    void resumed_withTheValidatorOfTheFirstAnswer() {
        rig.server.fault("STORAGE", LARGE, (exchange, content) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            rig.server.cut(1_000_000).answer(exchange, content);
        });
        assertWhole();
        List<FakeHub.Request> stored = rig.server.requests().stream().filter(FakeHub.Request::storage).toList();
        assertThat(stored.get(1).header("If-Range")).isEqualTo("\"v1\"");
    }

    @Test
    void wrongBytesOnce_fetchedAgain() {
        rig.server.fault("STORAGE", LARGE, rig.server.content(FakeHub.noise(WEIGHTS.length, 8)));
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGE, "config.json"})
    void wrongBytesAlways_refusedAndNothingKept(String path) {
        for (int i = 0; i < 2; i++) {
            rig.server.fault(path.equals(LARGE) ? "STORAGE" : "GET", path,
                    (exchange, content) -> rig.server.send(exchange, FakeHub.noise(content.length, 8), false));
        }
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> HubRig.fetched(rig.open(), path))
                .withMessageContaining(path).withMessageContaining("found")
                .withMessageContaining(path.equals(LARGE) ? "SHA-256 " + FakeHub.sha256(WEIGHTS) : "git SHA-1");
        assertThat(rig.tree()).noneMatch(file -> file.contains("blobs/") || file.contains("snapshots/"));
        assertThat(HubRig.fetched(rig.open(), path)).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_999_999, 3_000_001})
    void wrongSize_refusedAndNothingKept(int size) {
        rig.server.fault("STORAGE", LARGE, rig.server.content(FakeHub.noise(size, 8)));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(this::assertWhole)
                .withMessageContaining("expected 3000000 bytes").withMessageContaining("sends " + size);
        assertThat(rig.partial()).doesNotExist();
        assertWhole();
    }

    @Test
    void moreThanAnnounced_withoutLength_stopped() {
        rig.server.fault("STORAGE", LARGE, (exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1 << 16];
            while (true) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(this::assertWhole).withMessageContaining("sends more");
        assertThat(rig.partial()).doesNotExist();
    }

    @Test
    void sizeNeverAnnounced_boundedAndChecked() throws IOException {
        byte[] small = FakeHub.bytes("{\"a\": 1}");
        rig.server.withoutBlobs().commit(REPOSITORY, "main", COMMIT, Map.of("config.json", small));
        rig.server.fault("HEAD", "config.json", FakeHub.status(200, "ETag", "\"" + FakeHub.git(small) + "\""))
                .fault("GET", "config.json", (exchange, content) -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(content);
                    exchange.getResponseBody().close();
                });
        assertThat(HubRig.fetched(rig.open(), "config.json")).hasBinaryContent(small);
    }

    @Test
    void announcedHashAndListDiffer_refused() {
        rig.server.fault("HEAD", LARGE, FakeHub.status(302, "Location", "http://127.0.0.1:9/x", "X-Linked-Etag", "\"" + "a".repeat(64) + "\"",
                "X-Linked-Size", "3000000"));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> {
            HubSnapshot snapshot = rig.open();
            snapshot.fetch(LARGE);
        });
        assertThat(rig.blob()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"../../evil\"", "\"..\"", "\"a/b\"", "\"x.incomplete\"", "\"" + "a" + "\\b\""})
    void etagThatIsNoName_refused(String etag) {
        rig.server.fault("HEAD", "config.json", FakeHub.status(200, "ETag", etag));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> HubRig.fetched(rig.open(), "config.json"))
                .withMessageContaining("ETag");
    }

    @Test
    void otherCommitAnswers_refused() {
        rig.server.fault("HEAD", "config.json", FakeHub.status(200, "ETag", "\"abc\"", "X-Repo-Commit", FakeHub.commit(1)));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> HubRig.fetched(rig.open(), "config.json"))
                .withMessageContaining("answering for another one");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 408})
    void passingStatus_triedAgain(int status) {
        rig.server.fault("GET", "list", FakeHub.status(status)).fault("HEAD", LARGE, FakeHub.status(status))
                .fault("STORAGE", LARGE, FakeHub.status(status));
        assertWhole();
        assertThat(rig.pause.slept).hasSize(3).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void retryAfter_secondsAndDate() {
        rig.server.fault("GET", "list", FakeHub.status(429, "Retry-After", "7"))
                .fault("GET", "list", FakeHub.status(503, "Retry-After", "Fri, 2 Jan 2026 03:04:30 GMT"))
                .fault("GET", "list", FakeHub.status(503, "Retry-After", "soon"));
        assertWhole();
        assertThat(rig.pause.slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(18), Duration.ofSeconds(4));
    }

    @Test
    void retryAfter_tooLong_givesUp() {
        rig.server.fault("GET", "list", FakeHub.status(429, "Retry-After", "3600"));
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(rig::open)
                .withMessageContaining("status 429").withMessageContaining("3600 seconds");
        assertThat(rig.pause.slept).isEmpty();
    }

    @Test
    void stalled_brokenOffAndGoneOn() {
        rig.server.fault("STORAGE", LARGE, rig.server.stall(1_000_000));
        HubSnapshot snapshot = rig.hub(rig.options().stallTimeout(Duration.ofMillis(300))).open(REPOSITORY, null);
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(ranges()).hasSize(2);
        assertThat(ranges().get(1)).startsWith("bytes=");
    }

    @Test
    void noAnswerInTime_triedAgain() {
        rig.server.fault("HEAD", LARGE, rig.server.silence());
        HubSnapshot snapshot = rig.hub(rig.options().requestTimeout(Duration.ofMillis(500))).open(REPOSITORY, null);
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(rig.heard).contains("retry " + LARGE);
    }

    @Test
    void noRepository_noRevision_noFile() throws IOException {
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> rig.hub().open("org/nothing", null))
                .withMessageContaining("hub:org/nothing").withMessageContaining("check the name").withMessageContaining("HF_TOKEN");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> rig.hub().open(REPOSITORY, "v9"))
                .withMessageContaining("expected a revision v9");
        HubSnapshot snapshot = rig.open();
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> snapshot.fetch("nothing.json"))
                .withMessageContaining("expected a file nothing.json");
        assertThat(rig.pause.slept).isEmpty();
        assertThat(rig.heard).noneMatch(line -> line.startsWith("cache"));
    }

    @Test
    void gated_saysWhereToAsk() {
        rig.server.gated("GatedRepo");
        HubSnapshot snapshot = rig.open();
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> snapshot.fetch(LARGE))
                .withMessageContaining("gated (status 403)").withMessageContaining(rig.server.endpoint() + "/org/model")
                .withMessageContaining("HF_TOKEN");
        HubSnapshot known = rig.hub(rig.options().token("hf_secret")).open(REPOSITORY, null);
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> known.fetch(LARGE))
                .withMessageContaining("the account of your token")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hf_secret"));
    }

    @Test
    void forbidden_withToken_saysSo() {
        rig.server.fault("GET", "list", FakeHub.status(403));
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub(rig.options().token("hf_secret")).open(REPOSITORY, null))
                .withMessageContaining("refuses the access token").withMessageNotContaining("hf_secret");
    }

    @Test
    void unexpectedStatus_namesIt() {
        rig.server.fault("GET", "list", FakeHub.status(418));
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(rig::open).withMessageContaining("status 418");
    }

    @Test
    void cacheCannotBeWritten_saysWhatToDo() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "no folder");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub(rig.options().cacheDirectory(file.resolve("below"))).open(REPOSITORY, null).fetch(LARGE))
                .withMessageContaining("HF_HUB_CACHE");
    }

    @Test
    void listenerThrows_reachesTheCallerAndTheRestIsKept() {
        HubSnapshot snapshot = new Hub(rig.options().listener(new HubListener() {
            @Override
            public void progress(String repository, String file, long bytes, long total) {
                if (bytes > 0) {
                    throw new IllegalStateException("enough");
                }
            }
        }).build(), HubRig::check, rig.pause).open(REPOSITORY, null);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> snapshot.fetch(LARGE)).withMessage("enough");
        assertThat(rig.partial()).exists();
        assertWhole();
        assertThat(ranges()).last().asString().startsWith("bytes=");
    }

    @Test
    void interrupted_endsAndKeepsTheFlag() {
        HubSnapshot snapshot = rig.open();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(GlossaException.class).isThrownBy(() -> snapshot.fetch(LARGE))
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertWhole();
    }
}
