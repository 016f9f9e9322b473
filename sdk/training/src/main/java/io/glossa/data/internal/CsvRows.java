package io.glossa.data.internal;

import io.glossa.error.InvalidInputException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values, quoted as RFC 4180 says. The parser sees one character a byte, which is safe because commas,
 * quotes and line ends are no part of longer UTF-8 sequences; cells are decoded after that, so bytes that are not UTF-8 spoil
 * their own row only. Not thread-safe.
 */
final class CsvRows {
    private final String name;
    private final LimitedReader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    CsvRows(InputStream in, String name, int maxBytes) throws IOException {
        this.name = name;
        this.reader = new LimitedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), maxBytes);
        this.parser = CSVParser.builder().setReader(reader).setFormat(CSVFormat.RFC4180).get();
        this.records = parser.iterator();
    }

    /**
     * The next row that is not an empty line, or null at the end.
     *
     * @throws InvalidInputException if quoting is broken or a row has no end: nothing tells where the next one begins
     */
    @Nullable Row next() throws IOException {
        while (true) {
            long before = parser.getCurrentLineNumber();
            reader.count = 0;
            CSVRecord record;
            try {
                if (!records.hasNext()) {
                    return null;
                }
                record = records.next();
            } catch (UncheckedIOException | IllegalStateException e) {
                if (reader.failure != null) {
                    throw reader.failure;
                }
                if (reader.count < 0) {
                    throw overlong(before);
                }
                throw broken(before, "expected balanced quotes, found a quote that is not closed, or text after a closing quote");
            }
            if (reader.count < 0) {
                throw overlong(before);
            }
            if (record.size() > 1 || !record.get(0).isEmpty()) {
                return row(Math.max(parser.getCurrentLineNumber(), before + 1), record);
            }
        }
    }

    private InvalidInputException overlong(long lineBefore) {
        return broken(lineBefore, "expected at most " + reader.maxBytes + " bytes, found more; is a quote not closed?");
    }

    private InvalidInputException broken(long lineBefore, String problem) {
        return new InvalidInputException(name + ", in the row from line " + (lineBefore + 1) + ": " + problem
                + "; close the quote, and write a quote inside a quoted text as two");
    }

    private static Row row(long line, CSVRecord record) {
        List<String> cells = new ArrayList<>(record.size());
        for (String cell : record) {
            byte[] bytes = cell.getBytes(StandardCharsets.ISO_8859_1);
            String text = Utf8.decode(bytes, bytes.length);
            if (text == null) {
                return Row.bad(line, Utf8.PROBLEM);
            }
            cells.add(text);
        }
        return Row.of(line, cells);
    }

    /** Ends where a row has no end, and keeps the failure that the parser hides. */
    private static final class LimitedReader extends FilterReader {
        private final int maxBytes;
        /** Characters since the row began, as far as reading ahead allows; −1 if there were too many. */
        private long count;
        private @Nullable IOException failure;

        LimitedReader(Reader in, int maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] characters, int offset, int length) throws IOException {
            if (count < 0) {
                return -1;
            }
            try {
                int read = super.read(characters, offset, length);
                count += Math.max(0, read);
                if (count > maxBytes + (1L << 16)) {
                    count = -1;
                    return -1;
                }
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
