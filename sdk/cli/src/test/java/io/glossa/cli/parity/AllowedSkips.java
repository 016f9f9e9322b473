package io.glossa.cli.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The records that are not replayed: {@code allowed-skips.tsv} with fixture, id and reason, one a line. */
record AllowedSkips(Map<Key, String> reasons) {
    /** A record's place. */
    record Key(String fixture, int id) {}

    static final AllowedSkips NONE = new AllowedSkips(Map.of());

    static AllowedSkips read(Path file) {
        try {
            Map<Key, String> reasons = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split("\t", -1);
                if (cells.length != 3 || cells[2].isBlank()) {
                    throw new IllegalStateException(file + ": expected fixture, id and reason with tabs between, found "
                            + cells.length + " cells in line " + (reasons.size() + 1));
                }
                reasons.put(new Key(cells[0], Integer.parseInt(cells[1])), cells[2]);
            }
            return new AllowedSkips(reasons);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(String fixture, int id) {
        return reasons.containsKey(new Key(fixture, id));
    }
}
