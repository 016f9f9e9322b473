package io.glossa.models.hub.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other threads and processes away from one blob. The operating system frees the lock of a process that dies. It is asked
 * for again and again instead of waited for: waiting would make some systems see a deadlock between processes whose threads hold
 * different locks. A thread holds one lock at a time, so there is none. Where the file system has no locks, and between this
 * process and Python (whose locks are of another kind), two may fetch the same file; neither can spoil it, because what is
 * written is the same bytes at the same places, and is checked before it is moved to its name.
 */
final class CacheLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLock.class);
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    private static final long SHORTEST = 5;
    private static final long LONGEST = 200;

    private final ReentrantLock thread;
    private final @Nullable FileChannel channel;

    private CacheLock(ReentrantLock thread, @Nullable FileChannel channel) {
        this.thread = thread;
        this.channel = channel;
    }

    /**
     * Waits until nobody else has the lock.
     *
     * @param file the lock's file, made if need be and never removed
     * @throws IOException if the file can't be made
     */
    static CacheLock acquire(Path file) throws IOException, InterruptedException {
        Path key = file.toAbsolutePath().normalize();
        ReentrantLock thread = THREADS.computeIfAbsent(key, path -> new ReentrantLock());
        thread.lockInterruptibly();
        FileChannel channel = null;
        try {
            Files.createDirectories(key.getParent());
            channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(channel, key);
            return new CacheLock(thread, channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            thread.unlock();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path file) throws InterruptedException {
        long pause = SHORTEST;
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // Another copy of this class, from another class loader, has it.
            } catch (IOException e) {
                LOG.debug("no lock on {}, going on without", file, e);
                return;
            }
            Thread.sleep(pause);
            pause = Math.min(LONGEST, pause * 2);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("lock file not closed", e);
        } finally {
            thread.unlock();
        }
    }
}
