package io.glossa.internal.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The four ways to call a task, over the one that takes a list: one, many, lazily, later. */
public final class Calls {
    /** Texts of a list worked on together; bounds the memory that a long list takes beyond its results. */
    static final int LIST_CHUNK = 2048;
    /** Texts a lazy stream reads ahead. */
    static final int STREAM_CHUNK = 256;

    private Calls() {}

    /** Checks a list: not null and without null; returns it. */
    public static <I> List<I> checked(List<I> inputs, String name) {
        Objects.requireNonNull(inputs, name);
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == null) {
                throw new NullPointerException(name + "[" + i + "]");
            }
        }
        return inputs;
    }

    /** A copy of a list for later; checked now. */
    public static <I> List<I> copied(List<I> inputs, String name) {
        return List.copyOf(checked(new ArrayList<>(Objects.requireNonNull(inputs, name)), name));
    }

    /** The only result of a list of one. */
    public static <I, O> O one(I input, String name, Function<List<I>, List<O>> work) {
        try {
            return work.apply(List.of(Objects.requireNonNull(input, name))).get(0);
        } catch (IndexedFailure e) {
            throw e.reason();
        }
    }

    /** All results of a list, in order, immutable. */
    public static <I, O> List<O> many(List<I> inputs, String name, Function<List<I>, List<O>> work) {
        // A copy: the list may change meanwhile, or be slow to index.
        List<I> all = checked(new ArrayList<>(Objects.requireNonNull(inputs, name)), name);
        List<O> results = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += LIST_CHUNK) {
            results.addAll(chunk(all.subList(from, Math.min(all.size(), from + LIST_CHUNK)), from, name, work));
        }
        return Collections.unmodifiableList(results);
    }

    private static <I, O> List<O> chunk(List<I> inputs, long from, String name, Function<List<I>, List<O>> work) {
        try {
            return work.apply(inputs);
        } catch (IndexedFailure e) {
            throw e.named(name + "[" + (from + e.index()) + "]");
        }
    }

    /** A lazy ordered stream; closing it closes the source. */
    public static <I, O> Stream<O> lazily(Stream<I> inputs, String name, Function<List<I>, List<O>> work) {
        Iterator<I> source = Objects.requireNonNull(inputs, name).iterator();
        Iterator<O> results = new Iterator<>() {
            private Iterator<O> ready = Collections.emptyIterator();
            private long before;

            @Override
            public boolean hasNext() {
                if (!ready.hasNext()) {
                    List<I> read = new ArrayList<>();
                    while (read.size() < STREAM_CHUNK && source.hasNext()) {
                        I input = source.next();
                        if (input == null) {
                            throw new NullPointerException(name + "[" + (before + read.size()) + "]");
                        }
                        read.add(input);
                    }
                    long from = before;
                    before += read.size();
                    ready = read.isEmpty() ? Collections.emptyIterator() : chunk(read, from, name, work).iterator();
                }
                return ready.hasNext();
            }

            @Override
            public O next() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                return ready.next();
            }
        };
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(results, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(inputs::close);
    }

    /** A result that comes later, on the given executor; failures arrive in the future. */
    public static <O> CompletableFuture<O> later(Supplier<O> work, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the executor takes no more work; it or the model is closed", e));
        }
    }
}
