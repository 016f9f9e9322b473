package io.glossa.training.report;

import io.glossa.training.report.ReportData.Task;
import java.util.List;

/** What a reader wants to know first: what it is, how good it is, and whether anything is wrong. */
final class SummarySection {
    private static final int MOST_TILES = 6;

    private SummarySection() {}

    static void write(Markup out, ReportData data) {
        out.open("header").element("p", "Training report", "class", "kicker");
        out.open("h1").user(data.model(), ReportWriter.MOST_LABEL).close();
        out.open("p", "class", "lead").text(data.task().words());
        if (!data.method().isEmpty()) {
            out.text(". Method: ").user(data.method(), ReportWriter.MOST_LABEL);
        }
        if (!data.base().isEmpty()) {
            out.text(". Made from ").user(data.base(), ReportWriter.MOST_LABEL);
        }
        out.text(".").close();
        tiles(out, data);
        facts(out, data);
        out.closeLine();
    }

    private static void tiles(Markup out, ReportData data) {
        QualityReport quality = data.quality();
        List<QualityReport.Metric> metrics = quality.metrics();
        if (metrics.isEmpty()) {
            return;
        }
        out.open("ul", "class", "tiles");
        for (QualityReport.Metric metric : metrics.subList(0, Math.min(MOST_TILES, metrics.size()))) {
            out.open("li").open("span", "class", "what").user(MetricNames.title(metric.name()), 40).close();
            out.element("span", Figures.metric(metric.value()), "class", "value");
            out.element("span", metric.interval().isPresent() ? Figures.interval(metric.interval()) : " ", "class", "range").close();
        }
        out.closeLine();
        out.open("p", "class", "note").text("Measured on " + Figures.count(quality.examples(), "example") + " of ").user(quality.dataSet(), 60)
                .text(metrics.stream().anyMatch(m -> m.interval().isPresent()) ? "; ranges are 95\u00A0% intervals." : ".").closeLine();
    }

    private static void facts(Markup out, ReportData data) {
        out.open("ul", "class", "facts");
        if (!data.data().sets().isEmpty()) {
            DataSummary.DataSet first = data.data().sets().get(0);
            out.open("li").text("Learned from " + Figures.count(first.rows(), "row") + " of ").user(first.name(), 60);
            if (data.task() != Task.REGRESSION && !first.labels().isEmpty()) {
                out.text(" with " + Figures.count(first.labels().size(), "label"));
            }
            out.text(".").close();
        }
        problems(out, data);
        List<TrainingHistory.Epoch> epochs = data.history().epochs();
        if (!epochs.isEmpty()) {
            TrainingHistory.Epoch best = TrainingSection.best(epochs);
            TrainingHistory.Epoch last = epochs.get(epochs.size() - 1);
            out.element("li", "Epoch " + best.epoch() + " of " + last.epoch() + " was best; " + Figures.count(last.step(), "step") + " took "
                    + Figures.duration(last.seconds()) + speed(data.history().steps()) + ".");
        }
        data.parity().ifPresent(parity -> {
            if (parity.holds()) {
                out.element("li", "What is served equals what was trained: logits differ by " + Figures.small(parity.maxDifference())
                        + " at most.", "class", "good");
            } else {
                out.element("li", "What is served differs from what was trained: logits by up to " + Figures.small(parity.maxDifference())
                        + ", allowed " + Figures.small(parity.tolerance()) + ".", "class", "bad");
            }
        });
        out.closeLine();
    }

    private static String speed(List<TrainingHistory.Step> steps) {
        double[] speeds = steps.stream().mapToDouble(TrainingHistory.Step::tokensPerSecond).filter(s -> Double.isFinite(s) && s > 0).sorted().toArray();
        return speeds.length == 0 ? "" : ", " + Figures.count(Math.round(speeds[speeds.length / 2])) + " tokens/s (median)";
    }

    private static void problems(Markup out, ReportData data) {
        if (!data.data().checked()) {
            return;
        }
        long errors = data.data().findings().stream().filter(f -> f.severity() == DataSummary.Severity.ERROR).count();
        long warnings = data.data().findings().stream().filter(f -> f.severity() == DataSummary.Severity.WARNING).count();
        if (errors + warnings == 0) {
            out.element("li", "The check of the data found no problem.", "class", "good");
        } else {
            out.open("li", "class", errors > 0 ? "bad" : "warn").text("The check of the data found " + Figures.count(errors, "error")
                    + " and " + Figures.count(warnings, "warning") + "; see ")
                    .element("a", "Check of the data", "href", "#findings").text(".").close();
        }
    }
}
