package io.glossa.data;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A row that was left out. Immutable and thread-safe.
 *
 * @param row its number, from 1, the header not counted
 * @param line number of its last line in the file, from 1
 * @param problem what was expected and found; nothing of its content
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record BadRow(long row, long line, String problem) {
    /** Checks the problem. */
    public BadRow {
        Objects.requireNonNull(problem, "problem");
    }
}
