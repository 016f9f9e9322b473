package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.output.OutputFormat;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.ModelFormatException;
import io.glossa.models.LockFile;
import io.glossa.models.LockedModel;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.models.OnnxFile;
import io.glossa.models.Precision;
import io.glossa.models.PullOptions;
import io.glossa.models.VerificationReport;
import io.glossa.models.format.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glossa models}. */
@Command(name = "models", description = "Lists, shows, fetches, locks and checks models.", mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
    private static final String MODEL = "A folder, the name of an embedded model, or hub:org/name[@revision].";
    private static final String LOCK = "Hold models of the hub to a lock file.";
    private static final String QUIET = "Nothing but results and errors.";
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
        throw new CommandLine.ParameterException(spec.commandLine(), "expected list, show, pull, verify or lock, found nothing");
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
            @Parameters(paramLabel = "M", description = MODEL) String model,
            @Option(names = "--lock", paramLabel = "FILE", description = LOCK) @Nullable Path lock,
            @Option(names = "--quiet", description = QUIET) boolean quiet,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        ModelDirectory directory = CommonOptions.store(streams, lock, quiet, null).open(model);
        ObjectNode row = TextCommand.object().put("name", directory.name());
        directory.commit().ifPresent(commit -> row.put("commit", commit));
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
        if (directory.manifest().flatMap(Manifest::head).isEmpty() || directory.hasOnnx(Precision.AUTO)) {
            for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
                graph(directory, precision, graphs);
            }
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
        manifest.flatMap(Manifest::head).ifPresent(head -> row.put("head", head));
        manifest.flatMap(Manifest::license).or(() -> card.value("license")).ifPresent(license -> row.put("license", license));
        List<String> languages = manifest.map(Manifest::languages).filter(list -> !list.isEmpty()).orElse(card.values("language"));
        if (manifest.isPresent() || !languages.isEmpty()) {
            strings(row.putArray("languages"), languages);
        }
    }

    private static void graph(ModelDirectory directory, Precision precision, ArrayNode graphs) throws IOException {
        if (!directory.hasOnnx(precision)) {
            return;
        }
        OnnxFile onnx = directory.onnx(precision);
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
        if (files.isEmpty() && directory.hasWeights()) {
            graphParameters(directory).ifPresent(count -> row.put("parameters", count));
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

    /** How many numbers the 32-bit graph has for parameters, where it tells them. */
    private static OptionalLong graphParameters(ModelDirectory directory) {
        try {
            io.glossa.models.graph.Parameters all =
                    io.glossa.models.graph.Parameters.ofOnnx(directory.onnx(Precision.FP32).path(), directory.name());
            return OptionalLong.of(all.names().stream()
                    .mapToLong(name -> Arrays.stream(all.shape(name)).asLongStream().reduce(1, Math::multiplyExact)).sum());
        } catch (ModelFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(array::add);
    }

    @Command(name = "verify", description = "Checks a model's files: sizes, SHA-256, and that each can be read.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "M", description = MODEL) String model,
            @Option(names = "--lock", paramLabel = "FILE", description = LOCK) @Nullable Path lock,
            @Option(names = "--quiet", description = QUIET) boolean quiet,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        VerificationReport report = CommonOptions.store(streams, lock, quiet, true).open(model).verify();
        if (format == OutputFormat.TEXT) {
            report.problems().forEach(problem -> streams.out().println(ResultWriter.visible(problem.file() + ": " + problem.message())));
            streams.out().println((report.ok() ? "ok: " : "damaged: ") + report.filesChecked() + " files, " + report.bytes()
                    + " bytes, " + (report.hasChecksums() ? "checksums compared" : "no checksums to compare with (none in a glossa.json or the hub's cache)"));
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

    @Command(name = "pull", description = "Fetches models of the hub into the cache, and checks what is there already.",
            mixinStandardHelpOptions = true)
    int pull(
            @Parameters(paramLabel = "M", arity = "1..*", description = "hub:org/name[@revision].") List<String> models,
            @Mixin Content content,
            @Option(names = "--lock", paramLabel = "FILE", description = LOCK) @Nullable Path lock,
            @Option(names = "--quiet", description = QUIET) boolean quiet,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        ModelStore store = CommonOptions.store(streams, lock, quiet, null);
        List<ObjectNode> rows = new ArrayList<>();
        for (String model : models) {
            ModelDirectory directory = store.pull(ModelId.parse(model), content.options());
            ObjectNode row = TextCommand.object().put("model", "hub:" + directory.name());
            directory.commit().ifPresent(commit -> row.put("commit", commit));
            directory.folder().ifPresent(folder -> row.put("folder", folder.toString()));
            rows.add(row);
        }
        write(rows, format);
        return 0;
    }

    @Command(name = "lock", description = "Fetches models of the hub and writes down their commits and the hashes of their files.",
            mixinStandardHelpOptions = true)
    int lock(
            @Parameters(paramLabel = "M", arity = "1..*", description = "hub:org/name[@revision].") List<String> models,
            @Mixin Content content,
            @Option(names = "--output", paramLabel = "FILE", required = true, description = "The lock file, such as glossa.lock.")
                    Path output,
            @Option(names = "--quiet", description = QUIET) boolean quiet,
            @Option(names = "--format", defaultValue = "text", description = "text, json, jsonl or tsv.") OutputFormat format)
            throws IOException {
        LockFile locked = CommonOptions.store(streams, null, quiet, null)
                .lock(models.stream().map(ModelId::parse).toList(), content.options());
        locked.write(output);
        List<ObjectNode> rows = new ArrayList<>();
        for (LockedModel model : locked.models()) {
            rows.add(TextCommand.object()
                    .put("model", "hub:" + model.repository())
                    .put("revision", model.revision())
                    .put("commit", model.commit())
                    .put("files", model.files().size())
                    .put("bytes", model.files().values().stream().mapToLong(Manifest.FileEntry::size).sum()));
        }
        write(rows, format);
        return 0;
    }

    /** Which files are fetched. */
    static final class Content {
        @Option(names = "--precision", paramLabel = "P", defaultValue = "auto", description = "auto, fp32 or int8 (default: auto).")
        Precision precision = Precision.AUTO;

        @Option(names = "--model-format", paramLabel = "F", defaultValue = "auto",
                description = "onnx, weights, or auto for the graph if there is one (default: auto).")
        Form form = Form.AUTO;

        @Option(names = "--all", description = "Every file of the repository.")
        boolean all;

        /** Graphs or weights. */
        enum Form {
            AUTO,
            ONNX,
            WEIGHTS
        }

        PullOptions options() {
            return new PullOptions(precision, all ? PullOptions.Content.ALL : PullOptions.Content.valueOf(form.name()));
        }
    }
}
