package io.glossa.data.internal;

import io.glossa.data.DataFormat;
import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a stream of any format, one after the other. A row of JSON lines is the line, unread, as its only cell; a row of plain
 * text is the text. Not thread-safe.
 */
public final class RowReader {
    /** Longest row where nothing else is said, in bytes: a guard against files that are not text. */
    public static final int MAX_BYTES = 256 << 20;

    private interface Rows {
        @Nullable Row next() throws IOException;
    }

    private final Rows rows;
    private final List<String> header;

    private RowReader(Rows rows, List<String> header) {
        this.rows = rows;
        this.header = header;
    }

    /** The stream, unpacked if the file's name ends in {@code .gz}. */
    public static InputStream unpacked(InputStream in, String fileName) throws IOException {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /**
     * Begins to read, for tables up to the end of the header.
     *
     * @param name what messages call the file
     * @param maxBytes longest row, in bytes
     * @throws InvalidInputException if it is not UTF-8 from the start, or a table has no header
     */
    public static RowReader open(InputStream in, DataFormat format, String name, int maxBytes) throws IOException {
        InputStream start = Utf8.start(in, name);
        return switch (format) {
            case TXT -> new RowReader(new ByteLines(start, maxBytes)::next, List.of());
            case JSONL -> new RowReader(notBlank(new ByteLines(start, maxBytes)), List.of());
            case TSV -> table(cells(new ByteLines(start, maxBytes)), name);
            case CSV -> table(new CsvRows(start, name, maxBytes)::next, name);
        };
    }

    private static Rows notBlank(ByteLines lines) {
        return () -> {
            Row row = lines.next();
            while (row != null && row.problem() == null && row.cells().get(0).isBlank()) {
                row = lines.next();
            }
            return row;
        };
    }

    private static Rows cells(ByteLines lines) {
        return () -> {
            Row row = lines.next();
            return row == null || row.problem() != null ? row : Row.of(row.line(), List.of(row.cells().get(0).split("\t", -1)));
        };
    }

    private static RowReader table(Rows rows, String name) throws IOException {
        Row first = rows.next();
        if (first == null) {
            throw new InvalidInputException(name + ": expected a header line, found an empty file");
        }
        if (first.problem() != null) {
            throw new InvalidInputException(name + ", header: " + first.problem());
        }
        return new RowReader(rows, List.copyOf(first.cells()));
    }

    /** The names of the columns of a table; empty for plain text and JSON lines. */
    public List<String> header() {
        return header;
    }

    /**
     * The next row, or null at the end. One with a problem does not end the reading.
     *
     * @throws InvalidInputException if the format is broken so that the next row cannot be found
     */
    public @Nullable Row next() throws IOException {
        return rows.next();
    }
}
