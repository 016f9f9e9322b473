package io.glossa.cli.command;

import io.glossa.data.DataFinding;
import io.glossa.data.DataReport;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.data.FindingItem;
import io.glossa.data.RowReference;
import io.glossa.tokenizer.TextPair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the rows of a report, for those who want to see them.
 *
 * @param texts by row
 */
record ReportTexts(Map<RowReference, TextPair> texts) {
    static ReportTexts none() {
        return new ReportTexts(Map.of());
    }

    /** Reads the data sets again for the rows that the report names. */
    static ReportTexts of(DataReport report, Dataset train, @Nullable Dataset dev) {
        Set<RowReference> wanted = new HashSet<>();
        for (DataFinding finding : report.findings()) {
            for (FindingItem item : finding.items()) {
                wanted.addAll(item.rows());
            }
        }
        Map<RowReference, TextPair> texts = new HashMap<>();
        for (Dataset dataset : dev == null ? List.of(train) : List.of(train, dev)) {
            try (Stream<Example> examples = dataset.examples()) {
                examples.forEachOrdered(example -> {
                    RowReference row = new RowReference(dataset.name(), example.row());
                    if (wanted.contains(row)) {
                        texts.put(row, example.text());
                    }
                });
            }
        }
        return new ReportTexts(texts);
    }

    /** The text of a row, if texts are wanted and the row could be read. */
    Optional<TextPair> text(RowReference row) {
        return Optional.ofNullable(texts.get(row));
    }
}
