package io.glossa.cli.command;

import io.glossa.Device;
import io.glossa.LengthPolicy;
import io.glossa.ModelBuilder;
import io.glossa.TextOptions;
import io.glossa.cli.input.Columns;
import io.glossa.cli.output.OutputFormat;
import io.glossa.data.DataFormat;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.hub.HubOptions;
import io.glossa.text.TextCleaner;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that all verbs share. */
public final class CommonOptions {
    enum Length {
        TRUNCATE,
        WINDOW,
        FAIL
    }

    enum OnError {
        REPORT,
        STOP
    }

    @Option(names = "--model", paramLabel = "M", description = "A folder (anything with a path), the name of an embedded model, or hub:org/name[@revision].")
    @Nullable String model;

    @Option(names = "--lock", paramLabel = "FILE", description = "Hold models of the hub to a lock file (see: models lock).")
    @Nullable Path lock;

    @Option(names = "--model-format", paramLabel = "F", defaultValue = "auto",
            description = "onnx runs the graph that a model brings, weights one written from its weights, auto the first if it is there"
            + " (default: auto).")
    ModelFormat modelFormat = ModelFormat.AUTO;

    @Option(names = "--precision", paramLabel = "P", defaultValue = "auto",
            description = "auto, fp32 or int8, where a model has both (default: auto).")
    Precision precision = Precision.AUTO;

    @Option(names = "--input", paramLabel = "FILE",
            description = "Read texts from a .txt, .tsv, .csv or .jsonl file (also .gz), or from standard input (-).")
    @Nullable String input;

    @Option(names = "--input-format", paramLabel = "F", description = "txt, tsv, csv or jsonl; default is by the file's name.")
    @Nullable DataFormat inputFormat;

    @Option(names = "--text-column", paramLabel = "NAME", defaultValue = "text", description = "Column of the text (default: text).")
    String textColumn = "text";

    @Option(names = "--pair-column", paramLabel = "NAME", defaultValue = "text_pair",
            description = "Column of the second text (default: text_pair).")
    String pairColumn = "text_pair";

    @Option(names = "--label-column", paramLabel = "NAME", defaultValue = "label", description = "Column of the label (default: label).")
    String labelColumn = "label";

    @Option(names = "--output", paramLabel = "FILE", description = "Write results to a file instead of standard output.")
    @Nullable Path output;

    @Option(names = "--format", paramLabel = "F", defaultValue = "text",
            description = "text (for people), json, jsonl or tsv (default: text).")
    OutputFormat format = OutputFormat.TEXT;

    @Option(names = "--max-length", paramLabel = "N", description = "Most tokens of a text, special tokens included.")
    @Nullable Integer maxLength;

    @Option(names = "--length", paramLabel = "POLICY",
            description = "truncate, window or fail for texts that are too long (default: truncate, or window with --stride).")
    @Nullable Length length;

    @Option(names = "--stride", paramLabel = "N", description = "Tokens that neighbouring windows share (default: 0).")
    @Nullable Integer stride;

    @Option(names = "--clean", paramLabel = "STEPS", defaultValue = "none", converter = CleanerConverter.class,
            description = "Clean texts first: none, standard, web, social-media or chinese, or steps such as"
                    + " html,nfc,urls,whitespace (default: none).")
    TextCleaner cleaner = TextCleaner.none();

    @Option(names = "--batch-tokens", paramLabel = "N", description = "Most tokens of one run of the model (default: 384).")
    @Nullable Integer batchTokens;

    @Option(names = "--threads", paramLabel = "N", description = "Most threads (default: all processors).")
    @Nullable Integer threads;

    @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, cuda or cuda:n (default: auto).")
    String device = "auto";

    @Option(names = "--on-error", paramLabel = "WHAT", defaultValue = "report",
            description = "report puts an error in the place of a failed line's result and goes on; stop ends (default: report).")
    OnError onError = OnError.REPORT;

    @Option(names = "--keep-input", description = "Repeat the input object under 'input'; lets unknown fields through.")
    boolean keepInput;

    @Option(names = "--quiet", description = "Nothing but results and errors.")
    boolean quiet;

    @Option(names = "--verbose", description = "Log, and show stack traces.")
    boolean verbose;

    private final Streams streams;

    CommonOptions(Streams streams) {
        this.streams = streams;
    }

    /** Where models come from. */
    ModelStore store() {
        return store(streams, lock, quiet, null);
    }

    /**
     * A store that says on standard error what it does.
     *
     * @param offline whether the hub is left alone; null for what the environment says
     */
    static ModelStore store(Streams streams, @Nullable Path lock, boolean quiet, @Nullable Boolean offline) {
        HubOptions.Builder hub = HubOptions.builder().listener(new HubProgress(streams.err(), quiet));
        if (offline != null) {
            hub.offline(offline);
        }
        ModelStore.Builder store = ModelStore.builder();
        try {
            store.hub(hub.build());
        } catch (InvalidInputException e) {
            // A bad variable of the hub is no trouble for other models; for the hub's, the store finds it again.
        }
        if (lock != null) {
            store.lockFile(lock);
        }
        return store.build();
    }

    /** Whether a parsed command line asks for the whole story. */
    public static boolean verbose(CommandLine.ParseResult parsed) {
        for (CommandLine.ParseResult each = parsed; each != null; each = each.subcommand()) {
            if (each.hasMatchedOption("--verbose")) {
                return true;
            }
        }
        return false;
    }

    Columns columns() {
        return columns(List.of());
    }

    /** The columns of a table, and some more. */
    Columns columns(List<String> more) {
        return new Columns(textColumn, pairColumn, List.of(labelColumn), more);
    }

    /** How texts are encoded where a line says nothing else. */
    TextOptions text() {
        TextOptions.Builder options = TextOptions.builder();
        if (maxLength != null) {
            options.maxLength(maxLength);
        }
        Length policy = length != null ? length : stride != null ? Length.WINDOW : Length.TRUNCATE;
        if (stride != null && policy != Length.WINDOW) {
            throw new InvalidInputException("--stride: expected it with --length window, found another policy");
        }
        options.length(switch (policy) {
            case TRUNCATE -> LengthPolicy.truncate();
            case WINDOW -> LengthPolicy.window(stride == null ? 0 : stride);
            case FAIL -> LengthPolicy.fail();
        });
        return options.build();
    }

    /** Sets what concerns loading. */
    <B extends ModelBuilder<B>> B configure(B builder) {
        builder.store(store()).precision(precision).modelFormat(modelFormat).device(Device.parse(device)).text(text())
                .cleaner(cleaner);
        if (threads != null) {
            builder.threads(threads);
        }
        if (batchTokens != null) {
            builder.batchTokens(batchTokens);
        }
        return builder;
    }

    /** The model asked for, or the verb's default. */
    String modelOr(CommandLine.Model.CommandSpec spec, @Nullable String defaultModel) {
        if (model != null) {
            return model;
        }
        if (defaultModel == null) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "expected --model with a folder; no model for this task is embedded");
        }
        return defaultModel;
    }
}
