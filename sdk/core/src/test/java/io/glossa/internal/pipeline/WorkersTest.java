package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void forEach_everyIndexOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int count : new int[] {0, 1, 2, 1000}) {
                AtomicIntegerArray seen = new AtomicIntegerArray(Math.max(1, count));
                workers.forEach(count, seen::incrementAndGet);
                for (int i = 0; i < count; i++) {
                    assertThat(seen.get(i)).isOne();
                }
            }
        }
    }

    @Test
    void forEach_usesHelpers() {
        try (Workers workers = new Workers(4)) {
            CyclicBarrier together = new CyclicBarrier(4);
            workers.forEach(4, i -> {
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @RepeatedTest(50)
    void forEach_throwsTheFailureWithTheLowestIndex() {
        try (Workers workers = new Workers(8)) {
            assertThatThrownBy(() -> workers.forEach(500, i -> {
                if (i >= 100) {
                    throw new IllegalArgumentException("at " + i);
                }
            })).isInstanceOf(IllegalArgumentException.class).hasMessage("at 100");
            assertThatThrownBy(() -> workers.forEach(5, i -> {
                throw new AssertionError("at " + i);
            })).isInstanceOf(AssertionError.class).hasMessage("at 0");
        }
    }

    @Test
    void forEach_fromInsideAWorker() {
        try (Workers workers = new Workers(3)) {
            AtomicInteger done = new AtomicInteger();
            workers.forEach(8, i -> workers.forEach(8, j -> workers.forEach(4, k -> done.incrementAndGet())));
            assertThat(done).hasValue(256);
            CompletableFuture<?>[] tasks = new CompletableFuture<?>[12];
            for (int t = 0; t < tasks.length; t++) {
                tasks[t] = CompletableFuture.runAsync(() -> workers.forEach(10, i -> done.incrementAndGet()), workers.executor());
            }
            CompletableFuture.allOf(tasks).join();
            assertThat(done).hasValue(376);
        }
    }

    @Test
    void close_leavesForEachToTheCaller() {
        Workers workers = new Workers(4);
        workers.close();
        AtomicInteger done = new AtomicInteger();
        workers.forEach(100, i -> done.incrementAndGet());
        assertThat(done).hasValue(100);
        assertThatThrownBy(() -> workers.executor().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void interrupt_isKept() {
        try (Workers workers = new Workers(2)) {
            AtomicInteger done = new AtomicInteger();
            Thread.currentThread().interrupt();
            workers.forEach(200, i -> done.incrementAndGet());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(done).hasValue(200);
        }
    }

    @Test
    void helpers_areDaemons() throws Exception {
        try (Workers workers = new Workers(1)) {
            CompletableFuture<Boolean> daemon = CompletableFuture.supplyAsync(() -> Thread.currentThread().isDaemon(), workers.executor());
            assertThat(daemon.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
