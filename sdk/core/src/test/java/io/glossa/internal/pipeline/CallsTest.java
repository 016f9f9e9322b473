package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Function<List<Integer>, List<Integer>> DOUBLE = list -> list.stream().map(i -> 2 * i).toList();

    @Test
    void many_inChunksInOrder() {
        AtomicInteger largest = new AtomicInteger();
        List<Integer> inputs = IntStream.range(0, 5000).boxed().toList();
        List<Integer> results = Calls.many(new LinkedList<>(inputs), "numbers", chunk -> {
            largest.accumulateAndGet(chunk.size(), Math::max);
            return DOUBLE.apply(chunk);
        });
        assertThat(results).isEqualTo(DOUBLE.apply(inputs));
        assertThat(largest).hasValue(Calls.LIST_CHUNK);
        assertThatThrownBy(() -> results.add(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void failure_isNamedByItsPlace() {
        Function<List<Integer>, List<Integer>> fails = list -> {
            if (list.contains(3000)) {
                throw new IndexedFailure(list.indexOf(3000), new InvalidInputException("number: too round"));
            }
            return list;
        };
        List<Integer> inputs = IntStream.range(0, 5000).boxed().toList();
        assertThatThrownBy(() -> Calls.many(inputs, "numbers", fails)).isInstanceOf(InvalidInputException.class)
                .hasMessage("numbers[3000]: number: too round");
        assertThatThrownBy(() -> Calls.lazily(inputs.stream(), "numbers", fails).toList())
                .isInstanceOf(InvalidInputException.class).hasMessage("numbers[3000]: number: too round");
        assertThatThrownBy(() -> Calls.one(3000, "number", fails)).isInstanceOf(InvalidInputException.class)
                .hasMessage("number: too round");
    }

    @Test
    void lazily_readsAtMostAChunkAhead() {
        AtomicInteger read = new AtomicInteger();
        Stream<Integer> endless = Stream.iterate(0, i -> i + 1).peek(i -> read.incrementAndGet());
        List<Integer> results = Calls.lazily(endless, "numbers", DOUBLE).limit(300).toList();
        assertThat(results).hasSize(300).startsWith(0, 2, 4);
        assertThat(read.get()).isLessThanOrEqualTo(2 * Calls.STREAM_CHUNK);
    }

    @Test
    void lazily_readsNothingUntilAsked() {
        AtomicBoolean touched = new AtomicBoolean();
        Stream<Integer> results = Calls.lazily(Stream.of(1, 2).peek(i -> touched.set(true)), "numbers", DOUBLE);
        assertThat(touched).isFalse();
        assertThat(results).containsExactly(2, 4);
    }

    @Test
    void lazily_closesTheSource() {
        AtomicBoolean closed = new AtomicBoolean();
        try (Stream<Integer> results = Calls.lazily(Stream.of(1).onClose(() -> closed.set(true)), "numbers", DOUBLE)) {
            assertThat(results.toList()).containsExactly(2);
            assertThat(closed).isFalse();
        }
        assertThat(closed).isTrue();
    }

    @Test
    void lazily_keepsTheOrderWhenMadeParallel() {
        List<Integer> inputs = IntStream.range(0, 3000).boxed().toList();
        assertThat(Calls.lazily(inputs.stream(), "numbers", DOUBLE).parallel().map(i -> i / 2).toList()).isEqualTo(inputs);
    }

    @Test
    void checked_namesTheNull() {
        List<String> list = new ArrayList<>(List.of("a", "b"));
        list.add(null);
        assertThatThrownBy(() -> Calls.checked(list, "texts")).isInstanceOf(NullPointerException.class).hasMessage("texts[2]");
    }

    @Test
    void later_failuresArriveInTheFuture() {
        assertThat(Calls.later(() -> {
            throw new IllegalArgumentException("no");
        }, Runnable::run)).isCompletedExceptionally();
        assertThat(Calls.later(() -> 1, task -> {
            throw new java.util.concurrent.RejectedExecutionException();
        })).isCompletedExceptionally();
    }
}
