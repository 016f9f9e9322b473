package io.glossa.data;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** Labelled texts that can be read any number of times, in one order. Immutable and thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Dataset {
    private final String name;
    private final List<Example> examples;

    private Dataset(String name, List<Example> examples) {
        this.name = Objects.requireNonNull(name, "name");
        this.examples = List.copyOf(examples);
    }

    /** Examples in memory. */
    public static Dataset of(String name, List<Example> examples) {
        return new Dataset(name, examples);
    }

    /** What messages and reports call it: the name of the file, not its folder. */
    public String name() {
        return name;
    }

    /** How many examples. */
    public long size() {
        return examples.size();
    }

    /** The examples, read anew at each call; close the stream. */
    public Stream<Example> examples() {
        return examples.stream();
    }

    /** All labels, sorted. */
    public SortedSet<String> labels() {
        SortedSet<String> labels = new TreeSet<>();
        examples.forEach(example -> labels.addAll(example.labels()));
        return labels;
    }
}
