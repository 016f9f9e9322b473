package io.glossa.training.internal.tuning;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second training away from a target, from this process or another: they would overwrite each other's checkpoints. The lock is the
 * system's, on a file beside the target, so it ends with the process however that ends; where a file system knows no locks, nobody is kept
 * away.
 */
public final class TrainingLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Path> made;

    private TrainingLock(Path file, FileChannel channel, List<Path> made) {
        this.file = file;
        this.channel = channel;
        this.made = made;
    }

    /**
     * Takes the lock.
     *
     * @param target the directory to be written; folders above it are made, and removed again on closing if they are empty then
     * @throws InvalidInputException if another training holds it
     * @throws IOException if the file cannot be made
     */
    public static TrainingLock of(Path target) throws IOException {
        Path file = target.resolveSibling("." + target.getFileName() + ".training.lock");
        List<Path> made = missing(target.getParent());
        Files.createDirectories(target.getParent());
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (isTaken(channel)) {
                    throw new InvalidInputException(target + ": expected no other training into it, found one that is running; wait for it, end it,"
                            + " or choose another folder");
                }
                // Between opening and locking, the holder may have ended and removed the file.
                if (Files.exists(file)) {
                    return new TrainingLock(file, channel, made);
                }
            } catch (InvalidInputException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    private static boolean isTaken(FileChannel channel) {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Folders that are not there, the deepest first. */
    private static List<Path> missing(@Nullable Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path each = folder; each != null && !Files.exists(each); each = each.getParent()) {
            missing.add(each);
        }
        return missing;
    }

    @Override
    public void close() throws IOException {
        // Removed while it is held: whoever comes next makes a file of their own.
        Files.deleteIfExists(file);
        channel.close();
        for (Path folder : made) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                return;
            }
        }
    }
}
