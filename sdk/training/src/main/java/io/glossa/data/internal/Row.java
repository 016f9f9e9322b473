package io.glossa.data.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file: the cells of a table, or a line as its only cell.
 *
 * @param line number of its last line in the file, from 1
 * @param cells what it says; empty if it has a problem
 * @param problem what was expected and found, and what to do, without the place; null if it can be read
 */
public record Row(long line, List<String> cells, @Nullable String problem) {
    /** A row of cells. */
    static Row of(long line, List<String> cells) {
        return new Row(line, cells, null);
    }

    /** A row that cannot be read. */
    static Row bad(long line, String problem) {
        return new Row(line, List.of(), problem);
    }
}
