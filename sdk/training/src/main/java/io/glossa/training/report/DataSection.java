package io.glossa.training.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was trained and measured on, and what a check found in it. */
final class DataSection {
    private static final int MOST_SETS = 20;
    private static final int MOST_FINDINGS = 60;
    private static final int MOST_ROWS = 20;

    private DataSection() {}

    static boolean present(ReportData data) {
        return !data.data().sets().isEmpty() || data.data().checked();
    }

    static void write(Markup out, ReportData data) {
        List<DataSummary.DataSet> sets = data.data().sets();
        out.open("section", "id", "data").element("h2", "Data");
        if (!sets.isEmpty()) {
            sets(out, sets.subList(0, Math.min(MOST_SETS, sets.size())));
            DataSummary.DataSet first = sets.get(0);
            out.open("div", "class", "charts");
            BarChart.labels(out, "Labels of " + Escape.shorten(first.name(), 40), first.labels(), first.rows());
            first.lengths().ifPresent(lengths -> lengths(out, lengths, first.name()));
            out.closeLine();
        }
        findings(out, data.data());
        out.closeLine();
    }

    private static void sets(Markup out, List<DataSummary.DataSet> sets) {
        boolean labels = sets.stream().anyMatch(s -> !s.labels().isEmpty());
        boolean lengths = sets.stream().anyMatch(s -> s.lengths().isPresent());
        String unit = sets.stream().flatMap(s -> s.lengths().stream()).map(DataSummary.Lengths::unit).findFirst().orElse("");
        List<String> columns = new ArrayList<>(List.of("Set", "#Rows"));
        if (labels) {
            columns.addAll(List.of("#Labels", "Most frequent", "Rarest"));
        }
        if (lengths) {
            columns.addAll(List.of("#Mean " + unit, "#Median", "#95 %", "#Longest", "#Cut"));
        }
        Table table = Table.start(out, "Data sets", false, columns.toArray(new String[0]));
        for (DataSummary.DataSet set : sets) {
            table.row().head(set.name(), ReportWriter.MOST_LABEL).number(Figures.count(set.rows()));
            if (labels) {
                table.number(Figures.count(set.labels().size()));
                extreme(table, set, Comparator.comparingLong(DataSummary.LabelCount::count).reversed());
                extreme(table, set, Comparator.comparingLong(DataSummary.LabelCount::count));
            }
            if (lengths) {
                set.lengths().ifPresentOrElse(
                        l -> table.number(Figures.at(Math.rint(l.mean() * 10) / 10)).number(Figures.count(l.median()))
                                .number(Figures.count(l.p95())).number(Figures.count(l.max())).number(Figures.count(l.over())),
                        () -> table.number("–").number("–").number("–").number("–").number("–"));
            }
            table.end();
        }
        table.close();
    }

    private static void extreme(Table table, DataSummary.DataSet set, Comparator<DataSummary.LabelCount> order) {
        table.user(set.labels().stream().min(order)
                .map(c -> Escape.shorten(c.label(), 40) + " (" + Figures.count(c.count()) + ")").orElse("–"), ReportWriter.MOST_LABEL);
    }

    private static void lengths(Markup out, DataSummary.Lengths lengths, String name) {
        List<BarChart.Mark> marks = new ArrayList<>();
        marks.add(new BarChart.Mark(lengths.p95(), "95 % are at most " + Figures.count(lengths.p95())));
        lengths.limit().ifPresent(limit -> marks.add(new BarChart.Mark(limit, "cut at " + Figures.count(limit))));
        BarChart.histogram(out, "Lengths of " + Escape.shorten(name, 40), lengths.histogram(), Escape.shorten(lengths.unit(), 40), "texts", marks,
                lengths.limit().isPresent() ? Figures.count(lengths.over()) + " texts are longer than " + Figures.count(lengths.limit().getAsLong())
                        + " " + Escape.shorten(lengths.unit(), 40) + " and lose their end." : "");
    }

    private static void findings(Markup out, DataSummary data) {
        if (!data.checked()) {
            return;
        }
        out.element("h3", "Check of the data", "id", "findings");
        if (data.findings().isEmpty()) {
            out.element("p", "Nothing was found.", "class", "good");
            return;
        }
        out.open("ul", "class", "findings");
        for (DataSummary.Finding finding : data.findings().subList(0, Math.min(MOST_FINDINGS, data.findings().size()))) {
            String level = finding.severity().name().toLowerCase(Locale.ROOT);
            out.open("li", "class", level).open("p").element("span", level, "class", "badge").text(" ").open("strong");
            out.user(finding.title(), 200).close().element("span", Figures.count(finding.count()), "class", "times").close();
            if (!finding.advice().isEmpty()) {
                out.open("p").user(finding.advice(), ReportWriter.MOST_TEXT).close();
            }
            rows(out, finding);
            out.closeLine();
        }
        out.closeLine();
        ReportWriter.leftOut(out, data.findings().size(), MOST_FINDINGS, "findings");
    }

    private static void rows(Markup out, DataSummary.Finding finding) {
        if (finding.rows().isEmpty()) {
            return;
        }
        List<Long> shown = finding.rows().subList(0, Math.min(MOST_ROWS, finding.rows().size()));
        long rest = Math.max(finding.count(), finding.rows().size()) - shown.size();
        out.element("p", (shown.size() == 1 ? "Row " : "Rows ") + shown.stream().map(Figures::count).collect(Collectors.joining("; "))
                + (rest > 0 ? " and " + Figures.count(rest) + " more" : ""), "class", "rows");
    }
}
