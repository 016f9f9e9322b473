package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.output.OutputFormat;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.models.OnnxFile;
import io.glossa.models.Precision;
import io.glossa.models.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glossa models}. */
@Command(name = "models", description = "Lists, shows and checks models.", mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
    private final Streams streams;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    ModelsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected list, show or verify, found nothing");
    }

    private void write(List<ObjectNode> rows, OutputFormat format) throws IOException {
        try (ResultWriter writer = new ResultWriter(streams.out(), format, ResultWriter::plain)) {
            for (ObjectNode row : rows) {
                writer.write(row);
            }
        }
    }

    @Command(name = "list", description = "The embedded models.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        for (ModelSummary model : ModelStore.defaults().embedded()) {
            ObjectNode row = TextCommand.object().put("name", model.name()).put("task", model.task());
            strings(row.putArray("languages"), model.languages());
            rows.add(row.put("license", model.license()).put("bytes", model.bytes()));
        }
        write(rows, format);
        return 0;
    }

    @Command(name = "show", description = "What a model is.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "M", description = "A folder, or the name of an embedded model.") String model,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        ModelDirectory directory = ModelStore.defaults().open(model);
        ObjectNode row = TextCommand.object().put("name", directory.name());
        ModelConfig config = directory.config();
        row.put("model_type", config.modelType());
        strings(row.putArray("architectures"), config.architectures());
        directory.manifest().ifPresent(manifest -> describe(row, manifest));
        if (!config.labels().isEmpty()) {
            strings(row.putArray("labels"), config.labels());
        }
        config.problemType().ifPresent(type -> row.put("problem_type", type.name().toLowerCase(Locale.ROOT)));
        config.maxTokens().ifPresent(max -> row.put("max_tokens", max));
        ArrayNode graphs = row.putArray("graphs");
        if (directory.manifest().flatMap(Manifest::head).isEmpty()) {
            for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
                graph(directory, precision, graphs);
            }
        }
        strings(row.putArray("files"), directory.files());
        if (format == OutputFormat.TEXT) {
            row.fields().forEachRemaining(field -> streams.out().println(ResultWriter.visible(field.getKey() + ": "
                    + (field.getValue().isTextual() ? field.getValue().textValue() : ResultWriter.json(field.getValue())))));
            streams.out().flush();
        } else {
            write(List.of(row), format);
        }
        return 0;
    }

    private static void describe(ObjectNode row, Manifest manifest) {
        manifest.task().ifPresent(task -> row.put("task", task));
        manifest.base().ifPresent(base -> row.put("base", base));
        manifest.head().ifPresent(head -> row.put("head", head));
        manifest.license().ifPresent(license -> row.put("license", license));
        strings(row.putArray("languages"), manifest.languages());
    }

    private static void graph(ModelDirectory directory, Precision precision, ArrayNode graphs) throws IOException {
        OnnxFile onnx;
        try {
            onnx = directory.onnx(precision);
        } catch (ModelFormatException e) {
            throw e;
        } catch (GlossaException e) {
            return;
        }
        ObjectNode graph = graphs.addObject()
                .put("file", onnx.path().getFileName().toString())
                .put("precision", onnx.precision().name().toLowerCase(Locale.ROOT))
                .put("bytes", Files.size(onnx.path()));
        strings(graph.putArray("inputs"), onnx.inputs());
        strings(graph.putArray("outputs"), onnx.outputs());
        ObjectNode opsets = graph.putObject("opsets");
        onnx.opsets().forEach(opsets::put);
    }

    private static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(array::add);
    }

    @Command(name = "verify", description = "Checks a model's files: sizes, SHA-256, and that each can be read.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "M", description = "A folder, or the name of an embedded model.") String model,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        VerificationReport report = ModelStore.defaults().open(model).verify();
        if (format == OutputFormat.TEXT) {
            report.problems().forEach(problem -> streams.out().println(ResultWriter.visible(problem.file() + ": " + problem.message())));
            streams.out().println((report.ok() ? "ok: " : "damaged: ") + report.filesChecked() + " files, " + report.bytes()
                    + " bytes, " + (report.hasChecksums() ? "checksums compared" : "no checksums to compare with (none in a glossa.json)"));
            streams.out().flush();
        } else {
            ObjectNode row = TextCommand.object()
                    .put("model", report.model())
                    .put("ok", report.ok())
                    .put("files", report.filesChecked())
                    .put("bytes", report.bytes())
                    .put("checksums", report.hasChecksums());
            ArrayNode problems = row.putArray("problems");
            report.problems().forEach(problem -> problems.addObject().put("file", problem.file()).put("message", problem.message()));
            write(List.of(row), format);
        }
        return report.ok() ? 0 : 1;
    }
}
