package io.glossa.internal.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one handle. The caller's thread always works too, so a call makes progress even when all helpers are
 * busy with others. Helpers are daemons, start when needed and go after ten idle seconds.
 */
public final class Workers implements AutoCloseable {
    private static final AtomicInteger POOLS = new AtomicInteger();

    private final int threads;
    private final ThreadPoolExecutor pool;

    /** Makes a pool for at most {@code threads} threads a call, the caller's included. */
    public Workers(int threads) {
        this.threads = threads;
        int number = POOLS.incrementAndGet();
        AtomicInteger count = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "glossa-" + number + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Where asynchronous calls run when the caller names no executor; refuses work once closed. */
    public Executor executor() {
        return pool;
    }

    /**
     * Runs {@code body} for 0 … count−1, in any order, on the caller's thread and free helpers; returns when all are done.
     * A failure stops the rest; of several, the one with the lowest index is thrown, whatever the number of threads.
     */
    public void forEach(int count, IntConsumer body) {
        int helpers = Math.min(threads, count) - 1;
        if (helpers <= 0) {
            for (int i = 0; i < count; i++) {
                body.accept(i);
            }
            return;
        }
        Job job = new Job(count, body);
        try {
            for (int i = 0; i < helpers; i++) {
                pool.execute(job::help);
            }
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: the caller goes on alone and meets the closed gate.
        }
        job.finish();
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** One call of forEach, shared by the caller and the helpers that join before it is over. */
    private static final class Job {
        private final int count;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private volatile @Nullable Throwable failure;
        private int failed;
        private int helping;
        private boolean over;

        Job(int count, IntConsumer body) {
            this.count = count;
            this.body = body;
        }

        void help() {
            synchronized (this) {
                if (over) {
                    return;
                }
                helping++;
            }
            drain();
            synchronized (this) {
                helping--;
                notifyAll();
            }
        }

        void finish() {
            drain();
            boolean interrupted = false;
            synchronized (this) {
                over = true;
                while (helping > 0) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
        }

        /** Lower indices were handed out before and are waited for, so the outcome does not depend on timing. */
        private synchronized void fail(int index, Throwable e) {
            if (failure == null || index < failed) {
                failed = index;
                failure = e;
            }
        }

        private void drain() {
            while (failure == null) {
                int index = next.getAndIncrement();
                if (index >= count) {
                    return;
                }
                try {
                    body.accept(index);
                } catch (RuntimeException | Error e) {
                    fail(index, e);
                }
            }
        }
    }
}
