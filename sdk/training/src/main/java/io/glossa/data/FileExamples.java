package io.glossa.data;

import io.glossa.data.internal.Row;
import io.glossa.data.internal.RowReader;
import io.glossa.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One pass over a file; a row is in memory at a time. Not thread-safe. */
final class FileExamples extends Spliterators.AbstractSpliterator<Example> implements Closeable {
    /** Turns the cells of a row into an example; null for a row that is none. */
    private interface Meaning {
        @Nullable Example of(Row row, long number);
    }

    private final String name;
    private final BadRows policy;
    private final Consumer<BadRow> skipped;
    private final InputStream in;
    private final RowReader reader;
    private final Meaning meaning;
    private long row;
    private boolean ended;

    private FileExamples(Path file, String name, DatasetOptions options, Consumer<BadRow> skipped, InputStream in) throws IOException {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.name = name;
        this.policy = options.badRows();
        this.skipped = skipped;
        this.in = in;
        DataFormat format = options.format().orElseGet(() -> DataFormat.of(String.valueOf(file.getFileName())));
        this.reader = RowReader.open(in, format, name, 8 * options.maxCharacters() + (1 << 16));
        this.meaning = meaning(format, options);
    }

    private Meaning meaning(DataFormat format, DatasetOptions options) {
        RowMapping mapping = new RowMapping(options);
        return switch (format) {
            case TXT -> (each, number) -> mapping.unlabelled(each.cells().get(0), number);
            case JSONL -> {
                JsonMapping json = new JsonMapping(options, mapping);
                yield (each, number) -> json.example(each.cells().get(0), number);
            }
            case TSV, CSV -> {
                RowMapping.Table table = mapping.table(reader.header(), name);
                yield (each, number) -> table.blank(each.cells()) ? null : table.example(each.cells(), number);
            }
        };
    }

    /**
     * Opens a file.
     *
     * @throws InvalidInputException if it is not there, is of another kind, or has not the columns
     */
    static Stream<Example> open(Path file, String name, DatasetOptions options, Consumer<BadRow> skipped) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(name + ": expected a file, found a folder; name the file in it");
        }
        try {
            InputStream in = Files.newInputStream(file);
            try {
                in = new BufferedInputStream(RowReader.unpacked(in, String.valueOf(file.getFileName())), 1 << 16);
                FileExamples examples = new FileExamples(file, name, options, skipped, in);
                return StreamSupport.stream(examples, false).onClose(examples::close);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Example> action) {
        while (!ended) {
            Row next = next();
            if (next == null) {
                ended = true;
                close();
                return false;
            }
            Example example = read(next);
            if (example != null) {
                action.accept(example);
                return true;
            }
        }
        return false;
    }

    private @Nullable Row next() {
        try {
            return reader.next();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private @Nullable Example read(Row next) {
        String problem = next.problem();
        row++;
        if (problem == null) {
            try {
                Example example = meaning.of(next, row);
                if (example == null) {
                    row--;
                }
                return example;
            } catch (InvalidInputException e) {
                problem = e.getMessage();
            }
        }
        if (policy == BadRows.FAIL) {
            throw new InvalidInputException(name + ", row " + row + " (line " + next.line() + "): " + problem
                    + " (or leave bad rows out: BadRows.SKIP, --skip-bad-rows)");
        }
        skipped.accept(new BadRow(row, next.line(), String.valueOf(problem)));
        return null;
    }

    private static RuntimeException unreadable(String name, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InvalidInputException(name + ": expected a file, found nothing there; check the path", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return new InvalidInputException(name + ": expected a whole gzip file, found a damaged one or another kind; get it again", e);
        }
        return new InvalidInputException(name + ": expected a readable file, found an error of the file system ("
                + e.getClass().getSimpleName() + "); check permissions and disk", e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
