package io.glossa.models.hub.internal;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository at one commit: what is in the cache, and what can be fetched into it. A file is fetched when it is asked for. The
 * list of files is asked for when it is needed and not in the cache, so that a commit of which all that is needed is there
 * needs no network. Thread-safe.
 */
public final class HubSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(HubSnapshot.class);
    private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._:+=-]{0,127}");

    private final Hub hub;
    private final HubCache cache;
    private final String repository;
    private final String revision;
    private final String commit;
    private final boolean pinned;
    private volatile boolean offline;
    private volatile @Nullable Listing listing;

    HubSnapshot(Hub hub, HubCache cache, String repository, String revision, String commit, boolean offline,
            @Nullable Listing listing) {
        this.hub = hub;
        this.cache = cache;
        this.repository = repository;
        this.revision = revision;
        this.commit = commit;
        this.pinned = revision.equals(commit);
        this.offline = offline;
        this.listing = listing;
    }

    /** Such as {@code org/name}. */
    public String repository() {
        return repository;
    }

    /** What was asked for; {@code main} if nothing was. */
    public String revision() {
        return revision;
    }

    /** Forty hexadecimal digits. */
    public String commit() {
        return commit;
    }

    /** The folder in the cache; it exists. */
    public Path folder() {
        return cache.snapshot(commit);
    }

    /** Whether nothing can be fetched. */
    public boolean offline() {
        return offline;
    }

    /** Whether a file is in the cache. */
    public boolean cached(String path) {
        return cache.has(commit, path);
    }

    /** Whether the repository has a file; where nobody can tell, whether the cache has. */
    public boolean has(String path) {
        if (cached(path)) {
            return true;
        }
        if (cache.knownMissing(commit, path)) {
            return false;
        }
        Listing known = listing();
        if (known == null || known.files().containsKey(path)) {
            return known != null;
        }
        cache.recordMissing(commit, path);
        return false;
    }

    /** All files of the repository; where nobody can tell, those in the cache. */
    public List<String> list() {
        Listing known = listing();
        return known != null ? List.copyOf(known.files().keySet()) : cachedFiles();
    }

    /** The files in the cache, sorted. */
    public List<String> cachedFiles() {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelFormatException(folder + ": could not be read (" + e.getClass().getSimpleName()
                    + "); check that its permissions allow it", e);
        }
    }

    /** Size of a file in bytes, as far as the list says; −1 if it does not, or there is no such file. */
    public long announcedSize(String path) {
        Listing known = listing();
        return known == null ? -1 : known.files().getOrDefault(path, RemoteFile.UNKNOWN).size();
    }

    private synchronized @Nullable Listing listing() {
        if (listing == null) {
            listing = cache.tree(commit, hub.paths()).orElse(null);
        }
        if (listing == null && !offline) {
            try {
                listing = hub.list(cache, repository, commit, hasEnough() ? 1 : hub.options().attempts());
            } catch (Unreachable e) {
                if (!hasEnough()) {
                    throw hub.unreachable(repository, revision, cache, e);
                }
                goOffline(e);
            }
        }
        return listing;
    }

    /** Whether what is in the cache may be a model. */
    private boolean hasEnough() {
        return cached("config.json") || cached("glossa.json");
    }

    private void goOffline(Unreachable e) {
        offline = true;
        hub.options().listener().usingCache(repository, revision, commit, String.valueOf(e.getMessage()));
    }

    /**
     * Makes sure that a file is in the cache.
     *
     * @throws ModelNotFoundException if it is neither in the cache nor to be had; the message says why
     * @throws ModelFormatException if what the hub sends is not what it announces
     */
    public void fetch(String path) {
        if (!cached(path)) {
            obtain(path, file -> true);
        }
    }

    /**
     * Makes sure that a file is in the cache and is what its name in the cache says it is, and fetches it again if it is not.
     *
     * @param right what it must be besides
     * @throws ModelNotFoundException as {@link #fetch} does
     * @throws ModelFormatException as {@link #fetch} does, or if it is damaged and nothing can be fetched
     */
    public void fetchSound(String path, Predicate<Path> right) {
        if (!cached(path) || damage(path).isPresent() || !right.test(folder().resolve(path))) {
            if (offline && cached(path)) {
                damage(path).ifPresent(damage -> {
                    throw new ModelFormatException(this + ", " + path + ": " + damage + "; it cannot be fetched again offline, run"
                            + " glossa models pull where there is a network");
                });
                return;
            }
            obtain(path, file -> damage(path).isEmpty() && right.test(file));
        }
    }

    /** What a file in the cache should hash to and does not. */
    public Optional<String> damage(String path) {
        try {
            Optional<Checksum> expected = expected(path);
            String found = expected.isPresent() ? expected.get().of(folder().resolve(path)) : "";
            return expected.filter(checksum -> !checksum.hex().equals(found))
                    .map(checksum -> "expected " + checksum + ", found " + found);
        } catch (IOException e) {
            return Optional.of("could not be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether it is known what a file in the cache should hash to. */
    public boolean checkable(String path) {
        return expected(path).isPresent();
    }

    private Optional<Checksum> expected(String path) {
        return cache.etag(commit, path).flatMap(Checksum::ofEtag).or(() -> {
            Optional<Listing> known = cache.tree(commit, hub.paths());
            return known.flatMap(list -> list.files().getOrDefault(path, RemoteFile.UNKNOWN).checksum());
        });
    }

    private void obtain(String path, Predicate<Path> sound) {
        if (offline) {
            throw new ModelNotFoundException("hub:" + repository + "@" + commit + ": expected " + path + " in the cache at "
                    + cache.root() + ", found that it was never fetched, and the hub is not asked"
                    + (hub.options().offline() ? " offline" : " because it could not be reached before") + "; run glossa models"
                    + " pull hub:" + repository + "@" + commit + " with a network, or unset HF_HUB_OFFLINE");
        }
        hub.paths().check(path, "hub:" + repository);
        HubOptions options = hub.options();
        Retry retry = hub.retry(repository);
        Refusals refusals = new Refusals(options, repository, pinned ? commit : revision, retry);
        URI uri = URI.create(options.endpoint() + "/" + repository + "/resolve/" + commit + "/" + encoded(path));
        try {
            cache.prepare(commit);
            RemoteFile listed = Optional.ofNullable(listing).map(list -> list.files().get(path)).orElse(RemoteFile.UNKNOWN);
            Description file = retry.run(options.attempts(), path, () -> describe(uri, refusals, path));
            long size = file.size() >= 0 ? file.size() : listed.size();
            Optional<Checksum> checksum = Checksum.ofEtag(file.etag())
                    .or(() -> listed.checksum().filter(said -> said.kind() == Checksum.Kind.SHA256));
            requireSame(path, file, listed);
            try (CacheLock lock = cache.lock(file.etag())) {
                if (cached(path) && !sound.test(folder().resolve(path))) {
                    LOG.info("hub:{}, {}: damaged in the cache, fetched again", repository, path);
                    cache.drop(commit, path);
                }
                if (cached(path)) {
                    return;
                }
                Path blob = cache.blob(file.etag());
                boolean fresh = !Files.isRegularFile(blob);
                if (fresh) {
                    Files.deleteIfExists(blob);
                    new Download(hub.http(), options, retry, refusals, repository, path, uri, blob, size, checksum).run();
                }
                cache.link(file.etag(), commit, path, fresh);
                LOG.debug("fetched hub:{}@{}, {}", repository, commit, path);
            }
        } catch (Unreachable e) {
            throw hub.unreachable(repository, revision, cache, e);
        } catch (InterruptedException e) {
            throw Retry.interrupted(repository, e);
        } catch (IOException e) {
            throw Download.unwritable("hub:" + repository + ", " + path, cache.root(), e);
        }
    }

    /**
     * What the hub says about a file before it is fetched.
     *
     * @param etag names the blob
     * @param size in bytes, −1 if it does not say
     */
    private record Description(String etag, long size) {}

    private Description describe(URI uri, Refusals refusals, String path) throws IOException {
        try (HttpAnswer near = hub.http().send("HEAD", uri, Map.of(), Http.Follow.SAME_ORIGIN)) {
            if (near.redirect() && near.header("X-Linked-Etag").isEmpty()) {
                // A mirror that sends everything elsewhere.
                try (HttpAnswer far = hub.http().send("HEAD", uri, Map.of(), Http.Follow.ALL)) {
                    return describe(far, refusals, path);
                }
            }
            return describe(near, refusals, path);
        }
    }

    private Description describe(HttpAnswer answer, Refusals refusals, String path) throws IOException {
        if (answer.status() != 200 && !answer.redirect()) {
            throw refusals.refused(answer, path);
        }
        String other = answer.header("X-Repo-Commit").orElse(commit);
        if (!other.equals(commit)) {
            throw new ModelFormatException("hub:" + repository + ", " + path + ": expected it of commit " + commit + ", found "
                    + answer.uri().getHost() + " answering for another one; the mirror is not set up well, use another");
        }
        String etag = answer.header("X-Linked-Etag").or(() -> answer.headers().firstValue("ETag")).orElse("");
        etag = etag.startsWith("W/") ? etag.substring(2) : etag;
        etag = etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"") ? etag.substring(1, etag.length() - 1) : etag;
        if (!ETAG.matcher(etag).matches() || etag.endsWith(".incomplete") || etag.endsWith(".lock")) {
            throw new ModelFormatException("hub:" + repository + ", " + path + ": expected an ETag that can name a file, found "
                    + (etag.isEmpty() ? "none" : "another one") + " from " + answer.uri().getHost()
                    + "; a proxy on the way may take headers away, or HF_ENDPOINT is not the address of a hub");
        }
        long size = HttpAnswer.number(answer.header("X-Linked-Size"))
                .orElseGet(() -> answer.redirect() ? -1 : answer.length().orElse(-1));
        return new Description(etag.replace(':', '-'), size);
    }

    private void requireSame(String path, Description file, RemoteFile listed) {
        Optional<Checksum> said = Checksum.ofEtag(file.etag());
        boolean sizes = file.size() < 0 || listed.size() < 0 || file.size() == listed.size();
        boolean checksums = said.isEmpty() || listed.checksum().isEmpty() || said.get().kind() != listed.checksum().get().kind()
                || said.equals(listed.checksum());
        if (!sizes || !checksums) {
            throw new ModelFormatException("hub:" + repository + ", " + path + ": expected "
                    + (sizes ? listed.checksum().get() : listed.size() + " bytes") + " as the list of files says, found the hub"
                    + " announcing " + (sizes ? said.get() : file.size() + " bytes") + "; the mirror is not set up well, use another");
        }
    }

    static String encoded(String path) {
        return Stream.of(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A"))
                .reduce((a, b) -> a + "/" + b)
                .orElse("");
    }

    @Override
    public String toString() {
        return "hub:" + repository + "@" + commit;
    }
}
