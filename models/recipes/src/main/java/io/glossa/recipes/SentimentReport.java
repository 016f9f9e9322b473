package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.SentimentAnalyzer;
import io.glossa.base.internal.SafeJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was tried, learnt from and measured in a run of a recipe, as the model's card and manifest tell it. Not
 * thread-safe.
 */
final class SentimentReport {
    private final Recipe recipe;
    private final Trial chosen;
    private final List<Trial> trials;
    private final Map<DataSet, List<Sample>> samples;
    private final long seed;
    private final double heldOut;
    private final Map<DataSet, BothPrecisions> measured = new TreeMap<>();
    private String examples = "";

    SentimentReport(Recipe recipe, Trial chosen, List<Trial> trials, Map<DataSet, List<Sample>> samples, long seed,
            double heldOut) {
        this.recipe = recipe;
        this.chosen = chosen;
        this.trials = List.copyOf(trials);
        this.samples = samples;
        this.seed = seed;
        this.heldOut = heldOut;
    }

    /** Measures the finished model on texts it has not learnt from. */
    void measure(DataSet set, List<LabelledText> texts, SentimentAnalyzer full, SentimentAnalyzer small) {
        measured.put(set, BothPrecisions.of(texts, full, small));
    }

    /** Asks the finished model for the examples of the card. */
    void examples(SentimentAnalyzer analyzer) {
        examples = CardTexts.rows(recipe.examples(), analyzer.classify(recipe.examples()));
    }

    /** Development sets and accuracies, a table in Markdown. */
    String table() {
        return measured.entrySet().stream()
                .map(e -> e.getValue().row(e.getKey().folder() + ", dev"))
                .collect(Collectors.joining("\n"));
    }

    /** The model's README.md. */
    byte[] card() {
        return Template.fill(CardTexts.template(recipe.name() + ".md"), Map.of(
                "measured", table(),
                "data", data(),
                "trials", best(),
                "examples", examples,
                "heldOut", String.format(Locale.ROOT, "%.0f", 100 * heldOut),
                "seed", Long.toString(seed),
                "c", number(chosen.c()),
                "mix", chosen.mix().name(),
                "command", recipe.command())).getBytes(StandardCharsets.UTF_8);
    }

    private String data() {
        return chosen.mix().parts().stream()
                .map(part -> String.format(Locale.ROOT, "| %s | %,d | %d | %s |", part.set().title(), Mix.count(part, samples),
                        part.times(), part.set().licence()))
                .collect(Collectors.joining("\n"));
    }

    /** The best trial of each mix. */
    private String best() {
        return recipe.mixes().stream()
                .map(mix -> Trial.best(trials.stream().filter(trial -> trial.mix().equals(mix)).toList()))
                .map(trial -> String.format(Locale.ROOT, "| %s | %s | %s | %.1f | %.3f |", trial.mix().name(), number(trial.c()),
                        trial.accuracy().values().stream()
                                .map(accuracy -> String.format(Locale.ROOT, "%.1f", 100 * accuracy.value()))
                                .collect(Collectors.joining(" | ")),
                        100 * trial.meanAccuracy(), trial.logLoss()))
                .collect(Collectors.joining("\n"));
    }

    /** What the manifest says was measured. */
    ObjectNode metrics() {
        return Measured.json(measured);
    }

    /** What the manifest says about how the model was made. */
    ObjectNode provenance() {
        ObjectNode provenance = SafeJson.mapper().createObjectNode();
        provenance.put("recipe", recipe.program().getName());
        provenance.put("command", recipe.command());
        provenance.put("method", "L2-regularised logistic regression (liblinear, L2R_LR) on the frozen embeddings");
        provenance.put("seed", seed);
        provenance.put("c", chosen.c());
        if (!recipe.kept().isEmpty()) {
            recipe.kept().forEach(provenance.putObject("int8").putArray("kept")::add);
        }
        ArrayNode data = provenance.putArray("data");
        chosen.mix().parts().forEach(part -> data.addObject()
                .put("file", part.set().title())
                .put("examples", Mix.count(part, samples))
                .put("times", part.times())
                .put("licence", part.set().licence()));
        return provenance;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
