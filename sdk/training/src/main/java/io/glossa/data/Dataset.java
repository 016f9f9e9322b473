package io.glossa.data;

import io.glossa.error.InvalidInputException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Labelled texts that can be read any number of times, in one order. Immutable and thread-safe.
 *
 * <p>A data set in a file or from a supplier is never in memory as a whole: each call of {@link #examples()} is a pass over it, and
 * {@link #size()}, {@link #labels()} and {@link #statistics()} take one pass together, the first time one of them is asked for.
 * Files and suppliers must not change meanwhile. Methods that read throw {@link InvalidInputException} where a file is gone or
 * damaged, naming the file and the row; so do the streams.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Dataset {
    private final String name;
    private final ExampleSource source;
    private final boolean multiLabel;
    private @Nullable DatasetStatistics statistics;

    private Dataset(String name, boolean multiLabel, ExampleSource source) {
        this.name = Objects.requireNonNull(name, "name");
        this.multiLabel = multiLabel;
        this.source = source;
    }

    /**
     * Examples in memory.
     *
     * @throws NullPointerException if anything is null
     */
    public static Dataset of(String name, List<Example> examples) {
        List<Example> copy = List.copyOf(examples);
        return new Dataset(name, false, skipped -> copy.stream());
    }

    /**
     * A source that can be read again and again, such as a query. It may be larger than memory.
     *
     * @param name what messages and reports call it
     * @param examples opens a new stream of the same examples in the same order at each call; streams are read in order and closed
     * @throws NullPointerException if anything is null
     */
    public static Dataset of(String name, Supplier<? extends Stream<Example>> examples) {
        Objects.requireNonNull(examples, "examples");
        return new Dataset(name, false, skipped -> examples.get().sequential());
    }

    /**
     * A file with the columns {@code text}, {@code text_pair}, {@code label} or {@code value}, as {@link DatasetOptions#defaults()}
     * has it.
     *
     * @throws InvalidInputException as {@link #read(Path, DatasetOptions)}
     */
    public static Dataset read(Path file) {
        return read(file, DatasetOptions.defaults());
    }

    /**
     * A file in UTF-8: {@code .tsv}, {@code .csv}, {@code .jsonl} or {@code .txt}, each also with {@code .gz}. Its beginning is read
     * at once, so that a wrong file fails here.
     *
     * @param file the file; it is called by its name, without folders
     * @param options what its columns are, and what happens to bad rows
     * @throws InvalidInputException if there is no such file, its name tells no format, it has no header, a column is missing or
     *     there twice, or it is not UTF-8; later, while reading, if a row is bad and {@link BadRows#FAIL} is set: too few or
     *     too many columns, no label, no finite number, bytes that are not UTF-8, a text over the limit; and always if a quote is not
     *     closed
     */
    public static Dataset read(Path file, DatasetOptions options) {
        Objects.requireNonNull(options, "options");
        String name = String.valueOf(file.getFileName());
        Dataset dataset = new Dataset(name, options.labelSeparator().isPresent(),
                skipped -> FileExamples.open(file, name, options, skipped));
        dataset.source.open(row -> { }).close();
        return dataset;
    }

    /** What messages and reports call it: the name of the file, not its folder. */
    public String name() {
        return name;
    }

    /** The same examples under another name. */
    public Dataset named(String other) {
        return new Dataset(other, multiLabel, source);
    }

    /** How many examples. */
    public long size() {
        return statistics().examples();
    }

    /** The examples in order, read anew at each call; close the stream. */
    public Stream<Example> examples() {
        return read(row -> { });
    }

    /** All labels, sorted. */
    public SortedSet<String> labels() {
        return new TreeSet<>(statistics().labelCounts().keySet());
    }

    /** What is in it, counted in one pass at the first call. */
    public synchronized DatasetStatistics statistics() {
        DatasetStatistics found = statistics;
        if (found == null) {
            StatisticsCollector collector = new StatisticsCollector(multiLabel);
            try (Stream<Example> examples = source.open(collector::skipped)) {
                examples.forEachOrdered(collector::add);
            }
            found = collector.finish();
            statistics = found;
        }
        return found;
    }

    /** A pass of its own, which stays in order even where the user makes the stream parallel. */
    private Stream<Example> read(Consumer<BadRow> skipped) {
        Stream<Example> examples = source.open(skipped);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(examples.iterator(),
                Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE), false).onClose(examples::close);
    }

    /** All examples, read once and kept in memory. */
    public Dataset inMemory() {
        try (Stream<Example> examples = examples()) {
            List<Example> list = examples.toList();
            return new Dataset(name, multiLabel, skipped -> list.stream());
        }
    }

    /**
     * The first examples.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Dataset take(long most) {
        if (most < 0) {
            throw new IllegalArgumentException("most: expected 0 or more, found " + most);
        }
        return new Dataset(name, multiLabel, skipped -> source.open(skipped).limit(most));
    }

    /** The examples that are wanted; asked for at each pass, so it must always say the same. */
    public Dataset filter(Predicate<? super Example> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return new Dataset(name, multiLabel, skipped -> source.open(skipped).filter(wanted));
    }

    /** Each example changed; asked for at each pass, so it must always say the same. */
    public Dataset map(UnaryOperator<Example> change) {
        Objects.requireNonNull(change, "change");
        return new Dataset(name, multiLabel, skipped -> source.open(skipped).map(change));
    }

    /** These examples, then those; rows keep the numbers of their own source. */
    public Dataset concat(Dataset other) {
        Objects.requireNonNull(other, "other");
        return new Dataset(name + " + " + other.name, multiLabel || other.multiLabel,
                skipped -> Stream.of(source, other.source).flatMap(each -> each.open(skipped)));
    }

    /**
     * Divides it by chance so that both parts have the labels in the same proportions; the same seed gives the same parts. Memory
     * follows the number of examples, not their texts.
     *
     * <p>With one label a text, each label's examples are drawn by themselves, and sizes are rounded by largest remainders. With
     * several, it is iterative stratification (Sechidis, Tsoumakas and Vlahavas, <i>On the Stratification of Multi-label Data</i>,
     * ECML PKDD 2011). Numbers to predict are divided by tenths of their order.
     *
     * @param devShare share of the examples that is held out, above 0 and below 1; the held-out part has that share of them, rounded,
     *     with several labels a text about that
     * @param seed chooses the parts
     * @throws IllegalArgumentException if the share is not above 0 and below 1
     * @throws InvalidInputException if one of the parts would be empty
     */
    public DatasetSplit split(double devShare, long seed) {
        if (!(devShare > 0 && devShare < 1)) {
            throw new IllegalArgumentException("devShare: expected above 0 and below 1, found " + devShare);
        }
        BitSet dev = Stratification.of(this).heldOut(devShare, seed);
        if (dev.isEmpty() || dev.cardinality() == size()) {
            throw new InvalidInputException(name + ": expected enough examples for two parts, found " + size()
                    + "; add examples or hold out another share");
        }
        return new DatasetSplit(part(" (train)", dev, false), part(" (held out)", dev, true));
    }

    private Dataset part(String suffix, BitSet chosen, boolean keep) {
        return new Dataset(name + suffix, statistics().kind() == LabelKind.MULTI, skipped -> {
            long[] index = {0};
            // Rows that are left out belong to neither part; the training part tells of them.
            return source.open(keep ? row -> { } : skipped).filter(example -> chosen.get((int) index[0]++) == keep);
        });
    }

    /**
     * Makes sure that something can be learnt from it.
     *
     * @return this
     * @throws InvalidInputException if there are no examples, no labels, fewer than two labels where texts have one, some with labels
     *     and some with numbers, or numbers that are all the same
     */
    public Dataset requireTrainable() {
        DatasetStatistics counted = statistics();
        if (counted.examples() == 0) {
            throw new InvalidInputException(name + ": expected labelled texts, found none"
                    + (counted.skippedRows() == 0 ? "; add rows" : " and " + counted.skippedRows() + " bad rows; repair them"));
        }
        if (counted.kind() == LabelKind.NONE || counted.labelCounts().isEmpty() && counted.kind() != LabelKind.VALUE) {
            throw new InvalidInputException(name + ": expected labels, found texts without; add a column of labels");
        }
        if (counted.kind() == LabelKind.SINGLE && counted.labelCounts().size() < 2) {
            throw new InvalidInputException(name + ": expected two labels or more, found '" + counted.labelCounts().firstKey()
                    + "' for each text; add examples of another label");
        }
        if (counted.kind() == LabelKind.VALUE) {
            requireValues(counted);
        }
        return this;
    }

    private void requireValues(DatasetStatistics counted) {
        if (!counted.labelCounts().isEmpty() || counted.unlabelled() > 0) {
            throw new InvalidInputException(name + ": expected a number for each text, found texts without; learn labels or numbers");
        }
        ValueStatistics values = counted.values().orElseThrow();
        if (!Double.isFinite(values.min()) || !Double.isFinite(values.max()) || values.min() == values.max()) {
            throw new InvalidInputException(name + ": expected different finite numbers to predict, found " + values.min() + " to "
                    + values.max() + "; check the column of values");
        }
    }

    /** Name alone. */
    @Override
    public String toString() {
        return "Dataset[" + name + "]";
    }
}
