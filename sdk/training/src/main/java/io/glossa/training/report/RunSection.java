package io.glossa.training.report;

import io.glossa.training.report.ReportData.FileSize;
import java.util.List;
import java.util.Map;

/** How to make it again, what it was made on, and what was written. */
final class RunSection {
    private static final int MOST_PAIRS = 200;
    private static final int MOST_FILES = 100;
    private static final int MOST_COMMAND = 6000;

    private RunSection() {}

    static void write(Markup out, ReportData data) {
        out.open("section", "id", "run").element("h2", "How it was made");
        if (!data.command().isEmpty()) {
            out.element("h3", "Command").open("pre").open("code").text(Escape.shorten(data.command(), MOST_COMMAND)).close().closeLine();
        }
        out.open("div", "class", "columns");
        pairs(out, "Options", data.options());
        pairs(out, "Environment", data.environment());
        parity(out, data);
        files(out, data.files());
        out.closeLine();
        out.closeLine();
    }

    private static void pairs(Markup out, String name, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        out.open("div").element("h3", name);
        Table table = Table.start(out, name, false, "Name", "Value");
        pairs.entrySet().stream().limit(MOST_PAIRS).forEach(pair ->
                table.row().head(pair.getKey(), 80).user(pair.getValue(), 240).end());
        table.close();
        ReportWriter.leftOut(out, pairs.size(), MOST_PAIRS, "entries");
        out.closeLine();
    }

    private static void parity(Markup out, ReportData data) {
        data.parity().ifPresent(parity -> {
            out.open("div").element("h3", "Served against trained");
            Table table = Table.start(out, "What is served, compared with the trainer", false, "Comparison", "#Value");
            table.row().head("examples", 60).number(Figures.count(parity.examples())).end();
            table.row().head("largest difference of a logit", 60).number(Figures.small(parity.maxDifference())).end();
            table.row().head("allowed", 60).number(Figures.small(parity.tolerance())).end();
            if (Double.isFinite(parity.argmaxAgreement())) {
                table.row().head("same best label", 60).number(Figures.percent(parity.argmaxAgreement())).end();
            }
            table.close();
            out.element("p", parity.holds() ? "The same within the tolerance." : "Not the same: don't use this model before you know why.",
                    "class", parity.holds() ? "good" : "bad").closeLine();
        });
    }

    private static void files(Markup out, List<FileSize> files) {
        if (files.isEmpty()) {
            return;
        }
        out.open("div").element("h3", "Files");
        Table table = Table.start(out, "Files", false, "File", "#Size");
        for (FileSize file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
            table.row().head(file.path(), 160).number(Figures.bytes(file.bytes())).end();
        }
        if (files.size() > 1) {
            table.row("sum").head("together", 20).number(Figures.bytes(files.stream().mapToLong(FileSize::bytes).sum())).end();
        }
        table.close();
        ReportWriter.leftOut(out, files.size(), MOST_FILES, "files");
        out.closeLine();
    }
}
