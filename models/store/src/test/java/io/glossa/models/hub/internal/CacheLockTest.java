package io.glossa.models.hub.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {
    @TempDir
    Path folder;

    @Test
    void acquire_heldByAnotherThread_waits() throws Exception {
        Path file = folder.resolve("a/b.lock");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<?>[] all = new CompletableFuture<?>[4];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                for (int k = 0; k < 20; k++) {
                    try (CacheLock lock = CacheLock.acquire(file)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
        }
        CompletableFuture.allOf(all).get(60, TimeUnit.SECONDS);
        assertThat(most).hasValue(1);
    }

    @Test
    void acquire_heldByAnotherClassLoader_waits() throws Exception {
        Path file = Files.createFile(folder.resolve("c.lock"));
        CompletableFuture<Boolean> acquired;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock other = channel.lock();
            acquired = CompletableFuture.supplyAsync(() -> {
                boolean free = !other.isValid();
                try (CacheLock lock = CacheLock.acquire(file)) {
                    return !free && !other.isValid();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!acquired.isDone() && !waiting()) {
                Thread.onSpinWait();
            }
        }
        assertThat(acquired.get(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Whether some thread is inside {@link CacheLock#acquire}. */
    private static boolean waiting() {
        return Thread.getAllStackTraces().values().stream().anyMatch(stack ->
                Arrays.stream(stack).anyMatch(at -> at.getClassName().equals(CacheLock.class.getName())));
    }

    @Test
    void acquire_folderThatCannotBe_failsAndFreesTheThread() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> CacheLock.acquire(file.resolve("x.lock")));
        }
    }
}
