package io.glossa.recipes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.SentimentAnalyzer;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a fine-tuned model learned from and how it did, as its card and manifest tell it. Not thread-safe. */
final class TunedReport {
    private static final String EVERYDAY = "everyday";

    private final TunedRecipe recipe;
    private final TunedTexts texts;
    private final long seed;
    private final Map<DataSet, BothPrecisions> measured = new TreeMap<>();
    private BothPrecisions everyday = new BothPrecisions(0, 0, 0, 0);
    private String examples = "";
    private BehaviourResult behaviour = new BehaviourResult(List.of(), List.of());

    TunedReport(TunedRecipe recipe, TunedTexts texts, long seed) {
        this.recipe = recipe;
        this.texts = texts;
        this.seed = seed;
    }

    /** Asks the finished model for everything that is told about it. */
    void measure(Path data, SentimentAnalyzer full, SentimentAnalyzer small) {
        recipe.measured().forEach(set -> measured.put(set, BothPrecisions.of(set.dev(data), full, small)));
        everyday = BothPrecisions.of(CardTexts.everyday(recipe.language()), full, small);
        behaviour = BehaviourSuite.of(recipe.language()).run(some -> small.classify(some).stream().map(Reading::of).toList());
        examples = CardTexts.rows(recipe.examples(), small.classify(recipe.examples()));
    }

    /** Sets and accuracies, rows of a table in Markdown. */
    String table() {
        return measured.entrySet().stream().map(e -> e.getValue().row(e.getKey().folder() + ", dev")).collect(Collectors.joining("\n"))
                + "\n" + everyday.row(EVERYDAY);
    }

    /**
     * The model's README.md.
     *
     * @param trained what the trainer wrote
     * @param adapter the factors as the repository keeps them
     */
    byte[] card(Path trained, Path adapter) {
        String body = Template.fill(CardTexts.template("fine-tuned.md"), Map.ofEntries(
                Map.entry("measured", table()),
                Map.entry("everyday", CardTexts.everydayFile(recipe.language())),
                Map.entry("cases", Integer.toString(behaviour.cases().size())),
                Map.entry("met", Integer.toString(behaviour.passed())),
                Map.entry("examples", examples),
                Map.entry("method", sentence(method())),
                Map.entry("factors", megabytes(adapter)),
                Map.entry("data", data()),
                Map.entry("seed", Long.toString(seed)),
                Map.entry("options", recipe.training()),
                Map.entry("heldOut", String.format(Locale.ROOT, "%,d", texts.held().size())),
                Map.entry("bestHeldOut", String.format(Locale.ROOT, "%.1f", 100 * heldOut(trained))),
                Map.entry("command", recipe.command())));
        return Template.fill(CardTexts.template(recipe.name() + ".md"), Map.of("body", body)).getBytes(StandardCharsets.UTF_8);
    }

    private String data() {
        return texts.counts().entrySet().stream().map(e -> String.format(Locale.ROOT, "| %s | %,d | %s |", e.getKey().title(), e.getValue(),
                e.getKey().licence())).collect(Collectors.joining("\n"));
    }

    private String method() {
        return "low-rank factors (LoRA) on " + recipe.base() + ", learned from labels"
                + (recipe.teachers().isEmpty() ? "" : " and the answers of " + String.join(", ", recipe.teachers()));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static String megabytes(Path file) {
        try {
            return String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accuracy of the best epoch on what was held out. */
    private static double heldOut(Path trained) {
        try {
            double best = 0;
            for (String line : Files.readAllLines(trained.resolve("history.jsonl"))) {
                JsonNode node = SafeJson.object(line.getBytes(StandardCharsets.UTF_8), "history.jsonl");
                best = node.path("best").asBoolean() ? node.path("dev").path("accuracy").asDouble() : best;
            }
            return best;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the manifest says was measured. */
    ObjectNode metrics() {
        ObjectNode metrics = Measured.json(measured);
        metrics.putObject(EVERYDAY).put("examples", everyday.texts()).put("accuracy", everyday.accuracy().value())
                .put("fp32Accuracy", everyday.fullAccuracy().value());
        metrics.putObject("behaviour").put("examples", behaviour.cases().size()).put("met", behaviour.passed());
        return metrics;
    }

    /** What the manifest says about how the model was made. */
    ObjectNode provenance() {
        ObjectNode provenance = SafeJson.mapper().createObjectNode();
        provenance.put("recipe", recipe.program().getName());
        provenance.put("command", recipe.command());
        provenance.put("method", method());
        provenance.put("seed", seed);
        provenance.set("training", SafeJson.object(recipe.training().getBytes(StandardCharsets.UTF_8), "training"));
        if (!recipe.kept().isEmpty()) {
            recipe.kept().forEach(provenance.putObject("int8").putArray("kept")::add);
        }
        ArrayNode sets = provenance.putArray("data");
        texts.counts().forEach((set, count) -> sets.addObject().put("file", set.title()).put("examples", count).put("licence", set.licence()));
        return provenance;
    }
}
