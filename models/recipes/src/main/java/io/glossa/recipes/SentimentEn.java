package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Embedding;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextEmbedder;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Makes sentiment-en: a linear head on the frozen embeddings of base-en.
 *
 * <p>Texts are embedded once; mixes of data and strengths of regularisation are compared on a part held out of the training
 * sets; the best is fitted on all of them; the finished directory is measured once on the development sets through the public
 * API, and its card and manifest say the result.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentEn {
    private static final String BASE = "base-en";
    private static final long SEED = 13;
    private static final double HELD_OUT = 0.2;
    private static final double[] COSTS = {0.1, 0.3, 1, 3, 10};
    private static final List<DataSet> MEASURED =
            List.of(DataSet.SST2, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS);

    private SentimentEn() {}

    /**
     * Runs the recipe.
     *
     * @param args the folder of the data sets, the folder of the model to write, and a folder that keeps embeddings between
     *     runs
     */
    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println("usage: SentimentEn DATA_FOLDER MODEL_FOLDER CACHE_FOLDER");
            System.exit(2);
        }
        new SentimentEn().run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    private void run(Path data, Path folder, Path cache) {
        Map<DataSet, List<Sample>> samples = samples(data, cache);
        List<Trial> trials = trials(Holdout.of(samples, HELD_OUT));
        Trial chosen = Trial.best(trials);
        System.out.printf(Locale.ROOT, "chosen: %s, C %s%n", chosen.mix().name(), chosen.c());
        BinaryHead head = LogisticRegression.fit(chosen.mix().of(samples), chosen.c());

        HeadDirectory directory = new HeadDirectory(folder, BASE);
        directory.writeHead(head);
        directory.write("LICENSE", ModelStore.defaults().open(BASE).read("LICENSE"));
        ObjectNode none = SafeJson.mapper().createObjectNode();
        directory.writeManifest(none, none);
        SentimentReport report = new SentimentReport(chosen, trials, samples, SEED, HELD_OUT);
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(folder.toAbsolutePath().toString())) {
            MEASURED.forEach(set -> report.measure(set, set.dev(data), analyzer));
            report.examples(analyzer);
        }
        directory.write("README.md", report.card());
        directory.writeManifest(report.metrics(), report.provenance());
        System.out.println(report.table());
    }

    private static Map<DataSet, List<Sample>> samples(Path data, Path cache) {
        Map<DataSet, List<Sample>> samples = new EnumMap<>(DataSet.class);
        try (TextEmbedder embedder = TextEmbedder.load(BASE)) {
            EmbeddingCache vectors = new EmbeddingCache(cache, checksum(),
                    texts -> embedder.embed(texts).stream().map(Embedding::vector).toList());
            for (DataSet set : DataSet.values()) {
                List<LabelledText> texts = set.train(data);
                List<float[]> embedded = vectors.embed(texts.stream().map(LabelledText::text).toList());
                List<Sample> all = new ArrayList<>(texts.size());
                for (int i = 0; i < texts.size(); i++) {
                    all.add(new Sample(texts.get(i), embedded.get(i)));
                }
                samples.put(set, Holdout.shuffled(all, SEED));
                System.out.printf(Locale.ROOT, "%s: %,d texts embedded%n", set.title(), all.size());
            }
        }
        return samples;
    }

    private static String checksum() {
        ModelDirectory base = ModelStore.defaults().open(BASE);
        return base.manifest().orElseThrow().files().toString();
    }

    private static List<Trial> trials(Holdout holdout) {
        List<Trial> trials = new ArrayList<>();
        for (Mix mix : Mix.candidates()) {
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
