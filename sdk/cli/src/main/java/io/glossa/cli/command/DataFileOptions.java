package io.glossa.cli.command;

import io.glossa.cli.output.ResultWriter;
import io.glossa.data.BadRows;
import io.glossa.data.DataFormat;
import io.glossa.data.Dataset;
import io.glossa.data.DatasetOptions;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of verbs that read files of labelled texts. A column that is named must be there. */
public final class DataFileOptions {
    @Option(names = "--input-format", paramLabel = "F", description = "txt, tsv, csv or jsonl; default is by the files' names.")
    @Nullable DataFormat inputFormat;

    @Option(names = "--text-column", paramLabel = "NAME", defaultValue = "text", description = "Column of the text (default: text).")
    String textColumn = "text";

    @Option(names = "--pair-column", paramLabel = "NAME",
            description = "Column of the second text (default: text_pair, where it is there).")
    @Nullable String pairColumn;

    @Option(names = "--label-column", paramLabel = "NAME", description = "Column of the label (default: label, where it is there).")
    @Nullable String labelColumn;

    @Option(names = "--value-column", paramLabel = "NAME",
            description = "Column of the number to predict (default: value, where it is there and label is not).")
    @Nullable String valueColumn;

    @Option(names = "--label-separator", paramLabel = "S", description = "What separates several labels of a text, such as |.")
    @Nullable String labelSeparator;

    @Option(names = "--skip-bad-rows", description = "Leave rows out that cannot be used, and count them, instead of ending at the first.")
    boolean skipBadRows;

    /** Reads a file, or begins to. */
    Dataset read(Path file, CommandLine.Model.CommandSpec spec) {
        DatasetOptions.Builder options = texts();
        if (labelColumn != null) {
            options.labelColumn(labelColumn);
        }
        if (valueColumn != null) {
            options.valueColumn(valueColumn);
        }
        try {
            if (labelSeparator != null) {
                options.labelSeparator(labelSeparator);
            }
            return Dataset.read(file, options.build());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads the texts of a file alone, or begins to. */
    Dataset readTexts(Path file) {
        return Dataset.read(file, texts().unlabelled(true).build());
    }

    private DatasetOptions.Builder texts() {
        DatasetOptions.Builder options = DatasetOptions.builder().textColumn(textColumn)
                .badRows(skipBadRows ? BadRows.SKIP : BadRows.FAIL);
        if (pairColumn != null) {
            options.pairColumn(pairColumn);
        }
        if (inputFormat != null) {
            options.format(Objects.requireNonNull(inputFormat));
        }
        return options;
    }

    /** Says how many rows were left out, if any were. */
    void tellSkipped(Dataset dataset, Streams streams, boolean quiet) {
        if (skipBadRows && !quiet && dataset.statistics().skippedRows() > 0) {
            streams.err().println("glossa: " + ResultWriter.visible(dataset.name()) + ": " + dataset.statistics().skippedRows()
                    + " bad rows left out; glossa data check names them");
        }
    }
}
