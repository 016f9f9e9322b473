package io.glossa.data;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Something found in data. Immutable and thread-safe.
 *
 * @param kind what
 * @param severity how much it matters
 * @param message what was found; nothing of the texts
 * @param advice what to do
 * @param count how many cases
 * @param items the cases, worst first where there is a measure, else in the order of the data; at most {@value #MOST_ITEMS}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DataFinding(FindingKind kind, Severity severity, String message, String advice, long count, List<FindingItem> items) {
    /** How many cases are kept. */
    public static final int MOST_ITEMS = 10_000;

    /** Copies the items. */
    public DataFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(advice, "advice");
        items = List.copyOf(items);
    }
}
