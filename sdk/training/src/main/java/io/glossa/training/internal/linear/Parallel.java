package io.glossa.training.internal.linear;

import io.glossa.error.TrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work on several threads, results in order. */
final class Parallel {
    private Parallel() {}

    /** Lends threads that end with the call. */
    static <T> T with(int threads, Function<ExecutorService, T> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "glossa-linear");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return work.apply(executor);
        } finally {
            executor.shutdownNow();
        }
    }

    /**
     * Does all of it.
     *
     * @throws TrainingException if the calling thread is interrupted
     */
    static <T> List<T> all(ExecutorService executor, List<Callable<T>> work) {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> future : executor.invokeAll(work)) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("fit: interrupted before a linear model was ready; start it again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
        return results;
    }
}
