package io.glossa.recipes;

import io.glossa.error.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Tab-separated files: UTF-8, one header line, no quoting, so a quotation mark is a plain character. A name that ends in
 * {@code .gz} is unpacked.
 */
final class Tsv {
    private Tsv() {}

    /**
     * Reads a file whole.
     *
     * @return one map a line, column name to cell; in the order of the file
     * @throws InvalidInputException if there is no such file or a line has not as many cells as the header
     */
    static List<Map<String, String>> rows(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return rows(content, file.toString());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": expected a TSV file, found none; give the folder of the data sets", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a stream to its end, without closing it.
     *
     * @param name of what is read, for messages
     * @return one map a line, column name to cell; in order
     * @throws InvalidInputException if there is no header line or a line has not as many cells as it
     */
    static List<Map<String, String>> rows(InputStream content, String name) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        String header = lines.readLine();
        if (header == null) {
            throw new InvalidInputException(name + ": expected a header line, found an empty file");
        }
        String[] names = header.split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        String line;
        while ((line = lines.readLine()) != null) {
            rows.add(row(names, line.split("\t", -1), name + ", line " + (rows.size() + 2)));
        }
        return rows;
    }

    private static Map<String, String> row(String[] names, String[] cells, String where) {
        if (cells.length != names.length) {
            throw new InvalidInputException(where + ": expected " + names.length + " cells, found " + cells.length);
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }
}
