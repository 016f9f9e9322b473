package io.glossa.samples;

import io.glossa.TextClassifier;
import io.glossa.export.ExportReport;
import io.glossa.export.LabelledText;
import io.glossa.export.ModelExporter;
import io.glossa.models.Precision;
import java.nio.file.Path;
import java.util.List;

/** How do I turn a checkpoint into a small, fast model directory, and know what that costs? */
public final class ExportSample {
    private ExportSample() {}

    /** Takes the folder of a checkpoint with the labels NEGATIVE and POSITIVE, and the folder to write. */
    public static void main(String[] args) {
        String checkpoint = args[0];
        Path out = Path.of(args[1]);
        // snippet:export
        List<LabelledText> dev = List.of(
                LabelledText.of("I loved every minute of it.", "POSITIVE"),
                LabelledText.of("A complete waste of money.", "NEGATIVE"));
        ExportReport report = ModelExporter.builder(checkpoint)
                .precision(Precision.INT8)
                .verify(dev)
                .maxLoss(0.005)
                .build()
                .export(out);
        report.measures().ifPresent(measures ->
                System.out.println(measures.texts() + " texts, agreement " + measures.agreement().orElse(0)));
        try (var classifier = TextClassifier.load(out.toString())) {
            System.out.println(classifier.classify("I would buy it again.").best().label());
        }
        // end
    }
}
