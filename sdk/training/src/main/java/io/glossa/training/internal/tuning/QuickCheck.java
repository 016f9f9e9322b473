package io.glossa.training.internal.tuning;

import io.glossa.data.DataCheck;
import io.glossa.data.DataFinding;
import io.glossa.data.Dataset;
import io.glossa.data.Severity;
import io.glossa.training.report.DataSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be seen of the data in one pass: repeats, texts in both sets, contradictions, rare labels. {@code glossa data check} sees more. */
final class QuickCheck {
    private static final Logger LOG = LoggerFactory.getLogger(QuickCheck.class);
    private static final int MOST_ROWS = 50;

    private QuickCheck() {}

    /** Checks, warns of what makes measurements untrue, and gives the findings for the report, worst first. */
    static List<DataSummary.Finding> run(Dataset train, @Nullable Dataset dev) {
        DataCheck check = DataCheck.builder().labelErrors(false).nearDuplicates(false).build();
        List<DataFinding> found = new ArrayList<>((dev == null ? check.check(train) : check.check(train, dev)).findings());
        found.sort(Comparator.comparing(DataFinding::severity).reversed());
        List<DataSummary.Finding> findings = new ArrayList<>();
        for (DataFinding finding : found) {
            if (finding.severity() == Severity.ERROR) {
                LOG.warn("{}; {}", finding.message(), finding.advice());
            }
            DataSummary.Severity severity = switch (finding.severity()) {
                case ERROR -> DataSummary.Severity.ERROR;
                case WARNING -> DataSummary.Severity.WARNING;
                case INFO -> DataSummary.Severity.NOTE;
            };
            List<Long> rows = finding.items().stream().flatMap(item -> item.rows().stream()).map(row -> row.row()).limit(MOST_ROWS).toList();
            findings.add(new DataSummary.Finding(severity, finding.message(), finding.count(), finding.advice(), rows));
        }
        return findings;
    }
}
