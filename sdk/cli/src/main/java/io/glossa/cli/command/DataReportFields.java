package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.data.DataFinding;
import io.glossa.data.DataReport;
import io.glossa.data.DatasetStatistics;
import io.glossa.data.FindingItem;
import io.glossa.data.RowReference;
import java.util.Locale;

/** A report on data as one JSON object. */
final class DataReportFields {
    private DataReportFields() {}

    static ObjectNode of(DataReport report, ReportTexts texts) {
        ObjectNode node = TextCommand.object();
        statistics(node.putObject("train"), report.train(), report.trainStatistics());
        report.devStatistics().ifPresent(statistics -> statistics(node.putObject("dev"), report.dev().orElseThrow(), statistics));
        report.worst().ifPresentOrElse(worst -> node.put("worst", word(worst)), () -> node.putNull("worst"));
        ArrayNode findings = node.putArray("findings");
        report.findings().forEach(finding -> finding(findings.addObject(), finding, texts));
        return node;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void statistics(ObjectNode node, String name, DatasetStatistics statistics) {
        node.put("name", name).put("examples", statistics.examples()).put("kind", word(statistics.kind()));
        ObjectNode labels = node.putObject("label_counts");
        statistics.labelCounts().forEach(labels::put);
        statistics.imbalance().ifPresent(imbalance -> node.put("imbalance", imbalance));
        node.put("unlabelled", statistics.unlabelled()).put("pairs", statistics.pairs());
        node.putObject("characters").put("median", statistics.lengths().median())
                .put("percentile_95", statistics.lengths().percentile95()).put("max", statistics.lengths().max());
        statistics.values().ifPresent(values -> node.putObject("values").put("min", values.min()).put("max", values.max())
                .put("mean", values.mean()).put("standard_deviation", values.standardDeviation()));
        node.put("skipped_rows", statistics.skippedRows());
    }

    private static void finding(ObjectNode node, DataFinding finding, ReportTexts texts) {
        node.put("kind", word(finding.kind())).put("severity", word(finding.severity())).put("message", finding.message())
                .put("advice", finding.advice()).put("count", finding.count());
        ArrayNode items = node.putArray("items");
        finding.items().forEach(item -> item(items.addObject(), item, texts));
    }

    private static void item(ObjectNode node, FindingItem item, ReportTexts texts) {
        ArrayNode rows = node.putArray("rows");
        for (RowReference row : item.rows()) {
            ObjectNode each = rows.addObject().put("dataset", row.dataset()).put("row", row.row());
            texts.text(row).ifPresent(text -> {
                each.put("text", text.text());
                if (text.pair() != null) {
                    each.put("text_pair", text.pair());
                }
            });
        }
        ArrayNode labels = node.putArray("labels");
        item.labels().forEach(labels::add);
        item.suggestion().ifPresent(suggestion -> node.put("suggestion", suggestion));
        item.measure().ifPresent(measure -> node.put("measure", measure));
    }
}
