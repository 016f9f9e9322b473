package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.LineSource;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.export.ExportMeasures;
import io.glossa.export.ExportReport;
import io.glossa.export.LabelledText;
import io.glossa.export.ModelExporter;
import io.glossa.models.ModelFormat;
import io.glossa.models.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code glossa export}. */
@Command(name = "export", description = "Writes a model directory with an ONNX graph from a checkpoint, and measures what it loses.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Spec
    CommandLine.Model.CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The directory to write; new or empty.")
    Path out;

    @Option(names = "--portable", description = "Only standard operators, for runtimes other than ONNX Runtime; not with int8.")
    boolean portable;

    @Option(names = "--keep", paramLabel = "N", defaultValue = "0",
            description = "Keep the N products in fp32 that lose most by int8, measured on the first texts of --verify (default: 0).")
    int keep;

    @Option(names = "--verify", paramLabel = "FILE",
            description = "Texts to compare the graph on, with labels where they are known: .txt, .tsv, .csv or .jsonl (also .gz).")
    @Nullable String verify;

    @Option(names = "--label-separator", paramLabel = "S", description = "What separates several labels of a text, such as |.")
    @Nullable String separator;

    @Option(names = "--max-loss", paramLabel = "X", defaultValue = "" + ModelExporter.DEFAULT_MAX_LOSS,
            description = "Most accuracy that may be lost, as a share of the texts (default: ${DEFAULT-VALUE}).")
    double maxLoss = ModelExporter.DEFAULT_MAX_LOSS;

    @Option(names = "--min-agreement", paramLabel = "X", defaultValue = "" + ModelExporter.DEFAULT_MIN_AGREEMENT,
            description = "Least share of labels that stay the same; for embeddings least mean cosine (default: ${DEFAULT-VALUE}).")
    double minAgreement = ModelExporter.DEFAULT_MIN_AGREEMENT;

    @Option(names = "--force", description = "Write the directory even if it is beyond the limits.")
    boolean force;

    private final Streams streams;

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        requireUse(common.input == null, "expected --verify, found --input");
        requireUse(common.modelFormat != ModelFormat.ONNX,
                "expected --model-format weights, which a graph is written from, found onnx");
        Precision precision = common.precision == Precision.AUTO ? Precision.FP32 : common.precision;
        requireUse(!portable || precision != Precision.INT8, "expected --portable or --precision int8, found both");
        requireUse(share(maxLoss) && share(minAgreement), "expected --max-loss and --min-agreement from 0 to 1");
        requireUse(keep >= 0 && (keep == 0 || precision == Precision.INT8 && verify != null),
                "expected --keep 0 or more, with --precision int8 and --verify");
        ModelExporter.Builder builder = ModelExporter.builder(common.modelOr(spec, null))
                .precision(precision)
                .portable(portable)
                .maxLoss(maxLoss)
                .minAgreement(minAgreement)
                .force(force)
                .text(common.text())
                .keep(keep)
                .cleaner(common.cleaner);
        if (verify != null) {
            builder.verify(texts(verify));
        }
        try (ResultSink sink = ResultSink.open(common, streams, ExportCommand::people)) {
            sink.write(fields(builder.build().export(out)));
            sink.finish();
        }
        return CommandLine.ExitCode.OK;
    }

    private void requireUse(boolean condition, String message) {
        if (!condition) {
            throw new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }

    private List<LabelledText> texts(String file) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        LabelledLines lines = new LabelledLines(common.labelColumn, separator);
        try (LineSource source = LineSource.open(file, common.inputFormat, common.columns(), streams.in())) {
            for (Line line = source.next(); line != null; line = source.next()) {
                LabelledLines.Labelled labelled = lines.read(line);
                texts.add(new LabelledText(labelled.text(), labelled.labels()));
            }
        }
        if (texts.isEmpty()) {
            throw new InvalidInputException("--verify: expected texts, found none");
        }
        return texts;
    }

    private static ObjectNode fields(ExportReport report) {
        ObjectNode node = TextCommand.object()
                .put("folder", report.folder().toString())
                .put("task", report.task())
                .put("precision", report.precision().name().toLowerCase(Locale.ROOT))
                .put("portable", report.portable())
                .put("fp32_bytes", report.fp32Bytes())
                .put("bytes", report.bytes());
        ArrayNode kept = node.putArray("kept");
        report.kept().forEach(kept::add);
        report.measures().ifPresent(measures -> measures(node, measures));
        node.put("passed", report.passed()).put("forced", report.forced());
        report.problems().forEach(node.putArray("problems")::add);
        return node;
    }

    private static void measures(ObjectNode node, ExportMeasures measures) {
        node.put("texts", measures.texts()).put("max_logit_difference", measures.maxDifference());
        measures.agreement().ifPresent(value -> node.put("agreement", value));
        measures.meanCosine().ifPresent(value -> node.put("mean_cosine", value));
        measures.minCosine().ifPresent(value -> node.put("min_cosine", value));
        accuracy(node, "accuracy_before", measures.before());
        accuracy(node, "accuracy_after", measures.after());
        node.put("speed_ratio", measures.speedRatio());
    }

    private static void accuracy(ObjectNode node, String name, Optional<ClassificationEvaluation> evaluation) {
        evaluation.ifPresent(e -> {
            node.put(name, e.accuracy());
            node.putArray(name + "_interval").add(e.accuracyInterval().low()).add(e.accuracyInterval().high());
        });
    }

    private static String people(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        line(text, "written", result.get("folder").asText() + " (" + result.get("task").asText() + ", "
                + result.get("precision").asText() + ")");
        line(text, "graph", result.get("bytes").asLong() + " bytes, " + result.get("fp32_bytes").asLong() + " in fp32");
        if (!result.get("kept").isEmpty()) {
            List<String> kept = new ArrayList<>();
            result.get("kept").forEach(name -> kept.add(name.asText()));
            line(text, "in fp32", String.join(", ", kept));
        }
        if (!result.has("texts")) {
            line(text, "measured", "nothing; give texts with --verify");
        } else {
            line(text, "texts", result.get("texts").asText());
            line(text, "difference", String.format(Locale.ROOT, "%.3g at most", result.get("max_logit_difference").asDouble()));
            if (result.has("agreement")) {
                line(text, "agreement", share(result, "agreement"));
            }
            if (result.has("mean_cosine")) {
                line(text, "cosine", share(result, "mean_cosine") + " on average, " + share(result, "min_cosine") + " at least");
            }
            if (result.has("accuracy_before")) {
                line(text, "accuracy",
                        accuracy(result, "accuracy_before") + " before, " + accuracy(result, "accuracy_after") + " after");
            }
            line(text, "speed", String.format(Locale.ROOT, "%.2f times that of fp32", result.get("speed_ratio").asDouble()));
        }
        result.get("problems").forEach(problem -> line(text, "forced", problem.asText()));
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", name, value));
    }

    private static String share(ObjectNode result, String name) {
        return String.format(Locale.ROOT, "%.4f", result.get(name).asDouble());
    }

    private static String accuracy(ObjectNode result, String name) {
        return share(result, name) + " (95 % interval " + ResultWriter.decimal(result.get(name + "_interval").get(0).asDouble())
                + " to " + ResultWriter.decimal(result.get(name + "_interval").get(1).asDouble()) + ")";
    }
}
