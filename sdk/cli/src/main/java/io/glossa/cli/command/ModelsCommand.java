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
import io.glossa.models.format.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glossa models}. */
@Command(name = "models", description = "Lists, shows and checks models.", mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
    /** Files that {@link ModelDirectory#weights()} reads. */
    private static final Pattern WEIGHTS = Pattern.compile("model(-\\d+-of-\\d+)?\\.safetensors|pytorch_model(-\\d+-of-\\d+)?\\.bin");

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
        describe(row, directory);
        if (!config.labels().isEmpty()) {
            strings(row.putArray("labels"), config.labels());
        }
        config.problemType().ifPresent(type -> row.put("problem_type", type.name().toLowerCase(Locale.ROOT)));
        config.maxTokens().ifPresent(max -> row.put("max_tokens", max));
        ArrayNode graphs = row.putArray("graphs");
        for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
            graph(directory, precision, graphs);
        }
        weights(directory, row);
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

    /** From the manifest; licence and languages from the card where the manifest has none. */
    private static void describe(ObjectNode row, ModelDirectory directory) {
        Optional<Manifest> manifest = directory.manifest();
        CardHeader card = CardHeader.of(directory.find("README.md").orElse(new byte[0]));
        manifest.flatMap(Manifest::task).ifPresent(task -> row.put("task", task));
        manifest.flatMap(Manifest::base).ifPresent(base -> row.put("base", base));
        manifest.flatMap(Manifest::license).or(() -> card.value("license")).ifPresent(license -> row.put("license", license));
        List<String> languages = manifest.map(Manifest::languages).filter(list -> !list.isEmpty()).orElse(card.values("language"));
        if (manifest.isPresent() || !languages.isEmpty()) {
            strings(row.putArray("languages"), languages);
        }
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

    /** What the weights are, by their headers alone: of a PyTorch checkpoint, which would be converted first, only the size. */
    private static void weights(ModelDirectory directory, ObjectNode row) throws IOException {
        List<String> files = directory.files().stream().filter(path -> WEIGHTS.matcher(path).matches()).toList();
        if (directory.has("model.safetensors") || directory.has("model.safetensors.index.json")) {
            try (Weights weights = directory.weights()) {
                row.put("parameters", weights.parameters());
                strings(row.putArray("dtypes"), weights.tensors().values().stream().map(tensor -> tensor.dtype().name())
                        .distinct().sorted().toList());
            }
        }
        if (!files.isEmpty()) {
            long bytes = 0;
            for (String path : files) {
                bytes += Files.size(directory.file(path));
            }
            row.put("weights_bytes", bytes);
        }
        row.put("serves_weights", directory.hasWeights());
        ArrayNode precisions = row.putArray("precisions");
        for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
            if (directory.hasWeights() || directory.hasOnnx(precision)) {
                precisions.add(precision.name().toLowerCase(Locale.ROOT));
            }
        }
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
