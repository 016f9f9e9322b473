package io.glossa.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.internal.directory.FileList;
import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelId;
import io.glossa.models.Precision;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the {@code glossa.json} of an export. */
final class ExportManifest {
    private static final String FILE = FileList.MANIFEST;

    private ExportManifest() {}

    /**
     * Writes the manifest for the files that lie in a folder.
     *
     * @param report what to say about the export; null as long as nothing is measured
     */
    static void write(Checkpoint checkpoint, GraphOptions options, Gate gate, @Nullable ExportReport report, Path folder) throws IOException {
        Precision precision = options.int8() ? Precision.INT8 : Precision.FP32;
        ModelDirectory source = checkpoint.directory();
        ObjectNode old = source.has(FILE) ? SafeJson.object(source.read(FILE), source.name() + "/" + FILE)
                : SafeJson.mapper().createObjectNode();
        ObjectNode manifest = SafeJson.mapper().createObjectNode().put("formatVersion", 1).put("task", checkpoint.task());
        for (String field : List.of("languages", "license", "labels", "thresholds")) {
            if (old.has(field)) {
                manifest.set(field, old.get(field));
            }
        }
        manifest.put("defaultPrecision", word(precision));
        if (report != null) {
            manifest.set("metrics", metrics(report, gate));
        }
        manifest.set("provenance", provenance(source, old, precision, options));
        manifest.set("files", FileList.of(folder));
        AtomicFiles.write(folder.resolve(FILE), temporary ->
                SafeJson.mapper().writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), manifest));
    }

    private static ObjectNode metrics(ExportReport report, Gate gate) {
        ObjectNode metrics = SafeJson.mapper().createObjectNode();
        ObjectNode export = metrics.putObject("export")
                .put("bytes", report.bytes())
                .put("fp32_bytes", report.fp32Bytes())
                .put("passed", report.passed())
                .put("max_loss", gate.maxLoss())
                .put("min_agreement", gate.minAgreement());
        report.problems().forEach(export.withArray("problems")::add);
        report.measures().ifPresent(measures -> {
            export.put("texts", measures.texts());
            number(export, "max_difference", measures.maxDifference());
            measures.agreement().ifPresent(value -> number(export, "agreement", value));
            measures.meanCosine().ifPresent(value -> number(export, "mean_cosine", value));
            measures.minCosine().ifPresent(value -> number(export, "min_cosine", value));
            accuracy(export, "before", measures.before());
            accuracy(export, "after", measures.after());
        });
        return metrics;
    }

    private static void accuracy(ObjectNode export, String when, Optional<ClassificationEvaluation> evaluation) {
        evaluation.ifPresent(e -> {
            ObjectNode node = export.putObject(when).put("examples", e.examples()).put("accuracy", e.accuracy());
            node.putArray("accuracy_interval").add(e.accuracyInterval().low()).add(e.accuracyInterval().high());
            node.put("macro_f1", e.macroF1());
        });
    }

    /** JSON has no word for a number that is none. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.put(name, String.valueOf(value));
        }
    }

    /** Folders are named by their last part: where a model lay on one machine says nothing on another. */
    private static ObjectNode provenance(ModelDirectory source, ObjectNode old, Precision precision, GraphOptions options) {
        ObjectNode provenance = SafeJson.mapper().createObjectNode()
                .put("command", "glossa export --model " + source.name() + " --precision " + word(precision)
                        + (options.portable() ? " --portable" : ""))
                .put("from", source.name());
        source.id().revision().ifPresent(revision -> provenance.put("revision", revision));
        ObjectNode written = provenance.putObject("options").put("precision", word(precision)).put("portable", options.portable())
                .put("masked", options.masked());
        if (!options.kept().isEmpty()) {
            options.kept().forEach(written.putArray("kept")::add);
        }
        provenance.put("writer", GraphWriter.VERSION);
        for (String field : List.of("provenance", "metrics")) {
            if (old.has(field)) {
                provenance.withObject("/source").set(field, old.get(field));
            }
        }
        source.manifest().flatMap(Manifest::base).ifPresent(base -> provenance.withObject("/source").put("base", name(base)));
        return provenance;
    }

    /** A base by its last part if it is a folder; other names, and what only tells where a model comes from, as they are. */
    private static String name(String base) {
        try {
            ModelId id = ModelId.parse(base);
            return id.kind() == ModelId.Kind.FOLDER ? id.name() : base;
        } catch (InvalidInputException e) {
            return base;
        }
    }

    static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
