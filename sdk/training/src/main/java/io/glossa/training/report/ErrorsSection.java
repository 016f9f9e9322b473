package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import io.glossa.training.report.QualityReport.Slice;
import io.glossa.training.report.QualityReport.WorstError;
import java.util.List;

/** Where the model is weak: parts of the data, and single texts. */
final class ErrorsSection {
    private static final int MOST_SLICES = 150;
    private static final int MOST_ERRORS = 50;

    private ErrorsSection() {}

    static boolean present(ReportData data) {
        return !data.quality().slices().isEmpty() || !data.quality().errors().isEmpty();
    }

    static void write(Markup out, ReportData data) {
        out.open("section", "id", "errors").element("h2", "Where it is weak");
        slices(out, data.quality());
        errors(out, data);
        out.closeLine();
    }

    private static void slices(Markup out, QualityReport quality) {
        List<Slice> slices = quality.slices();
        if (slices.isEmpty()) {
            return;
        }
        out.element("h3", "Parts of the data");
        Table table = Table.start(out, "Parts of the data, measured apart", true, "By", "Part", "#" + Escape.shorten(MetricNames.title(quality.sliceMetric()), 40), "",
                "#95 % interval", "#Texts");
        for (Slice slice : slices.subList(0, Math.min(MOST_SLICES, slices.size()))) {
            Interval range = slice.interval().orElse(new Interval(1, 0));
            table.row().user(slice.by(), 60).head(slice.value(), ReportWriter.MOST_LABEL).number(Figures.metric(slice.score()), slice.score())
                    .bar(slice.score(), range.low(), range.high())
                    .number(Figures.interval(slice.interval()), slice.interval().map(Interval::low).orElse(-1.0))
                    .number(Figures.count(slice.examples()), slice.examples()).end();
        }
        table.close();
        ReportWriter.leftOut(out, slices.size(), MOST_SLICES, "parts");
    }

    private static void errors(Markup out, ReportData data) {
        List<WorstError> errors = data.quality().errors();
        if (errors.isEmpty()) {
            return;
        }
        out.element("h3", "Worst errors").element("p", data.quality().points().isEmpty()
                ? "Wrong answers that the model is most sure of. Some may be right: then the label is the error."
                : "Numbers that are farthest off. Some may be right: then the number in the data is the error.");
        boolean scores = errors.stream().anyMatch(e -> Double.isFinite(e.confidence()));
        Table table = data.texts()
                ? Table.start(out, "Worst errors", true, "#Row", "Text", "Right", "Predicted", scores ? "#Score" : "")
                : Table.start(out, "Worst errors", true, "#Row", "Right", "Predicted", scores ? "#Score" : "");
        for (WorstError error : errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) {
            table.row().number(error.row() > 0 ? Figures.count(error.row()) : "–", error.row());
            if (data.texts()) {
                out.open("td", "class", "words", "dir", "auto").text(Escape.shorten(error.text(), ReportWriter.MOST_TEXT)).close();
            }
            table.user(error.expected(), ReportWriter.MOST_LABEL).user(error.predicted(), ReportWriter.MOST_LABEL)
                    .number(scores ? Figures.metric(error.confidence()) : "", error.confidence()).end();
        }
        table.close();
        ReportWriter.leftOut(out, errors.size(), MOST_ERRORS, "errors");
        if (!data.texts()) {
            out.element("p", "Texts are not shown, as the report was asked not to.", "class", "note");
        }
    }
}
