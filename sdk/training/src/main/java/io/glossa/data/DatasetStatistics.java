package io.glossa.data;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * What a data set holds, counted. Immutable and thread-safe.
 *
 * @param examples how many
 * @param kind what is known of the texts
 * @param labelCounts how many examples have each label, by label
 * @param unlabelled how many examples have neither label nor number
 * @param pairs how many examples are pairs
 * @param lengths how long the texts are
 * @param values the numbers to predict, if there are any
 * @param skippedRows how many rows were left out, under {@link BadRows#SKIP}
 * @param badRows the first {@value #MOST_BAD_ROWS} of them
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DatasetStatistics(long examples, LabelKind kind, SortedMap<String, Long> labelCounts, long unlabelled, long pairs,
        LengthStatistics lengths, Optional<ValueStatistics> values, long skippedRows, List<BadRow> badRows) {
    /** How many of the rows that were left out are kept. */
    public static final int MOST_BAD_ROWS = 1000;

    /** Copies counts and rows. */
    public DatasetStatistics {
        Objects.requireNonNull(kind, "kind");
        labelCounts = Collections.unmodifiableSortedMap(new TreeMap<>(labelCounts));
        Objects.requireNonNull(lengths, "lengths");
        Objects.requireNonNull(values, "values");
        badRows = List.copyOf(badRows);
    }

    /** Examples of the most frequent label for each of the rarest; empty without labels. */
    public OptionalDouble imbalance() {
        return labelCounts.isEmpty() ? OptionalDouble.empty()
                : OptionalDouble.of((double) Collections.max(labelCounts.values()) / Collections.min(labelCounts.values()));
    }
}
