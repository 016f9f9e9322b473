package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Comparison;
import io.glossa.evaluation.Interval;
import io.glossa.evaluation.LabelMetrics;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionEvaluation;
import io.glossa.evaluation.Rejection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Evaluations as JSON. Metrics that are undefined are left out. */
final class EvaluationFields {
    private EvaluationFields() {}

    static ObjectNode of(ClassificationEvaluation evaluation) {
        ObjectNode node = TextCommand.object().put("examples", evaluation.examples());
        Set<Metric> metrics = EnumSet.copyOf(evaluation.metrics());
        metrics(node, metrics, evaluation::value, evaluation.intervals(metrics));
        ObjectNode perLabel = node.putObject("per_label");
        evaluation.perLabel().forEach(label -> label(perLabel.putObject(label.label()), label, evaluation));
        if (!evaluation.confusion().isEmpty()) {
            ObjectNode confusion = node.putObject("confusion");
            evaluation.labels().forEach(confusion.putArray("labels")::add);
            ArrayNode rows = confusion.putArray("rows");
            evaluation.confusion().forEach(row -> row.forEach(rows.addArray()::add));
        }
        ArrayNode reliability = node.putArray("reliability");
        evaluation.reliability().forEach(bin -> reliability.addObject().put("low", bin.low()).put("high", bin.high())
                .put("count", bin.count()).put("mean_score", bin.meanScore()).put("accuracy", bin.accuracy()));
        return node;
    }

    static ObjectNode of(RegressionEvaluation evaluation) {
        ObjectNode node = TextCommand.object().put("examples", evaluation.examples());
        Set<Metric> metrics = EnumSet.copyOf(evaluation.metrics());
        metrics(node, metrics, evaluation::value, evaluation.intervals(metrics));
        return node;
    }

    private static void label(ObjectNode node, LabelMetrics label, ClassificationEvaluation evaluation) {
        node.put("precision", label.precision()).put("recall", label.recall()).put("f1", label.f1())
                .put("support", label.support());
        interval(node, "precision_interval", label.precisionInterval());
        interval(node, "recall_interval", label.recallInterval());
        interval(node, "f1_interval", label.f1Interval());
        put(node, Metric.ROC_AUC.key(), evaluation.rocAuc(label.label()));
        put(node, Metric.AVERAGE_PRECISION.key(), evaluation.averagePrecision(label.label()));
    }

    private static void metrics(ObjectNode node, Set<Metric> metrics, Function<Metric, OptionalDouble> values,
            Map<Metric, Interval> intervals) {
        for (Metric metric : metrics) {
            values.apply(metric).ifPresent(value -> node.put(metric.key(), value));
            if (intervals.containsKey(metric)) {
                interval(node, metric.key() + "_interval", intervals.get(metric));
            }
        }
    }

    static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresent(number -> node.put(name, number));
    }

    static void interval(ObjectNode node, String name, Interval interval) {
        node.putArray(name).add(interval.low()).add(interval.high());
    }

    static void comparison(ObjectNode node, Comparison comparison, Function<Metric, OptionalDouble> first,
            Function<Metric, OptionalDouble> second) {
        comparison.mcNemar().ifPresent(test -> node.putObject("mcnemar").put("only_first", test.onlyFirst())
                .put("only_second", test.onlySecond()).put("exact_p", test.exactP()).put("mid_p", test.midP()));
        ArrayNode metrics = node.putArray("metrics");
        Map<Metric, Interval> intervals = comparison.intervals(EnumSet.copyOf(comparison.metrics()));
        for (Metric metric : comparison.metrics()) {
            comparison.difference(metric).ifPresent(difference -> {
                ObjectNode row = metrics.addObject().put("metric", metric.key());
                put(row, "first", first.apply(metric));
                put(row, "second", second.apply(metric));
                row.put("difference", difference);
                if (intervals.containsKey(metric)) {
                    interval(row, "difference_interval", intervals.get(metric));
                }
            });
        }
    }

    /** Takes the evaluation of a group of texts. */
    @FunctionalInterface
    interface SliceUse {
        void put(String group, long examples, Set<Metric> metrics, Function<Metric, OptionalDouble> values,
                Function<Set<Metric>, Map<Metric, Interval>> intervals);
    }

    static void slices(ObjectNode node, SliceGroups groups, BiConsumer<List<String>, SliceUse> evaluate) {
        ArrayNode slices = TextCommand.object().arrayNode();
        groups.forEach((by, names) -> evaluate.accept(names, (group, examples, metrics, values, intervals) ->
                metrics(slices.addObject().put("by", by).put("group", group).put("examples", examples), metrics, values,
                        intervals.apply(metrics))));
        if (!slices.isEmpty()) {
            node.set("slices", slices);
        }
    }

    static void rejection(ObjectNode node, Rejection rejection) {
        node.put("threshold", rejection.threshold()).put("accuracy", rejection.accuracy())
                .put("in_scope_accuracy", rejection.inScopeAccuracy());
        interval(node, "in_scope_accuracy_interval", rejection.inScopeAccuracyInterval());
        node.put("recall", rejection.outOfScopeRecall());
        interval(node, "recall_interval", rejection.outOfScopeRecallInterval());
        node.put("precision", rejection.outOfScopePrecision());
        interval(node, "precision_interval", rejection.outOfScopePrecisionInterval());
    }
}
