package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import io.glossa.training.report.QualityReport.LabelQuality;
import io.glossa.training.report.QualityReport.Metric;
import io.glossa.training.report.QualityReport.SeedRun;
import java.util.ArrayList;
import java.util.List;

/** How good the model is: as a whole, by label, and which labels it takes for each other. */
final class QualitySection {
    private static final int MOST_METRICS = 60;
    private static final int MOST_SEEDS = 50;
    private static final int MOST_LABELS = 400;
    private static final int MOST_PAIRS = 15;

    private QualitySection() {}

    static boolean present(ReportData data) {
        QualityReport q = data.quality();
        return !q.metrics().isEmpty() || !q.labels().isEmpty() || q.confusion().isPresent() || !q.seeds().isEmpty();
    }

    static void write(Markup out, ReportData data) {
        QualityReport quality = data.quality();
        out.open("section", "id", "quality").element("h2", "Quality");
        out.open("div", "class", "columns");
        metrics(out, quality.metrics());
        seeds(out, quality.seeds());
        out.closeLine();
        quality.confusion().filter(c -> !c.labels().isEmpty()).ifPresent(matrix -> confusion(out, matrix));
        labels(out, quality.labels());
        out.closeLine();
    }

    private static void metrics(Markup out, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        out.open("div").element("h3", "As a whole");
        Table table = Table.start(out, "Metrics of the whole", false, "Metric", "#Value", "#95 % interval");
        for (Metric metric : metrics.subList(0, Math.min(MOST_METRICS, metrics.size()))) {
            table.row().head(MetricNames.title(metric.name()), 60).number(Figures.metric(metric.value())).number(Figures.interval(metric.interval())).end();
        }
        table.close();
        out.closeLine();
    }

    private static void seeds(Markup out, List<SeedRun> seeds) {
        if (seeds.isEmpty()) {
            return;
        }
        List<String> names = seeds.get(0).metrics().stream().map(Metric::name).limit(6).toList();
        out.open("div").element("h3", "Several seeds");
        List<String> columns = new ArrayList<>(List.of("Seed"));
        names.forEach(name -> columns.add("#" + Escape.shorten(MetricNames.title(name), 40)));
        Table table = Table.start(out, "Runs with other seeds", false, columns.toArray(new String[0]));
        for (SeedRun run : seeds.subList(0, Math.min(MOST_SEEDS, seeds.size()))) {
            table.row().head(Long.toString(run.seed()), 24);
            names.forEach(name -> table.number(Figures.metric(value(run, name))));
            table.end();
        }
        if (seeds.size() > 1) {
            table.row("sum").head("mean ± sd", 24);
            for (String name : names) {
                double[] values = seeds.stream().mapToDouble(run -> value(run, name)).toArray();
                table.number(Figures.metric(mean(values)) + " ± " + Figures.metric(deviation(values)));
            }
            table.end();
        }
        table.close();
        ReportWriter.leftOut(out, seeds.size(), MOST_SEEDS, "seeds");
        out.closeLine();
    }

    private static double value(SeedRun run, String name) {
        return run.metrics().stream().filter(m -> m.name().equals(name)).mapToDouble(Metric::value).findFirst().orElse(Double.NaN);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The standard deviation of a sample (divided by n − 1). */
    static double deviation(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }

    private static void confusion(Markup out, QualityReport.Confusion matrix) {
        out.element("h3", "Which labels are taken for which").open("div", "class", "charts");
        HeatMap.draw(out, matrix);
        List<HeatMap.Pair> pairs = HeatMap.confused(matrix, MOST_PAIRS);
        if (!pairs.isEmpty()) {
            out.open("div", "class", "beside").element("h4", "Most confused");
            Table table = Table.start(out, "Labels that are confused most", true, "Right", "Predicted", "#Texts", "#Share");
            for (HeatMap.Pair pair : pairs) {
                double share = (double) pair.count() / pair.total();
                table.row().head(matrix.labels().get(pair.row()), ReportWriter.MOST_LABEL)
                        .user(matrix.labels().get(pair.column()), ReportWriter.MOST_LABEL)
                        .number(Figures.count(pair.count()), pair.count()).number(Figures.percent(share), share).end();
            }
            table.close();
            out.element("p", "Share: of the texts with the right label.", "class", "note").closeLine();
        }
        out.closeLine();
        if (matrix.labels().size() > HeatMap.MOST_LABELS) {
            out.element("p", "A picture of " + Figures.count(matrix.labels().size()) + " labels would show nothing; it was left out.", "class", "note");
        }
    }

    private static void labels(Markup out, List<LabelQuality> labels) {
        if (labels.isEmpty()) {
            return;
        }
        boolean intervals = labels.stream().anyMatch(l -> l.f1Interval().isPresent());
        out.element("h3", "By label");
        List<String> columns = new ArrayList<>(List.of("#No.", "Label", "#Precision", "#Recall", "#F1", ""));
        if (intervals) {
            columns.add("#95 % of F1");
        }
        columns.add("#Texts");
        Table table = Table.start(out, "Metrics of each label", true, columns.toArray(new String[0]));
        for (int i = 0; i < Math.min(MOST_LABELS, labels.size()); i++) {
            LabelQuality label = labels.get(i);
            table.row().number(Integer.toString(i + 1)).head(label.label(), ReportWriter.MOST_LABEL)
                    .number(Figures.metric(label.precision()), label.precision()).number(Figures.metric(label.recall()), label.recall())
                    .number(Figures.metric(label.f1()), label.f1());
            Interval range = label.f1Interval().orElse(new Interval(1, 0));
            table.bar(label.f1(), range.low(), range.high());
            if (intervals) {
                table.number(Figures.interval(label.f1Interval()), label.f1Interval().map(Interval::low).orElse(-1.0));
            }
            table.number(Figures.count(label.support()), label.support()).end();
        }
        table.close();
        ReportWriter.leftOut(out, labels.size(), MOST_LABELS, "labels");
    }
}
