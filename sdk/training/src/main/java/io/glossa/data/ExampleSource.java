package io.glossa.data;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where examples come from, any number of times. */
@FunctionalInterface
interface ExampleSource {
    /**
     * A new pass over all examples, sequential; whoever takes it closes it.
     *
     * @param skipped hears of each row that is left out
     */
    Stream<Example> open(Consumer<BadRow> skipped);
}
