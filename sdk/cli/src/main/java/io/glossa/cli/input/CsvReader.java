package io.glossa.cli.input;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of a comma-separated file with a header, quoted as RFC 4180 says. */
final class CsvReader implements LineSource.Reader {
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Header header;
    private final String name;

    CsvReader(InputStream in, Columns columns, String name) throws IOException {
        this.name = name;
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.parser = CSVParser.builder().setReader(reader).setFormat(CSVFormat.RFC4180).get();
        this.records = parser.iterator();
        List<String> first = read();
        if (first == null) {
            throw new InvalidInputException(name + ": expected a header line, found an empty file");
        }
        if (!first.isEmpty() && first.get(0).startsWith("\uFEFF")) {
            first.set(0, first.get(0).substring(1));
        }
        this.header = Header.of(first, columns, name);
    }

    private @Nullable List<String> read() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            List<String> cells = new ArrayList<>();
            records.next().forEach(cells::add);
            return cells;
        } catch (UncheckedIOException | IllegalStateException e) {
            // Where quoting or encoding is broken, nothing tells where the next row begins.
            throw new InvalidInputException(name + ": expected UTF-8 CSV with balanced quotes, found something else near line "
                    + parser.getCurrentLineNumber() + "; repair the file, rows before it were read");
        }
    }

    @Override
    public @Nullable Line next() {
        List<String> cells = read();
        while (cells != null && cells.size() == 1 && cells.get(0).isEmpty()) {
            cells = read();
        }
        return cells == null ? null : header.line(parser.getCurrentLineNumber(), cells);
    }
}
