package io.glossa.training.report;

import io.glossa.training.report.QualityReport.Point;
import io.glossa.training.report.QualityReport.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What scores mean: calibration and thresholds of classifiers, residuals of regression. */
final class ScoresSection {
    private static final int MOST_THRESHOLDS = 400;
    private static final int BINS = 21;

    private ScoresSection() {}

    static boolean present(ReportData data) {
        QualityReport q = data.quality();
        return q.calibration().isPresent() || !q.thresholds().isEmpty() || !q.points().isEmpty();
    }

    static void write(Markup out, ReportData data) {
        QualityReport quality = data.quality();
        out.open("section", "id", "scores").element("h2", quality.points().isEmpty() ? "Scores" : "Residuals");
        quality.calibration().ifPresent(calibration -> calibration(out, calibration));
        thresholds(out, quality.thresholds());
        regression(out, quality.points());
        out.closeLine();
    }

    private static void calibration(Markup out, QualityReport.Calibration calibration) {
        out.element("h3", "Calibration").open("div", "class", "charts");
        ReliabilityChart.draw(out, calibration);
        out.open("div", "class", "beside");
        Table table = Table.start(out, "Calibration", false, "Measure", "#Value");
        table.row().head("Expected calibration error", 60).number(Figures.metric(calibration.error())).end();
        calibration.errorAfter().ifPresent(e -> table.row().head("The same with temperature", 60).number(Figures.metric(e)).end());
        calibration.temperature().ifPresent(t -> table.row().head("Temperature", 60).number(Figures.metric(t)).end());
        table.close();
        out.element("p", calibration.temperature().isPresent()
                ? "The temperature divides logits before scores are made of them. It changes no label, only how sure the model says it is. "
                        + "The weights that were written contain it."
                : "Scores were not corrected with a temperature.").closeLine();
        out.closeLine();
    }

    private static void thresholds(Markup out, List<Threshold> thresholds) {
        if (thresholds.isEmpty()) {
            return;
        }
        out.element("h3", "Thresholds").element("p", "A label is given from this score on. Gain: F1 with the threshold less F1 with one half.");
        Table table = Table.start(out, "Thresholds of labels", true, "#No.", "Label", "#Threshold", "", "#F1", "#F1 at 0.5", "#Gain");
        for (int i = 0; i < Math.min(MOST_THRESHOLDS, thresholds.size()); i++) {
            Threshold t = thresholds.get(i);
            double gain = t.f1() - t.f1AtHalf();
            table.row().number(Integer.toString(i + 1)).head(t.label(), ReportWriter.MOST_LABEL)
                    .number(Figures.metric(t.threshold()), t.threshold()).bar(t.threshold(), 1, 0)
                    .number(Figures.metric(t.f1()), t.f1()).number(Figures.metric(t.f1AtHalf()), t.f1AtHalf())
                    .number(signed(gain), gain).end();
        }
        table.close();
        ReportWriter.leftOut(out, thresholds.size(), MOST_THRESHOLDS, "thresholds");
    }

    private static void regression(Markup out, List<Point> points) {
        double[] residuals = points.stream().mapToDouble(p -> p.predicted() - p.expected()).filter(Double::isFinite).sorted().toArray();
        if (residuals.length == 0) {
            return;
        }
        out.open("div", "class", "charts");
        ScatterChart.draw(out, points);
        out.open("div", "class", "beside");
        BarChart.histogram(out, "Residuals", bins(residuals), "predicted less right", "texts", List.of(new BarChart.Mark(0, "")), "");
        Table table = Table.start(out, "Residuals, predicted less right", false, "Residual", "#Value");
        table.row().head("mean", 20).number(signed(QualitySection.mean(residuals))).end();
        if (residuals.length > 1) {
            table.row().head("standard deviation", 20).number(Figures.metric(QualitySection.deviation(residuals))).end();
        }
        table.row().head("5 % are below", 20).number(signed(residuals[(int) (0.05 * (residuals.length - 1))])).end();
        table.row().head("median", 20).number(signed(residuals[(residuals.length - 1) / 2])).end();
        table.row().head("5 % are above", 20).number(signed(residuals[(int) Math.ceil(0.95 * (residuals.length - 1))])).end();
        table.close();
        out.closeLine();
        out.closeLine();
    }

    /** A number with its sign; without one if it is nothing with the decimals shown. */
    static String signed(double value) {
        return Math.abs(value) < 0.0005 ? "0" : String.format(Locale.ROOT, Math.abs(value) < 1000 ? "%+.3f" : "%+,.1f", value).replace('-', '−');
    }

    private static List<DataSummary.Bin> bins(double[] sorted) {
        double reach = Math.max(1e-9, Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1])));
        double width = 2 * reach / BINS;
        long[] counts = new long[BINS];
        Arrays.stream(sorted).forEach(r -> counts[(int) Math.min(BINS - 1, (r + reach) / width)]++);
        List<DataSummary.Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(new DataSummary.Bin(-reach + i * width, -reach + (i + 1) * width, counts[i]));
        }
        return bins;
    }
}
