package io.glossa.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts in one pass; memory follows the number of labels and of different lengths. Not thread-safe. */
final class StatisticsCollector {
    private final boolean multiLabel;
    private final SortedMap<String, Long> labels = new TreeMap<>();
    private final SortedMap<Integer, Long> lengths = new TreeMap<>();
    private final List<BadRow> badRows = new ArrayList<>();
    private long examples;
    private long single;
    private long unlabelled;
    private long pairs;
    private long skipped;
    private long values;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    /**
     * Counts nothing yet.
     *
     * @param multiLabel whether texts may have several labels even if none has
     */
    StatisticsCollector(boolean multiLabel) {
        this.multiLabel = multiLabel;
    }

    void add(Example example) {
        examples++;
        example.labels().forEach(label -> labels.merge(label, 1L, Long::sum));
        String text = example.text().text();
        String pair = example.text().pair();
        int length = text.codePointCount(0, text.length());
        if (pair != null) {
            pairs++;
            length += pair.codePointCount(0, pair.length());
        }
        lengths.merge(length, 1L, Long::sum);
        if (example.value().isPresent()) {
            value(example.value().getAsDouble());
        } else if (example.labels().isEmpty()) {
            unlabelled++;
        } else if (example.labels().size() == 1) {
            single++;
        }
    }

    /** Mean and variance in one pass, after Welford (Technometrics 4, 1962). */
    private void value(double value) {
        values++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double before = value - mean;
        mean += before / values;
        squares += before * (value - mean);
    }

    void skipped(BadRow row) {
        skipped++;
        if (badRows.size() < DatasetStatistics.MOST_BAD_ROWS) {
            badRows.add(row);
        }
    }

    private LabelKind kind() {
        if (values > 0) {
            return LabelKind.VALUE;
        }
        if (multiLabel) {
            return LabelKind.MULTI;
        }
        return unlabelled == examples ? LabelKind.NONE : single == examples ? LabelKind.SINGLE : LabelKind.MULTI;
    }

    DatasetStatistics finish() {
        return new DatasetStatistics(examples, kind(), labels, unlabelled, pairs, LengthStatistics.of(lengths),
                values == 0 ? Optional.empty() : Optional.of(new ValueStatistics(min, max, mean, Math.sqrt(squares / values))),
                skipped, badRows);
    }
}
