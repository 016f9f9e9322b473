package io.glossa.cli.input;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a tab-separated file: a header, then one text a row, and no quoting at all. */
final class TsvReader implements LineSource.Reader {
    private final ByteLines lines;
    private final Header header;

    TsvReader(ByteLines lines, Columns columns, String name) throws IOException {
        this.lines = lines;
        String first = lines.next();
        if (first == null) {
            throw new InvalidInputException(name + ": expected a header line, found an empty file");
        }
        this.header = Header.of(cells(first), columns, name);
    }

    private static List<String> cells(String line) {
        return List.of(line.split("\t", -1));
    }

    @Override
    public @Nullable Line next() throws IOException {
        try {
            String line = lines.next();
            return line == null ? null : header.line(lines.number(), cells(line));
        } catch (InvalidInputException e) {
            return LineSource.problem(lines.number(), e);
        }
    }
}
