package io.glossa.training.report;

import io.glossa.training.report.QualityReport.LabelQuality;
import io.glossa.training.report.QualityReport.Metric;
import io.glossa.training.report.ReportData.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a model card. */
final class CardBody {
    private static final int MOST_LABELS = 200;
    private static final int MOST_WEAK = 5;
    private static final int FEW = 20;

    private final StringBuilder out = new StringBuilder();

    private CardBody() {}

    static String write(ReportData data, ModelCard.CardFacts facts) {
        CardBody body = new CardBody();
        body.about(data, facts);
        body.use(data);
        body.quality(data);
        body.training(data);
        body.limits(data, facts);
        body.made(data);
        body.license(data, facts);
        return body.out.toString();
    }

    private void about(ReportData data, ModelCard.CardFacts facts) {
        line("# " + Markdown.text(data.model()));
        line("");
        if (!facts.about().isEmpty()) {
            line(Markdown.text(facts.about()));
            line("");
        }
        String method = data.method().isEmpty() ? "" : " Method: " + Markdown.text(data.method()) + ".";
        String base = data.base().isEmpty() ? "" : " It was made from " + Markdown.code(data.base()) + ".";
        line(data.task().words() + "." + base + method);
        List<DataSummary.LabelCount> labels = data.data().sets().isEmpty() ? List.of() : data.data().sets().get(0).labels();
        if (!labels.isEmpty() && data.task() != Task.REGRESSION) {
            line("");
            line((labels.size() == 1 ? "Its label: " : "Its " + Figures.count(labels.size()) + " labels: ")
                    + labels.stream().limit(MOST_LABELS).map(l -> Markdown.code(l.label())).collect(Collectors.joining(", "))
                    + (labels.size() > MOST_LABELS ? " and " + Figures.count(labels.size() - MOST_LABELS) + " more" : "") + ".");
        }
        line("");
    }

    private void use(ReportData data) {
        line("## How to use it");
        line("");
        line("With Glossa, `folder` being the path of the folder of this file:");
        line("");
        line("```java");
        line("try (TextClassifier model = TextClassifier.load(folder)) {");
        if (data.task() == Task.MULTI_LABEL) {
            line("    List<LabelScore> labels = model.classify(text).selected();");
        } else if (data.task() == Task.REGRESSION) {
            line("    double number = model.classify(text).best().score();");
        } else {
            line("    LabelScore best = model.classify(text).best();");
        }
        line("}");
        line("```");
        line("");
        line("```");
        line("glossa classify --model FOLDER \"a text\"");
        line("```");
        line("");
        if (!data.base().isEmpty() && data.files().stream().anyMatch(file -> file.path().equals("model.safetensors"))) {
            line("`transformers` opens the folder as well: `pipeline(\"text-classification\", model=folder)`.");
            line("");
        }
    }

    private void quality(ReportData data) {
        QualityReport quality = data.quality();
        if (quality.metrics().isEmpty()) {
            return;
        }
        line("## How good it is");
        line("");
        line("Measured on " + Figures.count(quality.examples(), "example") + " of " + Markdown.code(quality.dataSet())
                + (data.history().epochs().size() > 1 ? ". They also chose the best epoch; new data may do worse." : "."));
        line("");
        line("| metric | value | 95 % interval |");
        line("| --- | --- | --- |");
        for (Metric metric : quality.metrics()) {
            line("| " + Markdown.text(MetricNames.title(metric.name())) + " | " + Figures.metric(metric.value()) + " | " + Figures.interval(metric.interval()) + " |");
        }
        line("");
        seeds(quality);
        quality.calibration().ifPresent(calibration -> {
            line("### Calibration");
            line("");
            line("The expected calibration error is " + Figures.metric(calibration.error())
                    + (calibration.errorAfter().isPresent() && calibration.temperature().isPresent()
                            ? " as trained and " + Figures.metric(calibration.errorAfter().getAsDouble()) + " with the temperature "
                                    + Figures.metric(calibration.temperature().getAsDouble()) + ", which is part of the weights" : "") + ".");
            line("");
        });
    }

    private void seeds(QualityReport quality) {
        if (quality.seeds().size() < 2) {
            return;
        }
        List<String> parts = quality.seeds().get(0).metrics().stream().limit(6).map(metric -> {
            double[] values = quality.seeds().stream().mapToDouble(run -> run.metrics().stream()
                    .filter(m -> m.name().equals(metric.name())).mapToDouble(Metric::value).findFirst().orElse(Double.NaN)).toArray();
            return Markdown.text(MetricNames.title(metric.name())) + " " + Figures.metric(QualitySection.mean(values)) + " ± "
                    + Figures.metric(QualitySection.deviation(values));
        }).toList();
        line("Over " + quality.seeds().size() + " seeds (mean ± standard deviation): " + String.join(", ", parts) + ".");
        line("");
    }

    private void training(ReportData data) {
        if (!data.data().sets().isEmpty()) {
            line("## What it learned from");
            line("");
            line("| set | rows | labels | longest | 95 % are at most |");
            line("| --- | --- | --- | --- | --- |");
            for (DataSummary.DataSet set : data.data().sets()) {
                line("| " + Markdown.text(set.name()) + " | " + Figures.count(set.rows()) + " | " + Figures.count(set.labels().size()) + " | "
                        + set.lengths().map(l -> Figures.count(l.max()) + " " + Markdown.text(l.unit())).orElse("") + " | "
                        + set.lengths().map(l -> Figures.count(l.p95()) + " " + Markdown.text(l.unit())).orElse("") + " |");
            }
            line("");
            if (data.data().checked() && !data.data().findings().isEmpty()) {
                line("The check of the data found:");
                line("");
                data.data().findings().stream().limit(FEW).forEach(f ->
                        line("- " + Markdown.text(f.title()) + ": " + Figures.count(f.count())));
                line("");
            }
        }
        table("Hyper-parameters", "option", data.options());
    }

    private void limits(ReportData data, ModelCard.CardFacts facts) {
        line("## Limits");
        line("");
        facts.limits().forEach(limit -> line("- " + Markdown.text(limit)));
        weak(data.quality());
        data.data().sets().stream().limit(1).flatMap(set -> set.lengths().stream()).filter(l -> l.limit().isPresent()).forEach(l ->
                line("- Of a text with more than " + Figures.count(l.limit().getAsLong()) + " " + Markdown.text(l.unit())
                        + " the end was not read in training."));
        if (data.quality().examples() > 0 && data.quality().examples() < 500) {
            line("- It was measured on no more than " + Figures.count(data.quality().examples(), "example") + "; mind the intervals.");
        }
        line("- On texts of another kind or language than those it learned from it was not measured. It carries the biases of its data.");
        line("");
    }

    private void weak(QualityReport quality) {
        List<LabelQuality> weak = quality.labels().stream().filter(l -> l.support() > 0 && l.f1() < 0.7)
                .sorted(Comparator.comparingDouble(LabelQuality::f1)).limit(MOST_WEAK).toList();
        if (!weak.isEmpty()) {
            line("- Labels that are found least well (F1): " + weak.stream()
                    .map(l -> Markdown.code(l.label()) + " " + Figures.metric(l.f1())).collect(Collectors.joining(", ")) + ".");
        }
    }

    private void made(ReportData data) {
        line("## How it was made");
        line("");
        if (!data.command().isEmpty()) {
            Markdown.block(out, data.command());
            line("");
        }
        data.parity().ifPresent(parity -> {
            line("What is served was compared with the trained model on " + Figures.count(parity.examples(), "example")
                    + ": logits differ by " + Figures.small(parity.maxDifference()) + " at most (allowed "
                    + Figures.small(parity.tolerance()) + ").");
            line("");
        });
        table("Environment", "what", data.environment());
        line("Curves, metrics by label and errors are in `report.html`, the course of the loss in `history.jsonl`.");
        line("");
    }

    private void license(ReportData data, ModelCard.CardFacts facts) {
        line("## Licence");
        line("");
        String base = data.base().isEmpty() ? "" : " The licence of " + Markdown.code(data.base()) + " applies to what was taken from it.";
        line((facts.license().isEmpty() ? "None was given for this model." : Markdown.code(facts.license()) + ".") + base);
    }

    private void table(String title, String name, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        line("### " + title);
        line("");
        line("| " + name + " | value |");
        line("| --- | --- |");
        pairs.forEach((key, value) -> line("| " + Markdown.text(key) + " | " + Markdown.text(value) + " |"));
        line("");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
