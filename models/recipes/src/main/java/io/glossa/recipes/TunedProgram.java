package io.glossa.recipes;

import io.glossa.SentimentAnalyzer;
import io.glossa.assembly.AdapterModel;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes a fine-tuned model of sentiment: low-rank factors learned from labels and, where the recipe names any, the answers of teachers;
 * and its files in the repository, measured as they are served.
 *
 * <p>What was trained lies in the work folder and is not made again if it is there; a training that was ended in the middle goes on from
 * its last checkpoint. The development sets are measured at the end alone, once.
 */
final class TunedProgram {
    private static final long SEED = Long.getLong("seed", 13);
    private static final int THREADS = Integer.getInteger("threads", 1);
    /** Less than 1 for a trial. */
    private static final double SHARE = Double.parseDouble(System.getProperty("share", "1"));
    private static final boolean BFLOAT16 = Boolean.parseBoolean(System.getProperty("bfloat16", "true"));

    private final TunedRecipe recipe;
    private final Path data;
    private final Path folder;
    private final Path work;

    private TunedProgram(TunedRecipe recipe, Path data, Path folder, Path work) {
        this.recipe = recipe;
        this.data = data;
        this.folder = folder;
        this.work = work;
    }

    /** Runs a recipe with the arguments of its program. */
    static void main(TunedRecipe recipe, String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: " + recipe.program().getSimpleName() + " DATA_FOLDER MODEL_FOLDER WORK_FOLDER");
            System.exit(2);
        }
        new TunedProgram(recipe, Path.of(args[0]), Path.of(args[1]), Files.createDirectories(Path.of(args[2]))).run();
    }

    private void run() throws IOException {
        TunedTexts texts = TunedTexts.read(recipe, data, SEED, SHARE);
        System.out.printf(Locale.ROOT, "%,d texts to learn from, %,d held out%n", texts.train().size(), texts.held().size());
        train(texts);
        write(texts);
    }

    private void train(TunedTexts texts) throws IOException {
        if (Files.exists(trained())) {
            System.out.println("trained already");
            return;
        }
        TrainingOptions options = TrainingOptions.parse(recipe.training(), recipe.name()).toBuilder().seed(SEED).bfloat16(BFLOAT16)
                .adapter(true).build();
        ClassifierTrainer.Builder trainer = ClassifierTrainer.builder(recipe.base()).threads(THREADS).resume(true).listener(listener())
                .options(options);
        recipe.teachers().forEach(trainer::teacher);
        trainer.build().train(TunedTexts.dataset(recipe.name(), texts.train()),
                TunedTexts.dataset(recipe.name() + ", held out", texts.held()), trained());
    }

    private Path trained() {
        return work.resolve("trained");
    }

    private static TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public void phase(String phase) {
                System.out.println(phase);
            }

            @Override
            public void evaluation(int run, TrainingEvaluation evaluation) {
                System.out.printf(Locale.ROOT, "epoch %.1f: %s, %.0f s%n", evaluation.epoch(), evaluation.metrics(), evaluation.seconds());
            }
        };
    }

    private void write(TunedTexts texts) throws IOException {
        AdapterDirectory directory = new AdapterDirectory(folder, trained(), recipe.base(), recipe.language());
        TunedReport report = new TunedReport(recipe, texts, SEED);
        directory.writeModel();
        // The factors are the project's own, whatever the licence of their base.
        directory.write("LICENSE", ModelStore.defaults().open("base-en").read("LICENSE"));
        directory.writeManifest(SafeJson.mapper().createObjectNode(), report.provenance());
        Path served = assemble();
        try (SentimentAnalyzer full = analyzer(folder, Precision.FP32); SentimentAnalyzer small = analyzer(served, Precision.INT8)) {
            report.measure(data, full, small);
        }
        directory.write("README.md", report.card(trained(), folder.resolve(AdapterDirectory.ADAPTER)));
        directory.writeManifest(report.metrics(), report.provenance());
        assemble();
        System.out.println(report.table());
    }

    /** The model as the build makes it, in a folder of its own. */
    private Path assemble() throws IOException {
        Path served = work.resolve("served");
        AdapterModel.assemble(folder, served, work.resolve("assembly"));
        return served;
    }

    private static SentimentAnalyzer analyzer(Path folder, Precision precision) {
        return SentimentAnalyzer.builder(folder.toAbsolutePath().toString()).precision(precision).threads(THREADS).build();
    }
}
