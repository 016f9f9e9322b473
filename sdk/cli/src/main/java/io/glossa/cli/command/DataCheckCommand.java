package io.glossa.cli.command;

import io.glossa.TextEmbedder;
import io.glossa.Tokenizers;
import io.glossa.cli.output.OutputFormat;
import io.glossa.data.DataCheck;
import io.glossa.data.DataReport;
import io.glossa.data.Dataset;
import io.glossa.data.Severity;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code glossa data check}. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Looks for duplicates, texts of the held-out data in the training data, conflicting and likely wrong labels, damaged"
        + " texts, and labels with few examples; says rows and what to do.")
public final class DataCheckCommand implements Callable<Integer> {
    /** The least severity that makes the exit status 1. */
    enum FailOn {
        NOTHING,
        ERROR,
        WARNING
    }

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Mixin
    DataFileOptions files = new DataFileOptions();

    @Option(names = "--train", paramLabel = "FILE", required = true,
            description = "Training data: .tsv, .csv or .jsonl with text and label (also .gz).")
    Path train;

    @Option(names = "--dev", paramLabel = "FILE", description = "Held-out data.")
    @Nullable Path dev;

    @Option(names = "--base", paramLabel = "M",
            description = "A model whose tokens are counted and whose embeddings help to find label errors: a folder, the name of an"
            + " embedded model such as base-en, or hub:org/name[@revision].")
    @Nullable String base;

    @Option(names = "--max-length", paramLabel = "N",
            description = "Most tokens of a text that will be read, with --base (default: the model's limit).")
    @Nullable Integer maxLength;

    @Option(names = "--review", paramLabel = "X", defaultValue = "1",
            description = "How many likely label errors to report, as a multiple of how many are estimated (default: 1).")
    double review = 1;

    @Option(names = "--no-label-errors", description = "Do not look for likely label errors, which takes longest.")
    boolean noLabelErrors;

    @Option(names = "--fail-on", paramLabel = "S", defaultValue = "nothing",
            description = "Exit status 1 if there is an error, or a warning or an error: nothing, error or warning (default: nothing).")
    FailOn failOn = FailOn.NOTHING;

    @Option(names = "--show-texts", description = "Show the texts of the rows too; they are left out otherwise.")
    boolean showTexts;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the report to a file instead of standard output.")
    @Nullable Path output;

    @Option(names = "--format", paramLabel = "F", defaultValue = "text", description = "text (for people), json or jsonl (default: text).")
    OutputFormat format = OutputFormat.TEXT;

    @Option(names = "--quiet", description = "Nothing but results and errors.")
    boolean quiet;

    @Option(names = "--verbose", description = "Log, and show stack traces.")
    boolean verbose;

    private final Streams streams;

    DataCheckCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        requireUse(format != OutputFormat.TSV, "expected --format text, json or jsonl, found tsv");
        requireUse(maxLength == null || base != null, "expected --max-length with --base, whose tokens are counted, found it alone");
        requireUse(maxLength == null || maxLength > 0, "expected --max-length 1 or more, found " + maxLength);
        requireUse(review > 0 && Double.isFinite(review), "expected --review above 0, found " + review);
        Dataset training = files.read(train, spec);
        Dataset heldOut = dev == null ? null : files.read(dev, spec);
        if (heldOut != null && heldOut.name().equals(training.name())) {
            training = training.named(training.name() + " (train)");
            heldOut = heldOut.named(heldOut.name() + " (dev)");
        }
        DataReport report = report(training, heldOut);
        ReportTexts texts = showTexts ? ReportTexts.of(report, training, heldOut) : ReportTexts.none();
        try (ResultSink sink = ResultSink.open(output, format, streams, result -> DataReportText.of(report, texts))) {
            sink.write(format == OutputFormat.TEXT ? TextCommand.object() : DataReportFields.of(report, texts));
            sink.finish();
        }
        return failed(report) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private DataReport report(Dataset training, @Nullable Dataset heldOut) {
        DataCheck.Builder check = DataCheck.builder().labelErrors(!noLabelErrors).review(review);
        if (base == null) {
            return check(check, training, heldOut);
        }
        ModelStore store = CommonOptions.store(streams, null, quiet, null);
        try (TextEmbedder embedder = TextEmbedder.builder(base).store(store).build(); Tokenizer tokenizer = Tokenizers.load(base, store)) {
            int most = maxLength != null ? maxLength : embedder.model().maxLength().orElse(Integer.MAX_VALUE);
            return check(check.embedder(embedder).length(tokenizer, most), training, heldOut);
        }
    }

    private static DataReport check(DataCheck.Builder check, Dataset training, @Nullable Dataset heldOut) {
        return heldOut == null ? check.build().check(training) : check.build().check(training, heldOut);
    }

    private boolean failed(DataReport report) {
        return failOn != FailOn.NOTHING && report.worst()
                .map(worst -> worst.compareTo(failOn == FailOn.ERROR ? Severity.ERROR : Severity.WARNING) >= 0).orElse(false);
    }

    private void requireUse(boolean condition, String message) {
        if (!condition) {
            throw new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }
}
