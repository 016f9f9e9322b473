package io.glossa.training.internal.tuning;

import io.glossa.data.DataCheck;
import io.glossa.data.DataFinding;
import io.glossa.data.Dataset;
import io.glossa.data.RowReference;
import io.glossa.data.Severity;
import io.glossa.training.report.DataSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be seen of the data in one pass: repeats, texts in both sets, contradictions, rare labels. {@code glossa data check} sees more. */
final class QuickCheck {
    private static final Logger LOG = LoggerFactory.getLogger(QuickCheck.class);
    private static final int MOST_ROWS = 50;
    /** With fewer texts the 95 % interval of an accuracy of 0.9 is wider than 0.17. */
    private static final int FEW_TO_MEASURE = 50;
    /** A message that ends with how many there are, which the report says in a place of its own. */
    private static final Pattern COUNTED = Pattern.compile("([^:]*): (\\d{1,18})(?: of \\d+)?(?:; with their [^:]*)?");

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
            List<Long> rows = rows(finding, train.name(), dev == null ? train.name() : dev.name());
            Matcher counted = COUNTED.matcher(finding.message());
            findings.add(counted.matches()
                    ? new DataSummary.Finding(severity, counted.group(1), Long.parseLong(counted.group(2)), finding.advice(), rows)
                    : new DataSummary.Finding(severity, finding.message(), finding.count(), finding.advice(), rows));
        }
        return findings;
    }

    /** The findings, and a warning among them if there are few texts to measure on. */
    static List<DataSummary.Finding> withSize(List<DataSummary.Finding> findings, int measured) {
        if (measured >= FEW_TO_MEASURE) {
            return findings;
        }
        DataSummary.Finding few = new DataSummary.Finding(DataSummary.Severity.WARNING, "few texts to measure on", measured,
                "intervals are wide, and other texts may give quite other numbers; hold out " + FEW_TO_MEASURE + " or more (--dev, --dev-share)",
                List.of());
        LOG.warn("{}: {}; {}", few.title(), measured, few.advice());
        List<DataSummary.Finding> all = new ArrayList<>(findings);
        all.add(few);
        all.sort(Comparator.comparing(DataSummary.Finding::severity));
        return all;
    }

    /** Rows of one data set: where a finding has some of both, those that are measured on. */
    private static List<Long> rows(DataFinding finding, String train, String dev) {
        List<RowReference> all = finding.items().stream().flatMap(item -> item.rows().stream()).toList();
        String shown = all.stream().anyMatch(row -> row.dataset().equals(dev)) ? dev : train;
        return all.stream().filter(row -> row.dataset().equals(shown)).map(RowReference::row).distinct().limit(MOST_ROWS).toList();
    }
}
