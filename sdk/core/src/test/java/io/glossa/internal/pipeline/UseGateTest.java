package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UseGateTest {
    private final UseGate gate = new UseGate("Thing(name)");
    private final AtomicInteger released = new AtomicInteger();

    @Test
    void close_waitsForUsesUnderWay() throws Exception {
        gate.enter();
        gate.enter();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> gate.close(released::incrementAndGet));
        while (!gate.isClosed()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(gate::enter).isInstanceOf(IllegalStateException.class).hasMessageContaining("Thing(name) is closed");
        gate.leave();
        assertThat(released).hasValue(0);
        gate.leave();
        closing.get(30, TimeUnit.SECONDS);
        assertThat(released).hasValue(1);
    }

    /** A call under way may still use what it began with, on any thread, while nobody else may. */
    @Test
    void within_whileClosing() throws Exception {
        assertThat(gate.<String>use(() -> {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> gate.close(released::incrementAndGet));
            while (!gate.isClosed()) {
                Thread.onSpinWait();
            }
            assertThat(closing).isNotDone();
            return CompletableFuture.supplyAsync(() -> gate.within(() -> "part of " + released)).join();
        })).isEqualTo("part of 0");
        gate.close(() -> {});
        assertThat(released).hasValue(1);
        assertThatThrownBy(() -> gate.within(() -> "later")).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void close_twiceReleasesOnce() {
        gate.close(released::incrementAndGet);
        gate.close(released::incrementAndGet);
        assertThat(released).hasValue(1);
    }

    @Test
    void close_secondWaitsForTheFirst() throws Exception {
        CountDownLatch releasing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> gate.close(() -> {
            releasing.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            released.incrementAndGet();
        }));
        releasing.await();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> {
            gate.close(() -> {});
            return released.get();
        });
        goOn.countDown();
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        first.get(30, TimeUnit.SECONDS);
    }

    @Test
    void close_failureOfTheReleaseFreesWaiters() {
        assertThatThrownBy(() -> gate.close(() -> {
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        gate.close(released::incrementAndGet);
        assertThat(released).hasValue(0);
    }

    @Test
    void close_keepsTheInterrupt() {
        Thread.currentThread().interrupt();
        gate.close(released::incrementAndGet);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(released).hasValue(1);
    }
}
