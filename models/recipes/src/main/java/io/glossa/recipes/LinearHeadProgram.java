package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Embedding;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextEmbedder;
import io.glossa.assembly.HeadModel;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.Manifest;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a linear head on the frozen embeddings of another model.
 *
 * <p>Texts are embedded once; mixes of data and strengths of regularisation are compared on a part held out of the training
 * sets; the best is fitted on all of them; the finished directory is measured once on the development sets through the public
 * API, and its card and manifest say the result.
 */
final class LinearHeadProgram {
    private static final long SEED = 13;
    private static final double HELD_OUT = 0.2;
    private static final double[] COSTS = {0.1, 0.3, 1, 3, 10};
    /** How many threads embed, by a system property. Vectors don't depend on it. */
    private static final int THREADS = Integer.getInteger("threads", 1);

    private final Recipe recipe;

    private LinearHeadProgram(Recipe recipe) {
        this.recipe = recipe;
    }

    /** Runs a recipe with the arguments of its program. */
    static void main(Recipe recipe, String[] args) {
        if (args.length != 3) {
            System.err.println("usage: " + recipe.program().getSimpleName() + " DATA_FOLDER MODEL_FOLDER CACHE_FOLDER");
            System.exit(2);
        }
        new LinearHeadProgram(recipe).run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    private void run(Path data, Path folder, Path cache) {
        Map<DataSet, List<Sample>> samples = samples(data, cache);
        List<Trial> trials = trials(Holdout.of(samples, HELD_OUT));
        Trial chosen = Trial.best(trials);
        System.out.printf(Locale.ROOT, "chosen: %s, C %s%n", chosen.mix().name(), chosen.c());
        BinaryHead head = LogisticRegression.fit(chosen.mix().of(samples), chosen.c());

        HeadDirectory directory = new HeadDirectory(folder, recipe.base(), recipe.language());
        directory.writeHead(head);
        // The head is the project's own, whatever the licence of its base.
        directory.write("LICENSE", ModelStore.defaults().open("base-en").read("LICENSE"));
        ObjectNode none = SafeJson.mapper().createObjectNode();
        directory.writeManifest(none, none);
        SentimentReport report = new SentimentReport(recipe, chosen, trials, samples, SEED, HELD_OUT);
        directory.writeManifest(none, report.provenance());
        Path served = assemble(folder, cache);
        try (SentimentAnalyzer full = analyzer(served, Precision.FP32); SentimentAnalyzer small = analyzer(served, Precision.INT8)) {
            recipe.measured().forEach(set -> report.measure(set, set.dev(data), full, small));
            report.examples(small);
        }
        directory.write("README.md", report.card());
        directory.writeManifest(report.metrics(), report.provenance());
        assemble(folder, cache);
        System.out.println(report.table());
    }

    /** The model as the build makes it, in a folder of its own. */
    private static Path assemble(Path folder, Path cache) {
        try {
            Path served = cache.resolve("served");
            HeadModel.assemble(folder, served, cache.resolve("assembly"));
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SentimentAnalyzer analyzer(Path folder, Precision precision) {
        return SentimentAnalyzer.builder(folder.toAbsolutePath().toString()).precision(precision).threads(THREADS).build();
    }

    private Map<DataSet, List<Sample>> samples(Path data, Path cache) {
        Map<DataSet, List<Sample>> samples = new EnumMap<>(DataSet.class);
        try (TextEmbedder embedder = TextEmbedder.builder(recipe.base()).threads(THREADS).build()) {
            EmbeddingCache vectors = new EmbeddingCache(cache, checksum(),
                    texts -> embedder.embed(texts).stream().map(Embedding::vector).toList());
            Map<DataSet, List<LabelledText>> texts = texts(recipe, data);
            for (DataSet set : recipe.sets()) {
                List<LabelledText> some = texts.get(set);
                List<float[]> embedded = vectors.embed(some.stream().map(LabelledText::text).toList());
                List<Sample> all = new ArrayList<>(some.size());
                for (int i = 0; i < some.size(); i++) {
                    all.add(new Sample(some.get(i), embedded.get(i)));
                }
                samples.put(set, Holdout.shuffled(all, SEED));
                System.out.printf(Locale.ROOT, "%s: %,d texts embedded%n", set.title(), all.size());
            }
        }
        return samples;
    }

    /** What each set gives to learn from. */
    static Map<DataSet, List<LabelledText>> texts(Recipe recipe, Path data) {
        Map<DataSet, List<LabelledText>> texts = new EnumMap<>(DataSet.class);
        Set<String> taken = new HashSet<>();
        if (recipe.overlapping()) {
            recipe.measured().forEach(set -> set.dev(data).forEach(text -> taken.add(text.letters())));
        }
        for (DataSet set : recipe.sets()) {
            texts.put(set, set.train(data, recipe.overlapping() ? taken : new HashSet<>()));
        }
        return texts;
    }

    private String checksum() {
        // Whatever decides about vectors; a card may change.
        Map<String, Manifest.FileEntry> files = new TreeMap<>(ModelStore.defaults().open(recipe.base()).manifest().orElseThrow().files());
        files.keySet().removeAll(Set.of("README.md", "LICENSE"));
        return files.toString();
    }

    private List<Trial> trials(Holdout holdout) {
        List<Trial> trials = new ArrayList<>();
        for (Mix mix : recipe.mixes()) {
            for (double c : COSTS) {
                Trial trial = Trial.of(mix, c, holdout);
                trials.add(trial);
                System.out.printf(Locale.ROOT, "%-32s C %-5s %.2f %%, log loss %.4f, %s%n", mix.name(), c,
                        100 * trial.meanAccuracy(), trial.logLoss(), trial.accuracy());
            }
        }
        return trials;
    }
}
