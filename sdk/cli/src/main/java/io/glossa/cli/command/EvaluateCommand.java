package io.glossa.cli.command;

import io.glossa.Activation;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.Translator;
import io.glossa.cli.input.Columns;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.LineSource;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.BleuTokenizer;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code glossa evaluate}. */
@Command(name = "evaluate", description = "Measures a model on labelled texts, or on texts and their translations.", mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    private static final int CHUNK = 1024;

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(names = "--data", paramLabel = "FILE", required = true,
            description = "Labelled texts: .tsv, .csv or .jsonl with text and label, or source and target (also .gz).")
    String data;

    @Option(names = "--label-separator", paramLabel = "S", description = "What separates several labels of a text, such as |.")
    @Nullable String separator;

    @Option(names = "--compare", paramLabel = "M", description = "A second model to measure on the same texts and compare with.")
    @Nullable String compare;

    @Option(names = "--slice", paramLabel = "BY",
            description = "Measure groups of texts too: by length, language or column:NAME; may be repeated.")
    List<String> slices = new ArrayList<>();

    @Option(names = "--errors", paramLabel = "N", defaultValue = "0",
            description = "List the lines of the N worst errors (default: 0).")
    int errors;

    @Option(names = "--show-texts", description = "Show the texts of the errors; all texts are kept in memory.")
    boolean showTexts;

    @Option(names = "--out-of-scope", paramLabel = "LABEL",
            description = "A label of the data for texts that none of the model's labels fits; measures how well scores tell them.")
    @Nullable String outOfScope;

    @Option(names = "--reject-below", paramLabel = "T",
            description = "With --out-of-scope: reject texts whose best label scores below T.")
    @Nullable Double rejectBelow;

    @Option(names = "--fit", description = "Fit temperature and thresholds to these texts, for use on others.")
    boolean fit;

    @Option(names = "--from", paramLabel = "LANG", description = "Translation: language of the sources (default: the model's own).")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "LANG", description = "Translation: language of the targets (default: the model's own).")
    @Nullable String to;

    @Option(names = "--bleu-tokenizer", paramLabel = "T", defaultValue = "13a",
            description = "Translation: 13a, intl, zh, char or none, as in sacreBLEU (default: 13a).")
    String bleuTokenizer = "13a";

    private final Streams streams;

    EvaluateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        requireUse(common.input == null, "expected --data, found --input");
        requireUse(errors >= 0, "expected --errors from 0, found " + errors);
        requireUse(!showTexts || errors > 0, "expected --show-texts with --errors N, found it alone");
        requireUse(rejectBelow == null || outOfScope != null, "expected --reject-below with --out-of-scope, found it alone");
        requireUse(rejectBelow == null || Double.isFinite(rejectBelow), "expected --reject-below with a number");
        requireUse(compare == null || outOfScope == null && !fit, "expected --compare without --out-of-scope and --fit, found both");
        for (String slice : slices) {
            requireUse(SliceGroups.known(slice), "expected --slice length, language or column:NAME, found '" + slice + "'");
        }
        common.input = data;
        String model = common.modelOr(spec, "sentiment-en");
        if (ForwardCommand.writes(common.store().open(model))) {
            return translations(model);
        }
        requireUse(from == null && to == null, "expected --from and --to with a model that translates, found a classifier");
        SliceGroups groups = SliceGroups.of(slices);
        try (TextClassifier classifier = open(model);
                TextClassifier second = compare == null ? null : open(compare);
                LineSource source = LineSource.open(data, common.inputFormat, columns(classifier, groups), streams.in());
                ResultSink sink = ResultSink.open(common, streams, EvaluationText::of);
                Progress progress = Progress.start(common, streams.err(), source)) {
            Measured measured = measured(classifier, second, groups);
            measure(source, classifier, second, measured, progress);
            sink.write(measured.fields());
            sink.finish();
            return CommandLine.ExitCode.OK;
        }
    }

    /** A table with numbers may call them as the trainer does. */
    private Columns columns(TextClassifier classifier, SliceGroups groups) {
        Columns columns = common.columns(groups.columns());
        List<String> labels = predictsNumber(classifier) ? LabelledLines.numberNames(common.labelColumn) : columns.label();
        return new Columns(columns.text(), columns.pair(), labels, columns.more());
    }

    private static boolean predictsNumber(TextClassifier classifier) {
        return classifier.activation() == Activation.NONE && classifier.labels().size() == 1;
    }

    private int translations(String model) throws IOException {
        requireUse(separator == null && compare == null && slices.isEmpty() && errors == 0 && outOfScope == null && !fit,
                "expected none of the options for classifiers with a model that translates, found one");
        BleuTokenizer tokenizer = Arrays.stream(BleuTokenizer.values()).filter(each -> each.id().equals(bleuTokenizer)).findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(spec.commandLine(),
                        "expected --bleu-tokenizer 13a, intl, zh, char or none, found '" + bleuTokenizer + "'"));
        try (LineSource source = LineSource.open(data, common.inputFormat, MeasuredTranslator.columns(common.labelColumn), streams.in());
                Translator translator = common.configure(Translator.builder(model)).build();
                ResultSink sink = ResultSink.open(common, streams, MeasuredTranslator::people);
                Progress progress = Progress.start(common, streams.err(), source)) {
            MeasuredTranslator measured = new MeasuredTranslator(translator.between(from, to), tokenizer);
            measured.measure(source, progress);
            sink.write(measured.fields());
            sink.finish();
            return CommandLine.ExitCode.OK;
        }
    }

    private void requireUse(boolean condition, String message) {
        if (!condition) {
            throw new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }

    private TextClassifier open(String model) {
        return common.configure(TextClassifier.builder(model)).build();
    }

    private Measured measured(TextClassifier classifier, @Nullable TextClassifier second, SliceGroups groups) {
        if (second != null && (second.activation() != classifier.activation()
                || !Set.copyOf(second.labels()).equals(Set.copyOf(classifier.labels())))) {
            throw new InvalidInputException("--compare: expected a model of the same kind with the same labels, found another");
        }
        if (predictsNumber(classifier)) {
            requireUse(separator == null && outOfScope == null && !fit,
                    "expected --label-separator, --out-of-scope and --fit with a classifier, found a regression model");
            return new MeasuredRegressor(compare, groups, errors, showTexts);
        }
        if (classifier.activation() == Activation.NONE || classifier.labels().size() < 2) {
            throw new InvalidInputException("--model: expected a classifier with two labels or more, or a regression model with one"
                    + " output, found another with " + classifier.labels().size());
        }
        if (outOfScope != null && classifier.labels().contains(outOfScope)) {
            throw new InvalidInputException("--out-of-scope: expected a label that the model does not have, found one of its own;"
                    + " without the option its precision and recall are among those of the labels");
        }
        return new MeasuredClassifier(classifier, new MeasuredClassifier.Wishes(compare, groups, errors, showTexts, outOfScope,
                rejectBelow, fit));
    }

    private void measure(LineSource source, TextClassifier classifier, @Nullable TextClassifier second, Measured measured,
            Progress progress) throws IOException {
        LabelledLines reader = new LabelledLines(common.labelColumn, separator);
        List<Measured.Row> rows = new ArrayList<>();
        while (true) {
            Line line = source.next();
            if (line != null) {
                rows.add(measured.read(line, reader));
            }
            if (line == null || rows.size() == CHUNK) {
                List<TextPair> texts = rows.stream().map(Measured.Row::text).toList();
                List<Classification> answers = classifier.classifyPairs(texts);
                List<Classification> others = second == null ? answers : second.classifyPairs(texts);
                for (int i = 0; i < answers.size(); i++) {
                    add(measured, rows.get(i), answers.get(i), second == null ? null : others.get(i));
                }
                progress.advance(rows.size());
                rows.clear();
            }
            if (line == null) {
                return;
            }
        }
    }

    private static void add(Measured measured, Measured.Row row, Classification answer, @Nullable Classification other) {
        try {
            measured.add(row, answer, other);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("line " + row.line().number() + ": " + e.getMessage(), e);
        }
    }
}
