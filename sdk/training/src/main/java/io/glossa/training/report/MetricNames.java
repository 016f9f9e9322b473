package io.glossa.training.report;

import io.glossa.evaluation.Metric;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What metrics are called: by programs, by people, by the hub. */
final class MetricNames {
    /** Names of the hub that differ from the keys of {@link Metric}. */
    private static final Map<String, String> HUB = Map.of("macro_f1", "f1", "micro_f1", "f1", "weighted_f1", "f1", "samples_f1", "f1",
            "mcc", "matthews_correlation", "brier", "brier_score", "r2", "r_squared", "pearson", "pearsonr", "spearman", "spearmanr");

    private MetricNames() {}

    /** The name for people of a metric that has a key; else what it is called already. */
    static String title(String name) {
        return Arrays.stream(Metric.values()).filter(metric -> metric.key().equals(name)).map(Metric::title).findFirst()
                .orElseGet(() -> name.matches("[a-z0-9_]+") ? name.replace('_', ' ') : name);
    }

    /** The name of a metric on the hub, or a name of the same kind. */
    static String hub(String name) {
        String key = Arrays.stream(Metric.values()).filter(metric -> metric.title().equals(name)).map(Metric::key).findFirst()
                .orElseGet(() -> name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_"));
        return HUB.getOrDefault(key, key);
    }
}
