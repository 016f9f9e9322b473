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

    /** The only result of a list of one. */
    public static <I, O> O one(I input, String name, Function<List<I>, List<O>> work) {
        return work.apply(List.of(Objects.requireNonNull(input, name))).get(0);
    }

    /** All results of a list, in order, immutable. */
    public static <I, O> List<O> many(List<I> inputs, String name, Function<List<I>, List<O>> work) {
        checked(inputs, name);
        if (inputs.size() <= LIST_CHUNK) {
            return inputs.isEmpty() ? List.of() : Collections.unmodifiableList(work.apply(inputs));
        }
        List<O> results = new ArrayList<>(inputs.size());
        for (int from = 0; from < inputs.size(); from += LIST_CHUNK) {
            results.addAll(work.apply(inputs.subList(from, Math.min(inputs.size(), from + LIST_CHUNK))));
        }
        return Collections.unmodifiableList(results);
    }

    /** A lazy ordered stream; closing it closes the source. */
    public static <I, O> Stream<O> lazily(Stream<I> inputs, String name, Function<List<I>, List<O>> work) {
        Iterator<I> source = Objects.requireNonNull(inputs, name).iterator();
        Iterator<O> results = new Iterator<>() {
            private Iterator<O> ready = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                if (!ready.hasNext()) {
                    List<I> chunk = new ArrayList<>();
                    while (chunk.size() < STREAM_CHUNK && source.hasNext()) {
                        chunk.add(source.next());
                    }
                    ready = chunk.isEmpty() ? Collections.emptyIterator() : work.apply(checked(chunk, name)).iterator();
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
