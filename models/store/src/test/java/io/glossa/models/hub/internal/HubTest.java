package io.glossa.models.hub.internal;

import static io.glossa.models.hub.internal.HubRig.COMMIT;
import static io.glossa.models.hub.internal.HubRig.CONFIG;
import static io.glossa.models.hub.internal.HubRig.LARGE;
import static io.glossa.models.hub.internal.HubRig.REPOSITORY;
import static io.glossa.models.hub.internal.HubRig.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.testing.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revisions, the layout of the cache, and when the network is asked. */
class HubTest {
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

    @Test
    void fetch_layoutOfPython() {
        HubSnapshot snapshot = rig.open();
        assertThat(HubRig.fetched(snapshot, "config.json")).hasBinaryContent(CONFIG);
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(snapshot.has("vocab.txt")).isFalse();

        String config = FakeHub.git(CONFIG);
        String weights = FakeHub.sha256(WEIGHTS);
        assertThat(rig.tree()).containsExactly(
                ".locks/models--org--model/" + weights + ".lock",
                ".locks/models--org--model/" + config + ".lock",
                "models--org--model/.no_exist/" + COMMIT + "/vocab.txt",
                "models--org--model/blobs/" + weights,
                "models--org--model/blobs/" + config,
                "models--org--model/refs/main",
                "models--org--model/snapshots/" + COMMIT + "/config.json -> ../../blobs/" + config,
                "models--org--model/snapshots/" + COMMIT + "/onnx/model.onnx -> ../../../blobs/" + weights,
                "models--org--model/trees/" + COMMIT + ".json");
        assertThat(rig.folder().resolve("refs/main")).hasContent(COMMIT);
        assertThat(rig.heard).contains("resolved org/model main " + COMMIT, "progress " + LARGE + " 0 3000000",
                "progress " + LARGE + " 3000000 3000000");
        assertThat(rig.server.asked()).containsExactly("GET list", "HEAD config.json", "GET config.json", "HEAD " + LARGE, "GET " + LARGE);
    }

    @Test
    void fetch_wholeCommitInCache_asksNobody() {
        HubSnapshot first = rig.open();
        first.fetch("config.json");
        first.has("vocab.txt");
        rig.server.forget();
        HubSnapshot pinned = rig.hub().open(REPOSITORY, COMMIT);
        assertThat(HubRig.fetched(pinned, "config.json")).hasBinaryContent(CONFIG);
        assertThat(pinned.has("vocab.txt")).isFalse();
        assertThat(pinned.has("tokenizer.json")).isFalse();
        assertThat(pinned.has(LARGE)).isTrue();
        assertThat(rig.server.requests()).isEmpty();
    }

    @Test
    void open_branchMoved_newCommitAndOldBlobs() {
        rig.open().fetch(LARGE);
        String next = FakeHub.commit(0xdef);
        rig.server.commit(REPOSITORY, "main", next, Map.of("config.json", FakeHub.bytes("{}"), LARGE, WEIGHTS));
        rig.server.forget();
        HubSnapshot snapshot = rig.open();
        assertThat(snapshot.commit()).isEqualTo(next);
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(rig.server.asked()).containsExactly("GET list", "HEAD " + LARGE);
        assertThat(rig.folder().resolve("refs/main")).hasContent(next);
        assertThat(HubRig.fetched(rig.hub().open(REPOSITORY, COMMIT), "config.json")).hasBinaryContent(CONFIG);
    }

    @Test
    void open_revisionWithSlashes_encodedOnceAndKeptInFolders() {
        String commit = FakeHub.commit(5);
        rig.server.commit(REPOSITORY, "refs/pr/1", commit, Map.of("config.json", CONFIG));
        assertThat(rig.hub().open(REPOSITORY, "refs/pr/1").commit()).isEqualTo(commit);
        assertThat(rig.folder().resolve("refs/refs/pr/1")).hasContent(commit);
        assertThat(rig.hub(rig.options().offline(true)).open(REPOSITORY, "refs/pr/1").commit()).isEqualTo(commit);
    }

    @Test
    void open_shortCommit_offlineByItsBeginning() {
        String commit = "0123456789abcdef0123456789abcdef01234567";
        rig.server.commit(REPOSITORY, "v1", commit, Map.of("config.json", CONFIG));
        rig.hub().open(REPOSITORY, "v1").fetch("config.json");
        assertThat(rig.hub(rig.options().offline(true)).open(REPOSITORY, "0123456").commit()).isEqualTo(commit);
    }

    @Test
    void fetch_namesWithSpacesAndSigns_encoded() {
        String name = "a b+c%d/ü#1.json";
        rig.server.commit(REPOSITORY, "odd", FakeHub.commit(9), Map.of("config.json", CONFIG, name, FakeHub.bytes("{}")));
        assertThat(HubRig.fetched(rig.hub().open(REPOSITORY, "odd"), name)).hasBinaryContent(FakeHub.bytes("{}"));
    }

    @Test
    void offline_cachedRevision_asksNobody() {
        rig.open().fetch("config.json");
        rig.server.forget();
        HubSnapshot snapshot = rig.hub(rig.options().offline(true)).open(REPOSITORY, null);
        assertThat(snapshot.commit()).isEqualTo(COMMIT);
        assertThat(snapshot.cached("config.json")).isTrue();
        assertThat(snapshot.has(LARGE)).as("the list in the cache knows of it").isTrue();
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> snapshot.fetch(LARGE))
                .withMessageContaining("was never fetched").withMessageContaining("offline").withMessageContaining("glossa models pull");
        assertThat(rig.server.requests()).isEmpty();
    }

    @Test
    void offline_nothingCached_saysWhatIs() {
        rig.open().fetch("config.json");
        Hub offline = rig.hub(rig.options().offline(true));
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> offline.open(REPOSITORY, "v2"))
                .withMessageContaining("hub:org/model@v2").withMessageContaining(COMMIT).withMessageContaining("HF_HUB_OFFLINE");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> offline.open("org/other", null))
                .withMessageContaining("nothing of this repository is in the cache");
        assertThatExceptionOfType(ModelNotFoundException.class).isThrownBy(() -> offline.open(REPOSITORY, FakeHub.commit(77)));
    }

    @Test
    void networkGone_cachedRevision_usedAndSaid() {
        rig.open().fetch("config.json");
        rig.server.close();
        HubSnapshot snapshot = rig.open();
        assertThat(snapshot.commit()).isEqualTo(COMMIT);
        assertThat(snapshot.offline()).isTrue();
        assertThat(rig.heard).contains("cache org/model main " + COMMIT);
        assertThat(rig.pause.slept).as("nobody waits when the cache can serve").isEmpty();
    }

    @Test
    void networkGone_otherCommit_isNotReplaced() {
        rig.open().fetch("config.json");
        rig.server.close();
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub().open(REPOSITORY, FakeHub.commit(77)))
                .withMessageContaining("no connection to 127.0.0.1").withMessageContaining(COMMIT);
    }

    @Test
    void listWithoutSizes_stillFetched() {
        rig.server.withoutBlobs();
        HubSnapshot snapshot = rig.open();
        assertThat(HubRig.fetched(snapshot, LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(rig.folder().resolve("trees")).doesNotExist();
    }

    @Test
    void listRefusesTheOption_askedWithout() {
        rig.server.withoutBlobs().fault("GET", "list", FakeHub.status(400));
        assertThat(rig.open().commit()).isEqualTo(COMMIT);
        assertThat(rig.server.asked()).containsExactly("GET list", "GET list");
    }

    @Test
    void withoutLinks_filesInTheSnapshot() throws IOException {
        HubSnapshot snapshot = rig.hub(rig.options().symlinks(false)).open(REPOSITORY, null);
        Path file = HubRig.fetched(snapshot, LARGE);
        assertThat(file).hasBinaryContent(WEIGHTS);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(rig.blob()).doesNotExist();
        rig.server.commit(REPOSITORY, "main", FakeHub.commit(3), Map.of("config.json", CONFIG));
        assertThat(HubRig.fetched(rig.open(), "config.json")).isSymbolicLink();
        Path copy = HubRig.fetched(rig.hub(rig.options().symlinks(false)).open(REPOSITORY, COMMIT), "config.json");
        assertThat(Files.isSymbolicLink(copy)).isFalse();
        assertThat(copy).hasBinaryContent(CONFIG);
        assertThat(rig.folder().resolve("blobs").resolve(FakeHub.git(CONFIG))).as("another snapshot needs it").exists();
    }

    @Test
    void sharedBlobsOfPython_areFollowedNotSpoiled() throws IOException {
        // What huggingface_hub 2 writes: the repository's blob is itself a link into a store of the whole cache.
        Path store = Files.createDirectories(cache.resolve("blobs/ab")).resolve("ab".repeat(32));
        Files.write(store, CONFIG);
        Path blobs = Files.createDirectories(rig.folder().resolve("blobs"));
        Files.createSymbolicLink(blobs.resolve(FakeHub.git(CONFIG)), Path.of("../../blobs/ab").resolve("ab".repeat(32)));
        HubSnapshot snapshot = rig.open();
        assertThat(HubRig.fetched(snapshot, "config.json")).hasBinaryContent(CONFIG);
        assertThat(rig.server.asked()).containsExactly("GET list", "HEAD config.json");
        Files.write(store, FakeHub.bytes("spoilt"));
        snapshot.fetchSound("config.json", file -> true);
        assertThat(snapshot.folder().resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(store).hasBinaryContent(FakeHub.bytes("spoilt"));
    }

    @Test
    void fetchSound_damagedBlob_fetchedAgain() throws IOException {
        HubSnapshot snapshot = rig.open();
        snapshot.fetch(LARGE);
        byte[] damaged = WEIGHTS.clone();
        damaged[1_000_000] ^= 1;
        Files.write(rig.blob(), damaged);
        assertThat(snapshot.damage(LARGE)).hasValueSatisfying(text -> assertThat(text).contains(FakeHub.sha256(WEIGHTS)));
        snapshot.fetchSound(LARGE, file -> true);
        assertThat(snapshot.folder().resolve(LARGE)).hasBinaryContent(WEIGHTS);
        assertThat(snapshot.damage(LARGE)).isEmpty();
        rig.server.forget();
        snapshot.fetchSound(LARGE, file -> true);
        assertThat(rig.server.requests()).isEmpty();
        Files.write(rig.blob(), damaged);
        HubSnapshot offline = rig.hub(rig.options().offline(true)).open(REPOSITORY, null);
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> offline.fetchSound(LARGE, file -> true))
                .withMessageContaining("cannot be fetched again offline");
    }

    @Test
    void list_hostileNames_refused() {
        for (String name : new String[] {"../up.json", "/etc/passwd", "a/../../b", "a\\\\b", ""}) {
            rig.server.commit(REPOSITORY, "bad", FakeHub.commit(66), Map.of("config.json", CONFIG, name, CONFIG));
            assertThatExceptionOfType(ModelFormatException.class).as(name).isThrownBy(() -> rig.hub().open(REPOSITORY, "bad"));
        }
        assertThat(rig.tree()).isEmpty();
    }

    @Test
    void list_noCommitOrDamaged_refused() {
        for (String json : new String[] {"{}", "[]", "", "{\"sha\":\"../../x\",\"siblings\":[]}",
            "{\"sha\":\"" + COMMIT + "\",\"siblings\":7}", "{\"sha\":\"" + COMMIT + "\",\"sha\":\"" + COMMIT + "\",\"siblings\":[]}"}) {
            rig.server.fault("GET", "list", (exchange, content) -> {
                byte[] bytes = FakeHub.bytes(json);
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            });
            assertThatExceptionOfType(ModelFormatException.class).as(json).isThrownBy(rig::open);
        }
    }

    @Test
    void list_pageOfAProxy_saysWhereToLook() {
        rig.server.fault("GET", "list", rig.server.content(FakeHub.bytes("<html>Please sign in</html>")));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(rig::open)
                .withMessageContaining("HF_ENDPOINT").withMessageContaining("proxy");
    }

    @Test
    void list_otherCommitThanAsked_refused() {
        rig.server.commit(REPOSITORY, FakeHub.commit(2), COMMIT, Map.of("config.json", CONFIG));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> rig.hub().open(REPOSITORY, FakeHub.commit(2)))
                .withMessageContaining("expected commit " + FakeHub.commit(2));
    }

    @Test
    void damagedTreeOrRef_ignored() throws IOException {
        rig.open().fetch("config.json");
        Files.writeString(rig.folder().resolve("trees/" + COMMIT + ".json"), "{\"format_version\": 1, \"files\": {\"../x\": {}}}");
        assertThat(rig.hub().open(REPOSITORY, COMMIT).has(LARGE)).isTrue();
        Files.writeString(rig.folder().resolve("refs/main"), "../../../etc");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> rig.hub(rig.options().offline(true)).open(REPOSITORY, null));
    }
}
