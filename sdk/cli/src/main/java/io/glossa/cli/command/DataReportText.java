package io.glossa.cli.command;

import io.glossa.data.DataFinding;
import io.glossa.data.DataReport;
import io.glossa.data.DatasetStatistics;
import io.glossa.data.FindingItem;
import io.glossa.data.FindingKind;
import io.glossa.data.LabelKind;
import io.glossa.data.RowReference;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A report on data as people read it: what the data hold, then findings with advice and their first rows. */
final class DataReportText {
    /** Cases and rows of one case that are shown; json has all. */
    private static final int MOST_ITEMS = 10;
    private static final int MOST_ROWS = 6;
    private static final int MOST_CHARACTERS = 160;

    private DataReportText() {}

    static String of(DataReport report, ReportTexts texts) {
        StringBuilder text = new StringBuilder();
        statistics(text, report.train(), report.trainStatistics());
        report.devStatistics().ifPresent(statistics -> statistics(text, report.dev().orElseThrow(), statistics));
        if (report.findings().isEmpty()) {
            text.append("\nNothing found.\n");
        }
        report.findings().forEach(finding -> finding(text, finding, texts));
        return text.toString().stripTrailing();
    }

    private static void statistics(StringBuilder text, String name, DatasetStatistics statistics) {
        text.append(format("%s: %,d texts", name, statistics.examples()));
        if (!statistics.labelCounts().isEmpty()) {
            text.append(format(", %,d labels with %,d to %,d each", statistics.labelCounts().size(),
                    Collections.min(statistics.labelCounts().values()), Collections.max(statistics.labelCounts().values())));
        }
        if (statistics.kind() == LabelKind.MULTI) {
            text.append(format(", several a text, %,d texts without", statistics.unlabelled()));
        }
        statistics.values().ifPresent(values -> text.append(format(", values from %.4g to %.4g", values.min(), values.max())));
        text.append(format("; characters: median %,d, 95 %% up to %,d, longest %,d%n", statistics.lengths().median(),
                statistics.lengths().percentile95(), statistics.lengths().max()));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }

    private static void finding(StringBuilder text, DataFinding finding, ReportTexts texts) {
        text.append(format("%n%-8s%s%n        To do: %s.%n", finding.severity(), finding.message(), finding.advice()));
        finding.items().stream().limit(MOST_ITEMS).forEach(item -> item(text, finding.kind(), item, texts));
        if (finding.count() > MOST_ITEMS) {
            text.append(format("          … %,d more; --format json has them%n", finding.count() - MOST_ITEMS));
        }
    }

    private static void item(StringBuilder text, FindingKind kind, FindingItem item, ReportTexts texts) {
        List<String> parts = new ArrayList<>();
        if (!item.rows().isEmpty()) {
            parts.add(rows(item.rows()));
        }
        if (kind == FindingKind.LIKELY_LABEL_ERROR && item.labels().size() != 1) {
            String suggested = item.suggestion().orElse("");
            parts.add((item.labels().contains(suggested) ? "without " : "also ") + suggested);
        } else {
            parts.add(String.join(", ", item.labels()));
            item.suggestion().ifPresent(suggestion -> parts.add("rather " + suggestion));
        }
        item.measure().ifPresent(measure -> parts.add(whole(measure, kind) ? format("%,d", (long) measure) : format("%.3g", measure)));
        parts.removeIf(String::isEmpty);
        text.append("          ").append(String.join("  ", parts)).append('\n');
        for (RowReference row : item.rows().subList(0, Math.min(MOST_ROWS, item.rows().size()))) {
            texts.text(row).ifPresent(pair -> text.append("            | ").append(shown(pair)).append('\n'));
        }
    }

    /** Whether a measure is a count. */
    private static boolean whole(double measure, FindingKind kind) {
        return measure == Math.rint(measure) && measure >= 1 && kind != FindingKind.LIKELY_LABEL_ERROR;
    }

    private static String rows(List<RowReference> rows) {
        StringBuilder text = new StringBuilder();
        String dataset = "";
        for (RowReference row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            text.append(text.length() == 0 ? "" : ", ");
            if (!row.dataset().equals(dataset)) {
                text.append(row.dataset()).append(" row ");
                dataset = row.dataset();
            }
            text.append(row.row());
        }
        return rows.size() > MOST_ROWS ? text + format(" and %,d more", rows.size() - MOST_ROWS) : text.toString();
    }

    private static String shown(TextPair pair) {
        String line = (pair.pair() == null ? pair.text() : pair.text() + " / " + pair.pair()).replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= MOST_CHARACTERS ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }
}
