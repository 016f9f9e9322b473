package io.glossa.models.hub.internal;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a revision of a repository is. Holds no resources until it is used. Thread-safe. */
public final class Hub {
    /** The revision that is meant when none is named. */
    public static final String DEFAULT_REVISION = "main";
    private static final int MOST_LISTING = 64 << 20;

    private final HubOptions options;
    private final PathCheck paths;
    private final Pause pause;
    private final Http http;

    /**
     * Makes a hub.
     *
     * @param options where it is, and where copies are kept
     * @param paths checks what servers call files
     * @param pause time
     */
    public Hub(HubOptions options, PathCheck paths, Pause pause) {
        this.options = options;
        this.paths = paths;
        this.pause = pause;
        this.http = new Http(options);
    }

    HubOptions options() {
        return options;
    }

    PathCheck paths() {
        return paths;
    }

    Http http() {
        return http;
    }

    Retry retry(String repository) {
        return new Retry(pause, options.listener(), repository);
    }

    /**
     * Finds out what a revision is. A whole commit is taken as it is; all else is asked for, and what the answer was last time
     * serves where the hub can't be reached.
     *
     * @param repository such as {@code org/name}
     * @param asked a branch, a tag, a commit or the beginning of one; null for {@code main}
     * @throws ModelNotFoundException if there is no such repository or revision, it may not be read, or the hub can't be reached
     *     and the cache does not have it
     */
    public HubSnapshot open(String repository, @Nullable String asked) {
        String revision = asked == null ? DEFAULT_REVISION : paths.check(asked, "hub:" + repository + ", revision");
        HubCache cache = new HubCache(options.cacheDirectory(), repository, options.symlinks());
        if (Listing.COMMIT.matcher(revision).matches()) {
            return commit(cache, repository, revision);
        }
        Optional<String> known = cached(cache, revision);
        if (options.offline()) {
            String commit = known.orElseThrow(() -> notCached(repository, revision, cache, "found nothing for it", null));
            options.listener().resolved(repository, revision, commit);
            return new HubSnapshot(this, cache, repository, revision, commit, true, null);
        }
        try {
            Listing listing = list(cache, repository, revision, known.isPresent() ? 1 : options.attempts());
            cache.prepare(listing.commit());
            cache.writeRef(revision, listing.commit());
            options.listener().resolved(repository, revision, listing.commit());
            return new HubSnapshot(this, cache, repository, revision, listing.commit(), false, listing);
        } catch (Unreachable e) {
            String commit = known.orElseThrow(() -> unreachable(repository, revision, cache, e));
            options.listener().usingCache(repository, revision, commit, String.valueOf(e.getMessage()));
            return new HubSnapshot(this, cache, repository, revision, commit, true, null);
        } catch (IOException e) {
            throw Download.unwritable("hub:" + repository, cache.root(), e);
        }
    }

    private HubSnapshot commit(HubCache cache, String repository, String commit) {
        if (!cache.hasSnapshot(commit)) {
            if (options.offline()) {
                throw notCached(repository, commit, cache, "found nothing for it", null);
            }
            try {
                Listing listing = list(cache, repository, commit, options.attempts());
                cache.prepare(commit);
                return new HubSnapshot(this, cache, repository, commit, commit, false, listing);
            } catch (Unreachable e) {
                throw unreachable(repository, commit, cache, e);
            } catch (IOException e) {
                throw Download.unwritable("hub:" + repository, cache.root(), e);
            }
        }
        return new HubSnapshot(this, cache, repository, commit, commit, options.offline(), null);
    }

    /** What a revision was the last time, if its snapshot is there. */
    private static Optional<String> cached(HubCache cache, String revision) {
        Optional<String> ref = cache.ref(revision).filter(cache::hasSnapshot);
        if (ref.isPresent() || !revision.matches("[0-9a-f]{7,39}")) {
            return ref;
        }
        List<String> commits = cache.commits().stream().filter(commit -> commit.startsWith(revision)).toList();
        return commits.size() == 1 ? Optional.of(commits.get(0)) : Optional.empty();
    }

    /** Asks for the files of a revision, and remembers the list. */
    Listing list(HubCache cache, String repository, String revision, int attempts) throws Unreachable {
        Retry retry = retry(repository);
        Refusals refusals = new Refusals(options, repository, revision, retry);
        String address = options.endpoint() + "/api/models/" + repository + "/revision/"
                + URLEncoder.encode(revision, StandardCharsets.UTF_8).replace("+", "%20");
        String where = "hub:" + repository + ", list of files";
        Listing listing = retry.run(attempts, "list of files", () -> {
            byte[] json = ask(URI.create(address + "?blobs=true"), URI.create(address), refusals);
            return Listing.ofApi(json, where, paths);
        });
        if (Listing.COMMIT.matcher(revision).matches() && !listing.commit().equals(revision)) {
            throw new ModelFormatException(where + ": expected commit " + revision + ", found " + listing.commit()
                    + "; the mirror is not set up well, use another");
        }
        cache.writeTree(listing);
        return listing;
    }

    private byte[] ask(URI full, URI plain, Refusals refusals) throws IOException {
        try (HttpAnswer answer = http.send("GET", full, Map.of(), Http.Follow.ALL)) {
            if (answer.status() == 200) {
                return body(answer);
            }
            if (answer.status() != 400) {
                throw refusals.refused(answer, "");
            }
        }
        // A mirror that does not know the option.
        try (HttpAnswer answer = http.send("GET", plain, Map.of(), Http.Follow.ALL)) {
            if (answer.status() != 200) {
                throw refusals.refused(answer, "");
            }
            return body(answer);
        }
    }

    private byte[] body(HttpAnswer answer) throws IOException {
        try {
            return answer.body().all(MOST_LISTING, options.stallTimeout());
        } catch (InterruptedException e) {
            throw Retry.interrupted(String.valueOf(answer.uri().getHost()), e);
        } catch (IOException e) {
            throw Http.fault(answer.uri().getHost(), e);
        }
    }

    /** What to say when the hub is needed and can't be reached. */
    ModelNotFoundException unreachable(String repository, String revision, HubCache cache, Unreachable e) {
        return notCached(repository, revision, cache, "found that the hub cannot be asked: " + e.getMessage(), e);
    }

    private ModelNotFoundException notCached(
            String repository, String revision, HubCache cache, String found, @Nullable Throwable cause) {
        List<String> commits = cache.commits();
        String have = commits.isEmpty() ? "nothing of this repository is in the cache"
                : "the cache has " + String.join(", ", commits.subList(0, Math.min(5, commits.size())));
        String next = options.offline()
                ? "unset HF_HUB_OFFLINE, run glossa models pull where there is a network and copy the cache, or name a commit that"
                        + " is there"
                : "check the network, the proxy and HF_ENDPOINT (" + options.endpoint().getHost() + "), then try again; what was"
                        + " fetched is kept";
        return new ModelNotFoundException("hub:" + repository + "@" + revision + ": expected "
                + (options.offline() ? "it in the cache at " + cache.root() + ", as the hub is not asked offline" : "to fetch it")
                + ", " + found + "; " + have + "; " + next, cause);
    }
}
