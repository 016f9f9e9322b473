package io.glossa.training.report;

import io.glossa.training.report.QualityReport.Metric;
import io.glossa.training.report.ReportData.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The head of a model card: a small part of YAML, so small that simple readers understand it too. Values that are not plain words stand
 * in double quotes with the escapes of JSON, which are YAML's as well. Lists are written one entry a line.
 */
final class CardHead {
    private CardHead() {}

    static String write(ReportData data, ModelCard.CardFacts facts) {
        StringBuilder out = new StringBuilder("---\n");
        if (!facts.license().isEmpty()) {
            out.append("license: ").append(scalar(facts.license())).append('\n');
        }
        list(out, "language", facts.languages());
        out.append("library_name: glossa\npipeline_tag: text-classification\n");
        if (!data.base().isEmpty()) {
            out.append("base_model: ").append(scalar(data.base())).append('\n');
        }
        list(out, "datasets", facts.dataSets());
        Set<String> tags = new LinkedHashSet<>(List.of("glossa"));
        if (data.task() == Task.MULTI_LABEL) {
            tags.add("multi-label");
        } else if (data.task() == Task.REGRESSION) {
            tags.add("regression");
        }
        tags.addAll(facts.tags());
        list(out, "tags", List.copyOf(tags));
        Set<String> metrics = new LinkedHashSet<>();
        data.quality().metrics().forEach(m -> metrics.add(MetricNames.hub(m.name())));
        list(out, "metrics", List.copyOf(metrics));
        results(out, data);
        return out.append("---\n").toString();
    }

    private static void results(StringBuilder out, ReportData data) {
        List<Metric> finite = new ArrayList<>(data.quality().metrics());
        finite.removeIf(m -> !Double.isFinite(m.value()));
        if (finite.isEmpty()) {
            return;
        }
        out.append("model-index:\n  - name: ").append(scalar(data.model())).append("\n    results:\n      - task:\n");
        out.append("          type: text-classification\n        dataset:\n");
        String name = data.quality().dataSet();
        out.append("          name: ").append(scalar(name)).append("\n          type: ").append(scalar(name)).append('\n');
        out.append("        metrics:\n");
        for (Metric metric : finite) {
            out.append("          - type: ").append(scalar(MetricNames.hub(metric.name()))).append("\n            name: ").append(scalar(MetricNames.title(metric.name())))
                    .append("\n            value: ").append(String.format(Locale.ROOT, "%.6f", metric.value())).append('\n');
        }
    }

    private static void list(StringBuilder out, String key, List<String> values) {
        if (!values.isEmpty()) {
            out.append(key).append(":\n");
            values.forEach(value -> out.append("  - ").append(scalar(value)).append('\n'));
        }
    }

    /** A string: plain if no reader of YAML could take it for anything else. */
    static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z][A-Za-z0-9._/-]*[A-Za-z0-9]")
                && !Set.of("true", "false", "yes", "no", "on", "off", "null").contains(value.toLowerCase(Locale.ROOT));
        if (plain) {
            return value;
        }
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xD800 && c < 0xE000
                    || (c & 0xFFFE) == 0xFFFE) {
                out.append(c >= 0xD800 && c < 0xE000 || c > 0xFFFF ? "�" : String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }
}
