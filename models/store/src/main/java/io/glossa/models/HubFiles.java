package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.internal.HubSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * A model of the hub: a snapshot in the cache, into which a file is fetched when it is first asked for. With a lock there are
 * only the files that the lock names, and each is compared with it before it is used. Thread-safe.
 */
final class HubFiles implements ModelFiles {
    private final HubSnapshot snapshot;
    private final FolderFiles folder;
    private final @Nullable LockedModel lock;
    private final boolean careful;
    private final Set<String> used = new ConcurrentSkipListSet<>();
    private final Set<String> compared = ConcurrentHashMap.newKeySet();

    /**
     * Takes a snapshot.
     *
     * @param careful whether files in the cache are checked, and fetched again if they are damaged
     */
    HubFiles(HubSnapshot snapshot, @Nullable LockedModel lock, boolean careful) {
        this.snapshot = snapshot;
        this.folder = new FolderFiles(snapshot.folder());
        this.lock = lock;
        this.careful = careful;
    }

    String commit() {
        return snapshot.commit();
    }

    String revision() {
        return snapshot.revision();
    }

    /** What was asked for so far. */
    Set<String> used() {
        return new TreeSet<>(used);
    }

    @Override
    public String where() {
        return snapshot.toString();
    }

    @Override
    public Optional<Path> folder() {
        return folder.folder();
    }

    @Override
    public List<String> list() {
        return lock != null ? List.copyOf(new TreeSet<>(lock.files().keySet())) : snapshot.list();
    }

    @Override
    public List<String> present() {
        return lock == null ? snapshot.cachedFiles() : list().stream().filter(snapshot::cached).toList();
    }

    @Override
    public String overview() {
        return Messages.list(list());
    }

    @Override
    public boolean has(String path) {
        RelativePath.check(path, where());
        return lock != null ? lock.files().containsKey(path) : snapshot.has(path);
    }

    @Override
    public Path file(String path) {
        if (!has(path)) {
            throw missing(path);
        }
        fetch(path);
        Path file = folder.file(path);
        used.add(path);
        return file;
    }

    private void fetch(String path) {
        if (lock == null) {
            if (careful && used.contains(path)) {
                return;
            }
            if (careful) {
                snapshot.fetchSound(path, file -> true);
            } else {
                snapshot.fetch(path);
            }
            return;
        }
        if (compared.contains(path)) {
            return;
        }
        Manifest.FileEntry expected = lock.files().get(path);
        if (careful) {
            snapshot.fetchSound(path, file -> difference(file, expected).isEmpty());
        } else {
            snapshot.fetch(path);
        }
        difference(folder.file(path), expected).ifPresent(difference -> {
            throw new ModelFormatException(describe(path) + ": " + difference + ", which is not what the lock file says; glossa"
                    + " models pull fetches a damaged file again; if the change is meant, write the lock file anew");
        });
        compared.add(path);
    }

    private static Optional<String> difference(Path file, Manifest.FileEntry expected) {
        try {
            long size = Files.size(file);
            if (size != expected.size()) {
                return Optional.of("expected " + expected.size() + " bytes, found " + size);
            }
            String sha256 = Sha256.hex(file);
            return sha256.equals(expected.sha256()) ? Optional.empty()
                    : Optional.of("expected SHA-256 " + expected.sha256() + ", found " + sha256);
        } catch (IOException e) {
            return Optional.of("could not be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public long size(String path) {
        file(path);
        return folder.size(path);
    }

    @Override
    public InputStream open(String path) {
        file(path);
        return folder.open(path);
    }

    @Override
    public byte[] read(String path) {
        file(path);
        return folder.read(path);
    }

    @Override
    public byte[] readSettings(String path) {
        if (!snapshot.cached(path)) {
            long announced = lock != null && lock.files().containsKey(path) ? lock.files().get(path).size() : snapshot.announcedSize(path);
            if (announced > MOST_SETTINGS) {
                throw new ModelFormatException(describe(path) + ": expected settings of at most " + MOST_SETTINGS + " bytes, found "
                        + announced + " announced; the file is not what its name says");
            }
        }
        return ModelFiles.super.readSettings(path);
    }

    @Override
    public void requireNoLink(String path) {
        folder.requireNoLink(path);
    }

    @Override
    public Optional<String> damage(String path) {
        Optional<String> byHub = snapshot.damage(path);
        return lock == null || byHub.isPresent() ? byHub
                : difference(folder.file(path), lock.files().get(path)).map(difference -> difference + " (by the lock file)");
    }

    @Override
    public boolean checkable(String path) {
        return lock != null || snapshot.checkable(path);
    }

    @Override
    public ModelNotFoundException missing(String path) {
        if (lock != null) {
            return new ModelNotFoundException(where() + ": expected a file " + path + ", found that the lock file does not name it;"
                    + " write the lock file anew with the same --precision and --model-format, or use without one");
        }
        if (snapshot.offline()) {
            return new ModelNotFoundException(where() + ": expected a file " + path + " in the cache at " + snapshot.folder()
                    + ", found " + overview() + "; the hub was not asked: run glossa models pull where there is a network");
        }
        return ModelFiles.super.missing(path);
    }
}
