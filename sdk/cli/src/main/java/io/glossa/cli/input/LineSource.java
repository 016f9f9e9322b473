package io.glossa.cli.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.data.DataFormat;
import io.glossa.data.internal.CountingStream;
import io.glossa.data.internal.Row;
import io.glossa.data.internal.RowReader;
import io.glossa.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of {@link Line}s. Closing it closes the file behind it. Not thread-safe. */
public final class LineSource implements Closeable {
    /** Reads one line, or null at the end. */
    @FunctionalInterface
    private interface Reader {
        /** The next line, or null at the end. */
        @Nullable Line next() throws IOException;
    }

    /** What the cells of a row say. */
    @FunctionalInterface
    private interface Understanding {
        Line of(Row row);
    }

    private final Reader reader;
    private final Closeable resource;
    private final CountingStream counter;
    private final long size;

    private LineSource(Reader reader, Closeable resource, CountingStream counter, long size) {
        this.reader = reader;
        this.resource = resource;
        this.counter = counter;
        this.size = size;
    }

    /** Texts given as arguments. */
    public static LineSource of(List<String> texts) {
        Iterator<String> iterator = texts.iterator();
        long[] number = {0};
        return new LineSource(
                () -> iterator.hasNext() ? new Line(++number[0], text(iterator.next()), null) : null,
                () -> {}, new CountingStream(InputStream.nullInputStream()), -1);
    }

    /**
     * A file, or standard input for {@code -}.
     *
     * @param name the file
     * @param format what it is; null to go by its name, or for standard input by its first line: JSON lines if that is a JSON
     *     object, else plain text
     * @throws InvalidInputException if it is not there, or nothing tells what it is
     */
    public static LineSource open(String name, @Nullable DataFormat format, Columns columns, InputStream standardInput)
            throws IOException {
        if (name.equals("-")) {
            CountingStream counter = new CountingStream(standardInput);
            BufferedInputStream in = new BufferedInputStream(counter, 1 << 16);
            DataFormat found = format != null ? format : peek(in);
            return new LineSource(reader(found, in, columns, "standard input"), () -> {}, counter, -1);
        }
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            throw new InvalidInputException("--input: expected a file, found the folder '" + name + "'");
        }
        DataFormat found = format != null ? format : DataFormat.of(String.valueOf(path.getFileName()));
        try {
            CountingStream counter = new CountingStream(Files.newInputStream(path));
            InputStream in = new BufferedInputStream(counter, 1 << 16);
            try {
                in = RowReader.unpacked(in, name);
                return new LineSource(reader(found, in, columns, name), in, counter, Files.size(path));
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("--input: expected a file, found nothing at '" + name + "'");
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new InvalidInputException("--input: expected a gzip file, found something else in '" + name + "'");
        }
    }

    private static Reader reader(DataFormat format, InputStream in, Columns columns, String name) throws IOException {
        RowReader rows = RowReader.open(in, format, name, RowReader.MAX_BYTES);
        Understanding cells = switch (format) {
            case TXT -> row -> new Line(row.line(), text(row.cells().get(0)), null);
            case JSONL -> row -> new Line(row.line(), SafeJson.inputObject(row.cells().get(0), "line " + row.line()), null);
            case TSV, CSV -> {
                Header header = Header.of(rows.header(), columns, name);
                yield row -> header.line(row.line(), row.cells());
            }
        };
        return () -> {
            Row row = rows.next();
            return row == null ? null : line(row, cells);
        };
    }

    private static Line line(Row row, Understanding cells) {
        if (row.problem() != null) {
            return problem(row.line(), new InvalidInputException("line " + row.line() + ": " + row.problem()));
        }
        try {
            return cells.of(row);
        } catch (InvalidInputException e) {
            return problem(row.line(), e);
        }
    }

    private static DataFormat peek(BufferedInputStream in) throws IOException {
        in.mark(1 << 16);
        int c = in.read();
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xef || c == 0xbb || c == 0xbf) {
            c = in.read();
        }
        int next = c == '{' ? in.read() : -1;
        while (next == ' ') {
            next = in.read();
        }
        in.reset();
        return c == '{' && (next == '"' || next == '}') ? DataFormat.JSONL : DataFormat.TXT;
    }

    static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    static Line problem(long number, InvalidInputException e) {
        return new Line(number, JsonNodeFactory.instance.objectNode(), e);
    }

    /** The next line, or null at the end. */
    public @Nullable Line next() throws IOException {
        try {
            return reader.next();
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new InvalidInputException("--input: expected a whole gzip file, found a damaged one; get it again");
        }
    }

    /** Bytes read from the file so far, before decompression. */
    public long bytesRead() {
        return counter.count();
    }

    /** Bytes of the file, or −1 if unknown. */
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
