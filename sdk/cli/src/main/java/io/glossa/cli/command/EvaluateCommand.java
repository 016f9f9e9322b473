package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Activation;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.LineSource;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Interval;
import io.glossa.evaluation.LabelMetrics;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
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
@Command(name = "evaluate", description = "Measures a classifier on labelled texts.", mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    private static final int CHUNK = 1024;

    @Spec
    CommandLine.Model.CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(names = "--data", paramLabel = "FILE", required = true,
            description = "Labelled texts: .tsv, .csv or .jsonl with text and label (also .gz).")
    String data;

    @Option(names = "--label-separator", paramLabel = "S", description = "What separates several labels of a text, such as |.")
    @Nullable String separator;

    private final Streams streams;

    EvaluateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (common.input != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "expected --data, found --input");
        }
        common.input = data;
        try (LineSource source = LineSource.open(data, common.inputFormat, common.columns(), streams.in());
                TextClassifier classifier =
                        common.configure(TextClassifier.builder(common.modelOr(spec, "sentiment-en"))).build();
                ResultSink sink = ResultSink.open(common, streams, EvaluateCommand::people);
                Progress progress = Progress.start(common, streams.err(), source)) {
            boolean multiLabel = classifier.activation() == Activation.SIGMOID && classifier.labels().size() > 1;
            if (classifier.activation() == Activation.NONE || classifier.labels().size() < 2) {
                throw new InvalidInputException("--model: expected a classifier with two labels or more, found "
                        + classifier.labels().size());
            }
            ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(classifier.labels(), multiLabel);
            LabelledLines lines = new LabelledLines(common.labelColumn, separator);
            List<TextPair> texts = new ArrayList<>();
            List<Set<String>> labels = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            while (true) {
                Line line = source.next();
                if (line != null) {
                    LabelledLines.Labelled labelled = lines.readLabelled(line);
                    texts.add(labelled.text());
                    labels.add(labelled.labels().orElseThrow());
                    numbers.add(line.number());
                }
                if (line == null || texts.size() == CHUNK) {
                    List<Classification> answers = classifier.classifyPairs(texts);
                    for (int i = 0; i < answers.size(); i++) {
                        add(collector, labels.get(i), answers.get(i), numbers.get(i));
                    }
                    progress.advance(texts.size());
                    texts.clear();
                    labels.clear();
                    numbers.clear();
                }
                if (line == null) {
                    break;
                }
            }
            ClassificationEvaluation evaluation = collector.evaluate();
            if (evaluation.examples() == 0) {
                throw new InvalidInputException("--data: expected labelled texts, found none");
            }
            sink.write(fields(evaluation, classifier.labels()));
            sink.finish();
            return CommandLine.ExitCode.OK;
        }
    }

    private static void add(ClassificationEvaluation.Collector collector, Set<String> labels, Classification answer, long number) {
        try {
            collector.add(labels, answer);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("line " + number + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode fields(ClassificationEvaluation evaluation, List<String> labels) {
        ObjectNode node = TextCommand.object()
                .put("examples", evaluation.examples())
                .put("accuracy", evaluation.accuracy());
        interval(node, "accuracy_interval", evaluation.accuracyInterval());
        node.put("macro_f1", evaluation.macroF1());
        interval(node, "macro_f1_interval", evaluation.macroF1Interval());
        node.put("micro_f1", evaluation.microF1()).put("ece", evaluation.calibrationError());
        ObjectNode perLabel = node.putObject("per_label");
        for (LabelMetrics label : evaluation.perLabel()) {
            perLabel.putObject(label.label())
                    .put("precision", label.precision())
                    .put("recall", label.recall())
                    .put("f1", label.f1())
                    .put("support", label.support());
        }
        if (!evaluation.confusion().isEmpty()) {
            ObjectNode confusion = node.putObject("confusion");
            ArrayNode names = confusion.putArray("labels");
            labels.forEach(names::add);
            ArrayNode rows = confusion.putArray("rows");
            evaluation.confusion().forEach(row -> {
                ArrayNode cells = rows.addArray();
                row.forEach(cells::add);
            });
        }
        return node;
    }

    private static void interval(ObjectNode node, String name, Interval interval) {
        node.putArray(name).add(interval.low()).add(interval.high());
    }

    private static String people(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        text.append("examples   ").append(result.get("examples").asLong()).append('\n');
        text.append("accuracy   ").append(number(result, "accuracy")).append('\n');
        text.append("macro F1   ").append(number(result, "macro_f1")).append('\n');
        text.append("ECE        ").append(ResultWriter.decimal(result.get("ece").asDouble())).append('\n');
        result.get("per_label").fields().forEachRemaining(label -> text.append(String.format(java.util.Locale.ROOT,
                "%-20s precision %.3f  recall %.3f  F1 %.3f  support %d%n", label.getKey(),
                label.getValue().get("precision").asDouble(), label.getValue().get("recall").asDouble(),
                label.getValue().get("f1").asDouble(), label.getValue().get("support").asLong())));
        return text.toString().stripTrailing();
    }

    private static String number(ObjectNode result, String name) {
        return ResultWriter.decimal(result.get(name).asDouble()) + "  (95 % interval "
                + ResultWriter.decimal(result.get(name + "_interval").get(0).asDouble()) + " to "
                + ResultWriter.decimal(result.get(name + "_interval").get(1).asDouble()) + ")";
    }
}
