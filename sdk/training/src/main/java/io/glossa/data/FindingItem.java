package io.glossa.data;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * One case of a finding. Immutable and thread-safe.
 *
 * @param rows the rows it concerns, the first of each group first; empty where it is about a label
 * @param labels the labels it concerns
 * @param suggestion the label that fits better, for {@link FindingKind#LIKELY_LABEL_ERROR}; for several labels a text, the label is to
 *     be added if it is not among {@code labels}, else removed
 * @param measure how sure or how much: probability of what is given, similarity, tokens, or examples, as the finding says
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record FindingItem(List<RowReference> rows, SortedSet<String> labels, Optional<String> suggestion, OptionalDouble measure) {
    /** Copies rows and labels. */
    public FindingItem {
        rows = List.copyOf(rows);
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        Objects.requireNonNull(suggestion, "suggestion");
        Objects.requireNonNull(measure, "measure");
    }

    static FindingItem of(List<RowReference> rows, SortedSet<String> labels) {
        return new FindingItem(rows, labels, Optional.empty(), OptionalDouble.empty());
    }

    static FindingItem of(List<RowReference> rows, SortedSet<String> labels, double measure) {
        return new FindingItem(rows, labels, Optional.empty(), OptionalDouble.of(measure));
    }

    static FindingItem of(RowReference row) {
        return of(List.of(row), new TreeSet<>());
    }

    static FindingItem of(String label, double measure) {
        return of(List.of(), new TreeSet<>(List.of(label)), measure);
    }
}
