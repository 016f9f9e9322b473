package io.glossa.models;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies files out of jars, and makes files from others, once. The folder of a model is named by a hash over the checksums of
 * its files, so another version gets another folder. A file appears whole or not at all: it is written beside its place, checked, and moved. Processes that
 * do this at the same time write the same content, and the last move wins. Each file is checked against its SHA-256 the first
 * time a process asks for it. Where the cache can't be written, files go to a temporary folder that is deleted on exit.
 * Thread-safe.
 */
final class ExtractionCache {
    private static final Logger LOG = LoggerFactory.getLogger(ExtractionCache.class);
    private static final Duration STALE = Duration.ofDays(1);
    /** Of all caches, because a process cannot lock a file twice. */
    private static final Map<Path, Object> MAKING = new ConcurrentHashMap<>();

    /** Opens the file in the jar. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** Makes a file with all its folders. */
    private interface Step {
        void write(Path target) throws IOException;
    }

    private final Path root;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private final Map<Path, Path> verified = new ConcurrentHashMap<>();
    private @Nullable Path temporary;

    ExtractionCache(Path root) {
        this.root = root;
    }

    /** Name of the folder for a model with these files. */
    static String folder(String model, Map<String, Manifest.FileEntry> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((path, entry) -> text.append(path).append(' ').append(entry.sha256()).append('\n'));
        return "embedded/" + model + "/" + Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /**
     * Gives the file on disk.
     *
     * @param folder the model's folder, from {@link #folder}
     * @param path the file inside it
     * @param entry what the file must be
     * @param source where to copy it from
     * @param where how the file is called in messages
     */
    Path file(String folder, String path, Manifest.FileEntry entry, Source source, String where) {
        Path target = root.resolve(folder).resolve(path);
        synchronized (locks.computeIfAbsent(target, key -> new Object())) {
            Path known = verified.get(target);
            if (known != null && sizeIs(known, entry.size())) {
                return known;
            }
            Path file = matches(target, entry) ? target : extract(target, folder, path, entry, source, where);
            verified.put(target, file);
            return file;
        }
    }

    /** Checksums of files, remembered in this cache. */
    FileHashes hashes() {
        return new FileHashes(root.resolve("hashes"));
    }

    /**
     * Gives a file that is made from others. It is made when it is not there or not valid, by one thread and, where the file
     * system has locks, one process at a time: a file in use is not replaced by its twin.
     *
     * @param path where it lies below the cache; names its content, such as by a checksum
     * @param valid whether a file is whole
     * @param maker makes it
     * @param where what it is made from, for messages
     */
    Path made(String path, Predicate<Path> valid, AtomicFiles.Writer maker, String where) {
        Path target = root.resolve(path);
        synchronized (MAKING.computeIfAbsent(target.toAbsolutePath().normalize(), key -> new Object())) {
            Path known = verified.getOrDefault(target, target);
            if (valid.test(known)) {
                return known;
            }
            Path file = write(target, path, where, valid, other -> make(other, valid, maker));
            verified.put(target, file);
            return file;
        }
    }

    private void make(Path target, Predicate<Path> valid, AtomicFiles.Writer maker) throws IOException {
        if (!target.startsWith(root)) {
            AtomicFiles.write(target, maker);
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path lockFile = target.resolveSibling("." + target.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (!valid.test(target)) {
                removeStale(target);
                AtomicFiles.write(target, maker);
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.lock();
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debug("no lock on the cache, going on without", e);
            return null;
        }
    }

    private Path extract(
            Path target, String folder, String path, Manifest.FileEntry entry, Source source, String where) {
        return write(target, folder + "/" + path, where, file -> matches(file, entry),
                other -> write(other, entry, source, where));
    }

    /** Writes a file below the root, or, where that fails, below a temporary folder. */
    private Path write(Path target, String path, String where, Predicate<Path> valid, Step step) {
        try {
            step.write(target);
            LOG.debug("wrote {} to {}", where, target);
            return target;
        } catch (IOException e) {
            if (valid.test(target)) {
                return target;
            }
            LOG.info("cache folder {} cannot be written ({}), using a temporary folder; set GLOSSA_HOME to one that can",
                    root, e.toString());
        }
        try {
            Path other = temporaryRoot().resolve(path);
            step.write(other);
            deleteOnExit(other);
            return other;
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be written to disk, neither below " + root
                    + " nor to a temporary folder (" + e.getClass().getSimpleName()
                    + "); make room, or set GLOSSA_HOME to a folder that can be written", e);
        }
    }

    private static void write(Path target, Manifest.FileEntry entry, Source source, String where) throws IOException {
        removeStale(target);
        AtomicFiles.write(target, temporary -> {
            try (InputStream in = source.open(); OutputStream out = Files.newOutputStream(temporary)) {
                Sha256.Result found = Sha256.transfer(in, out, entry.size());
                if (!found.matches(entry)) {
                    throw new ModelFormatException(where + ": expected " + entry.size() + " bytes with SHA-256 "
                            + entry.sha256() + ", found " + found.size() + " bytes with " + found.sha256()
                            + "; the jar is damaged or was changed, get it again");
                }
            }
        });
    }

    /** Deletes what processes left behind that were killed in the middle. */
    private static void removeStale(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant limit = Instant.now().minus(STALE);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "." + target.getFileName() + "*.tmp")) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("could not look for stale files in {}", folder, e);
        }
    }

    private static boolean matches(Path file, Manifest.FileEntry entry) {
        try {
            if (!sizeIs(file, entry.size())) {
                return false;
            }
            boolean same = Sha256.hex(file).equals(entry.sha256());
            if (!same) {
                LOG.info("{} does not have the content it should have and is written again", file);
            }
            return same;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean sizeIs(Path file, long size) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized Path temporaryRoot() throws IOException {
        if (temporary == null) {
            temporary = Files.createTempDirectory("glossa-");
            temporary.toFile().deleteOnExit();
        }
        return temporary;
    }

    /** Registers folders before the file: on exit they go in reverse order. */
    private void deleteOnExit(Path file) throws IOException {
        Path at = temporaryRoot();
        for (Path part : temporaryRoot().relativize(file)) {
            at = at.resolve(part);
            at.toFile().deleteOnExit();
        }
    }
}
