package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Activation;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.cli.input.Line;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Calibration;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Comparison;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.OutOfScopeEvaluation;
import io.glossa.evaluation.WorstError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the answers of a classifier, and of a second one beside it. */
final class MeasuredClassifier implements Measured {
    /**
     * What else than metrics is asked for.
     *
     * @param compare name of the second model, or null
     * @param groups the slices
     * @param errors how many of the worst errors
     * @param showTexts whether with their texts
     * @param outOfScope the label of texts that no label fits, or null
     * @param rejectBelow the score below which texts are rejected, or null
     * @param fit whether to fit temperature and thresholds
     */
    record Wishes(@Nullable String compare, SliceGroups groups, int errors, boolean showTexts, @Nullable String outOfScope,
            @Nullable Double rejectBelow, boolean fit) {}

    private final Wishes wishes;
    private final List<String> labels;
    private final boolean multiLabel;
    private final ClassificationEvaluation.Collector first;
    private final ClassificationEvaluation.Collector second;
    private final OutOfScopeEvaluation.Collector scope = OutOfScopeEvaluation.collector();
    private final ErrorTexts texts;
    private final List<float[]> logits = new ArrayList<>();
    private final List<int[]> right = new ArrayList<>();

    MeasuredClassifier(TextClassifier classifier, Wishes wishes) {
        this.wishes = wishes;
        this.labels = classifier.labels();
        this.multiLabel = classifier.activation() == Activation.SIGMOID;
        this.first = ClassificationEvaluation.collector(labels, multiLabel);
        this.second = ClassificationEvaluation.collector(labels, multiLabel);
        this.texts = new ErrorTexts(wishes.showTexts());
    }

    @Override
    public Row read(Line line, LabelledLines reader) throws IOException {
        LabelledLines.Labelled labelled = reader.readLabelled(line);
        return new Row(line, labelled.text(), labelled.labels().orElseThrow(), 0);
    }

    @Override
    public void add(Row row, Classification answer, @Nullable Classification other) {
        if (wishes.outOfScope() != null && row.labels().equals(Set.of(wishes.outOfScope()))) {
            scope.addOutOfScope(answer.best().score());
            return;
        }
        first.add(row.labels(), answer, row.line().number());
        if (other != null) {
            second.add(row.labels(), other, row.line().number());
        }
        scope.addInScope(row.labels().contains(answer.best().label()), answer.best().score());
        wishes.groups().add(row);
        texts.add(row);
        if (wishes.fit()) {
            logits.add(answer.logits());
            right.add(row.labels().stream().mapToInt(labels::indexOf).toArray());
        }
    }

    @Override
    public ObjectNode fields() {
        ClassificationEvaluation evaluation = first.evaluate();
        if (evaluation.examples() == 0) {
            throw new InvalidInputException("--data: expected labelled texts, found none");
        }
        ObjectNode node = EvaluationFields.of(evaluation);
        if (wishes.outOfScope() != null) {
            scope(node.putObject("out_of_scope"), scope.evaluate());
        }
        if (wishes.compare() != null) {
            ClassificationEvaluation other = second.evaluate();
            EvaluationFields.comparison(node.putObject("compare").put("model", wishes.compare()),
                    Comparison.of(evaluation, other), evaluation::value, other::value);
        }
        EvaluationFields.slices(node, wishes.groups(), (names, use) -> evaluation.slices(names).forEach((group, slice) ->
                use.put(group, slice.examples(), EnumSet.of(Metric.ACCURACY, Metric.MACRO_F1), slice::value, slice::intervals)));
        if (wishes.errors() > 0) {
            ArrayNode errors = node.putArray("errors");
            evaluation.worstErrors(wishes.errors()).forEach(error -> error(errors.addObject(), error));
        }
        if (wishes.fit()) {
            fit(node.putObject("fitted"), evaluation);
        }
        return node;
    }

    private void error(ObjectNode node, WorstError error) {
        node.put("line", error.row());
        error.right().forEach(node.putArray("right")::add);
        error.predicted().forEach(node.putArray("predicted")::add);
        node.put("loss", error.loss()).put("score", error.score());
        texts.put(node, error.index());
    }

    private void scope(ObjectNode node, OutOfScopeEvaluation evaluation) {
        EvaluationFields.put(node.put("examples", evaluation.at(0).outOfScope()), "roc_auc", evaluation.rocAuc());
        if (wishes.rejectBelow() != null) {
            EvaluationFields.rejection(node, evaluation.at(wishes.rejectBelow()));
        }
    }

    private void fit(ObjectNode node, ClassificationEvaluation evaluation) {
        float[][] numbers = logits.toArray(float[][]::new);
        if (multiLabel) {
            node.put("temperature", Calibration.temperature(numbers, right.toArray(int[][]::new)));
            node.put("threshold", Calibration.threshold(evaluation));
            Calibration.thresholds(evaluation).forEach(node.putObject("thresholds")::put);
        } else {
            node.put("temperature", Calibration.temperature(numbers, right.stream().mapToInt(one -> one[0]).toArray()));
        }
        if (wishes.outOfScope() != null) {
            OutOfScopeEvaluation evaluated = scope.evaluate();
            EvaluationFields.rejection(node.putObject("most_accurate_rejection"), evaluated.mostAccurate());
            EvaluationFields.rejection(node.putObject("most_balanced_rejection"), evaluated.mostBalanced());
        }
    }
}
