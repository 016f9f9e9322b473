package io.glossa.models.hub.internal;

import io.glossa.base.internal.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One repository's part of the cache, laid out as {@code huggingface_hub} does:
 *
 * <pre>
 * models--org--name/refs/REVISION               the commit of a branch or tag
 *                   blobs/ETAG                  a file's content; ETAG.incomplete while it is fetched
 *                   snapshots/COMMIT/PATH       a relative link to a blob
 *                   .no_exist/COMMIT/PATH       an empty file: the repository has no such file
 *                   trees/COMMIT.json           the list of its files
 * .locks/models--org--name/ETAG.lock            held while a blob is fetched
 * </pre>
 *
 * Everything appears whole: it is written in the folder of locks and moved.
 */
final class HubCache {
    private static final Logger LOG = LoggerFactory.getLogger(HubCache.class);
    private static final long MOST_TREE = 64L << 20;

    private final Path root;
    private final Path folder;
    private final Path locks;
    private final boolean symlinks;

    HubCache(Path root, String repository, boolean symlinks) {
        String name = "models--" + repository.replace("/", "--");
        this.root = root.toAbsolutePath().normalize();
        this.folder = this.root.resolve(name);
        this.locks = this.root.resolve(".locks").resolve(name);
        this.symlinks = symlinks;
    }

    Path root() {
        return root;
    }

    Path snapshot(String commit) {
        return folder.resolve("snapshots").resolve(commit);
    }

    Path blob(String etag) {
        return folder.resolve("blobs").resolve(etag);
    }

    CacheLock lock(String etag) throws IOException, InterruptedException {
        return CacheLock.acquire(locks.resolve(etag + ".lock"));
    }

    /** Whether a file of a snapshot is there, with its content. */
    boolean has(String commit, String path) {
        return Files.isRegularFile(snapshot(commit).resolve(path));
    }

    /** Whether a snapshot is there, however little of it. */
    boolean hasSnapshot(String commit) {
        return Files.isDirectory(snapshot(commit));
    }

    Optional<String> ref(String revision) {
        return text(folder.resolve("refs").resolve(revision)).filter(text -> Listing.COMMIT.matcher(text).matches());
    }

    /** Commits whose snapshots are there. */
    List<String> commits() {
        List<String> commits = new ArrayList<>();
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(folder.resolve("snapshots"))) {
            for (Path each : snapshots) {
                if (Listing.COMMIT.matcher(each.getFileName().toString()).matches()) {
                    commits.add(each.getFileName().toString());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(commits);
        return commits;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) < 1024 ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} not read", file, e);
            return Optional.empty();
        }
    }

    /** Writes what a revision is; a cache that can't be written keeps what it has. */
    void writeRef(String revision, String commit) {
        if (!revision.equals(commit) && !ref(revision).equals(Optional.of(commit))) {
            quietly(folder.resolve("refs").resolve(revision), commit.getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean knownMissing(String commit, String path) {
        return Files.isRegularFile(folder.resolve(".no_exist").resolve(commit).resolve(path));
    }

    void recordMissing(String commit, String path) {
        quietly(folder.resolve(".no_exist").resolve(commit).resolve(path), new byte[0]);
    }

    Optional<Listing> tree(String commit, PathCheck paths) {
        Path file = folder.resolve("trees").resolve(commit + ".json");
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_TREE) {
                return Listing.ofTree(commit, Files.readAllBytes(file), file.toString(), paths);
            }
        } catch (IOException | io.glossa.error.ModelFormatException e) {
            LOG.debug("{} not read", file, e);
        }
        return Optional.empty();
    }

    void writeTree(Listing listing) {
        Path file = folder.resolve("trees").resolve(listing.commit() + ".json");
        try {
            Optional<byte[]> bytes = Files.exists(file) ? Optional.empty() : listing.toTree();
            bytes.ifPresent(content -> quietly(file, content));
        } catch (IOException e) {
            LOG.debug("{} not written", file, e);
        }
    }

    private void quietly(Path file, byte[] content) {
        try {
            Path temporary = temporary();
            try {
                Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
                Files.createDirectories(file.getParent());
                AtomicFiles.move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            LOG.debug("{} not written", file, e);
        }
    }

    private Path temporary() throws IOException {
        Files.createDirectories(locks);
        return locks.resolve(UUID.randomUUID() + ".tmp");
    }

    /** Makes the folders that a blob and a snapshot need. */
    void prepare(String commit) throws IOException {
        Files.createDirectories(folder.resolve("blobs"));
        Files.createDirectories(snapshot(commit));
    }

    /**
     * Puts a blob into a snapshot. Called under the blob's lock.
     *
     * @param fresh whether the blob was made just now, so that it may be moved where links are not possible
     */
    void link(String etag, String commit, String path, boolean fresh) throws IOException {
        Path place = snapshot(commit).resolve(path);
        Files.createDirectories(place.getParent());
        Path blob = blob(etag);
        if (symlinks && linked(blob, place)) {
            return;
        }
        if (fresh) {
            AtomicFiles.move(blob, place);
            return;
        }
        Path temporary = temporary();
        try {
            Files.copy(blob, temporary, StandardCopyOption.REPLACE_EXISTING);
            AtomicFiles.move(temporary, place);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private boolean linked(Path blob, Path place) throws IOException {
        Path target = place.getParent().relativize(blob);
        try {
            Files.createSymbolicLink(place, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            Path temporary = temporary();
            try {
                Files.createSymbolicLink(temporary, target);
                AtomicFiles.move(temporary, place);
                return true;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no link at {}", place, e);
            return false;
        }
    }

    /** The name of the blob that a file of a snapshot links to; empty if it is no link. */
    Optional<String> etag(String commit, String path) {
        Path place = snapshot(commit).resolve(path);
        try {
            return Files.isSymbolicLink(place)
                    ? Optional.of(Files.readSymbolicLink(place).getFileName().toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes a damaged file out of a snapshot, and its blob away. Called under the blob's lock. */
    void drop(String commit, String path) throws IOException {
        Optional<String> etag = etag(commit, path);
        Files.deleteIfExists(snapshot(commit).resolve(path));
        if (etag.isPresent()) {
            Files.deleteIfExists(blob(etag.get()));
        }
    }
}
