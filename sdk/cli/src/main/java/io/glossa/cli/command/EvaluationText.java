package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.evaluation.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations for people. */
final class EvaluationText {
    private static final int MOST_LABELS = 30;
    private static final int MOST_CONFUSIONS = 5;

    private final StringBuilder text = new StringBuilder();

    private EvaluationText() {}

    static String of(ObjectNode result) {
        EvaluationText text = new EvaluationText();
        text.line("%-26s %d", "texts", result.get("examples").asLong());
        for (Metric metric : Metric.values()) {
            if (result.has(metric.key()) && !repeats(metric, result)) {
                text.line("%-26s %s", metric.title(), value(result, metric.key()));
            }
        }
        text.labels(result.path("per_label"));
        text.confusions(result.path("confusion"));
        text.outOfScope(result.path("out_of_scope"));
        text.slices(result.path("slices"));
        text.comparison(result.path("compare"), result);
        text.errors(result.path("errors"));
        text.fitted(result.path("fitted"));
        return text.text.toString().stripTrailing();
    }

    /** Of single-label models the micro averages and weighted recall are the accuracy. */
    private static boolean repeats(Metric metric, ObjectNode result) {
        return !result.has(Metric.HAMMING_LOSS.key()) && switch (metric) {
            case MICRO_F1, MICRO_PRECISION, MICRO_RECALL, WEIGHTED_RECALL -> true;
            case WEIGHTED_ROC_AUC, WEIGHTED_AVERAGE_PRECISION -> result.get("per_label").size() == 2;
            default -> false;
        };
    }

    private void labels(JsonNode perLabel) {
        List<Map.Entry<String, JsonNode>> labels = new ArrayList<>();
        perLabel.fields().forEachRemaining(labels::add);
        if (labels.isEmpty()) {
            return;
        }
        line("");
        if (labels.size() > MOST_LABELS) {
            line("the %d labels of %d with the lowest F1; --format json has all", MOST_LABELS, labels.size());
            labels.sort(Comparator.comparingDouble(label -> label.getValue().get("f1").asDouble()));
            labels = labels.subList(0, MOST_LABELS);
        }
        int width = Math.max(5, labels.stream().mapToInt(label -> label.getKey().length()).max().orElse(5));
        line("%-" + width + "s  precision  recall     F1  95 %% of F1       texts", "label");
        for (Map.Entry<String, JsonNode> label : labels) {
            JsonNode node = label.getValue();
            line("%-" + width + "s      %.3f   %.3f  %.3f  %-14s %6d", label.getKey(), node.get("precision").asDouble(),
                    node.get("recall").asDouble(), node.get("f1").asDouble(), interval(node.get("f1_interval")),
                    node.get("support").asLong());
        }
    }

    private void confusions(JsonNode confusion) {
        record Confusion(String right, String given, long count) {}

        List<Confusion> confusions = new ArrayList<>();
        JsonNode names = confusion.path("labels");
        for (int r = 0; r < names.size(); r++) {
            for (int c = 0; c < names.size(); c++) {
                long count = confusion.get("rows").get(r).get(c).asLong();
                if (r != c && count > 0) {
                    confusions.add(new Confusion(names.get(r).asText(), names.get(c).asText(), count));
                }
            }
        }
        confusions.sort(Comparator.comparingLong(Confusion::count).reversed());
        if (!confusions.isEmpty()) {
            line("");
            line("most often confused");
            confusions.stream().limit(MOST_CONFUSIONS)
                    .forEach(one -> line("%6d  %s taken for %s", one.count(), one.right(), one.given()));
        }
    }

    private void outOfScope(JsonNode scope) {
        if (scope.isMissingNode()) {
            return;
        }
        line("");
        line("%-26s %d", "out of scope", scope.get("examples").asLong());
        if (scope.has("roc_auc")) {
            line("%-26s %.3f", "  ROC AUC of the score", scope.get("roc_auc").asDouble());
        }
        if (scope.has("threshold")) {
            rejection("  rejected below", scope);
        }
    }

    private void rejection(String title, JsonNode node) {
        line("%-26s %.4f", title, node.get("threshold").asDouble());
        line("%-26s %s", "    in-scope accuracy", value(node, "in_scope_accuracy"));
        line("%-26s %s", "    out-of-scope recall", value(node, "recall"));
        line("%-26s %s", "    out-of-scope precision", value(node, "precision"));
        line("%-26s %.3f", "    accuracy over all", node.get("accuracy").asDouble());
    }

    private void slices(JsonNode slices) {
        String by = "";
        for (JsonNode slice : slices) {
            if (!slice.get("by").asText().equals(by)) {
                by = slice.get("by").asText();
                line("");
                line("by %s", by);
            }
            StringBuilder metrics = new StringBuilder();
            for (Metric metric : Metric.values()) {
                if (slice.has(metric.key())) {
                    metrics.append(String.format(Locale.ROOT, "  %s %s", metric.title(), value(slice, metric.key())));
                }
            }
            line("%-20s %6d%s", slice.get("group").asText().isEmpty() ? "(none)" : slice.get("group").asText(),
                    slice.get("examples").asLong(), metrics);
        }
    }

    private void comparison(JsonNode compare, ObjectNode result) {
        if (compare.isMissingNode()) {
            return;
        }
        line("");
        line("against %s, the second model", compare.get("model").asText());
        line("%-26s  first  second  difference", "");
        Map<String, JsonNode> rows = new HashMap<>();
        compare.get("metrics").forEach(row -> rows.put(row.get("metric").asText(), row));
        for (Metric metric : Metric.values()) {
            JsonNode row = rows.get(metric.key());
            if (row != null && !repeats(metric, result)) {
                String difference = String.format(Locale.ROOT, "%+.3f", row.get("difference").asDouble());
                line("%-26s %6s  %6s      %s  %s", metric.title(), number(row.get("first")), number(row.get("second")),
                        difference.equals("-0.000") ? "+0.000" : difference,
                        row.has("difference_interval") ? "(95 % " + interval(row.get("difference_interval")) + ")" : "");
            }
        }
        JsonNode test = compare.path("mcnemar");
        if (!test.isMissingNode()) {
            line("McNemar: %d right only by the first, %d only by the second; p = %.4g exact, %.4g mid-p",
                    test.get("only_first").asLong(), test.get("only_second").asLong(), test.get("exact_p").asDouble(),
                    test.get("mid_p").asDouble());
        }
    }

    private void errors(JsonNode errors) {
        if (errors.isEmpty()) {
            return;
        }
        line("");
        line("worst errors");
        for (JsonNode error : errors) {
            String detail = error.has("loss")
                    ? String.format(Locale.ROOT, "  loss %.3f  score %.3f", error.get("loss").asDouble(), error.get("score").asDouble())
                    : "";
            line("line %-8d right %s, given %s%s", error.get("line").asLong(), names(error.get("right")),
                    names(error.get("predicted")), detail);
            if (error.has("text")) {
                line("    %s", flat(error.get("text").asText()));
            }
            if (error.has("text_pair")) {
                line("    %s", flat(error.get("text_pair").asText()));
            }
        }
    }

    private void fitted(JsonNode fitted) {
        if (fitted.isMissingNode()) {
            return;
        }
        line("");
        line("fitted to these texts, for others");
        line("%-26s %.4f", "  temperature", fitted.get("temperature").asDouble());
        if (fitted.has("threshold")) {
            line("%-26s %.4f", "  one threshold", fitted.get("threshold").asDouble());
            fitted.get("thresholds").fields().forEachRemaining(
                    label -> line("%-26s %.4f", "  " + label.getKey(), label.getValue().asDouble()));
        }
        if (fitted.has("most_accurate_rejection")) {
            rejection("  most accurate below", fitted.get("most_accurate_rejection"));
            rejection("  most balanced below", fitted.get("most_balanced_rejection"));
        }
    }

    private static String names(JsonNode node) {
        if (node.isNumber()) {
            return number(node);
        }
        List<String> names = new ArrayList<>();
        node.forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String value(JsonNode node, String name) {
        String value = number(node.get(name));
        return node.has(name + "_interval") ? value + "  (95 % " + interval(node.get(name + "_interval")) + ")" : value;
    }

    /** Three decimals, and no sign where these are zeros. */
    private static String number(JsonNode node) {
        String number = String.format(Locale.ROOT, "%.3f", node.asDouble());
        return number.equals("-0.000") ? "0.000" : number;
    }

    private static String interval(JsonNode interval) {
        return number(interval.get(0)) + " to " + number(interval.get(1));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
