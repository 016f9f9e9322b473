package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.SentimentAnalyzer;
import io.glossa.assembly.AdapterModel;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.Precision;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a fine-tuned model of sentiment: teachers, a student that learns low-rank factors from their answers and the labels, and its
 * files in the repository, measured as they are served.
 *
 * <p>Each stage is a folder in the work folder and is not made again if it is there; one that was ended in the middle goes on from its
 * last checkpoint. The development sets are read in the last stage alone, once.
 */
final class TunedProgram {
    private static final long SEED = 13;
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
        for (int i = 1; i <= recipe.teachers(); i++) {
            train("teacher-" + i, recipe.teacherBase(), recipe.teacher(), SEED + i, false, texts);
        }
        train("student", recipe.base(), recipe.student(), SEED, true, texts);
        write(texts);
    }

    private void train(String stage, String base, String json, long seed, boolean student, TunedTexts texts) throws IOException {
        Path out = work.resolve(stage);
        if (Files.exists(out)) {
            System.out.println(stage + ": is there");
            return;
        }
        TrainingOptions.Builder options = TrainingOptions.parse(json, recipe.name() + ", " + stage).toBuilder().seed(seed).bfloat16(BFLOAT16);
        ClassifierTrainer.Builder trainer = ClassifierTrainer.builder(base).threads(THREADS).resume(true).listener(listener(stage));
        if (student) {
            options.adapter(true);
            for (int i = 1; i <= recipe.teachers(); i++) {
                trainer.teacher(work.resolve("teacher-" + i).toString());
            }
        }
        trainer.options(options.build()).build().train(TunedTexts.dataset(recipe.name(), texts.train()),
                TunedTexts.dataset(recipe.name() + ", held out", texts.held()), out);
    }

    private static TrainingListener listener(String stage) {
        return new TrainingListener() {
            @Override
            public void phase(String phase) {
                System.out.println(stage + ": " + phase);
            }

            @Override
            public void evaluation(int run, TrainingEvaluation evaluation) {
                System.out.printf(Locale.ROOT, "%s, epoch %.1f: %s, %.0f s%n", stage, evaluation.epoch(), evaluation.metrics(), evaluation.seconds());
            }
        };
    }

    private void write(TunedTexts texts) throws IOException {
        AdapterDirectory directory = new AdapterDirectory(folder, work.resolve("student"), recipe.base(), recipe.language());
        directory.writeModel();
        ObjectNode provenance = provenance(texts);
        directory.writeManifest(SafeJson.mapper().createObjectNode(), provenance);
        Path served = work.resolve("served");
        AdapterModel.assemble(folder, served, work.resolve("assembly"));
        Map<DataSet, BothPrecisions> measured = new TreeMap<>();
        try (SentimentAnalyzer full = analyzer(served, Precision.FP32); SentimentAnalyzer small = analyzer(served, Precision.INT8)) {
            recipe.measured().forEach(set -> measured.put(set, BothPrecisions.of(set.dev(data), full, small)));
        }
        directory.writeManifest(Measured.json(measured), provenance);
        AdapterModel.assemble(folder, served, work.resolve("assembly"));
        measured.forEach((set, both) -> System.out.println(both.row(set.folder() + ", dev")));
    }

    private static SentimentAnalyzer analyzer(Path folder, Precision precision) {
        return SentimentAnalyzer.builder(folder.toAbsolutePath().toString()).precision(precision).threads(THREADS).build();
    }

    private ObjectNode provenance(TunedTexts texts) {
        ObjectNode provenance = SafeJson.mapper().createObjectNode();
        provenance.put("recipe", recipe.program().getName());
        provenance.put("command", recipe.command());
        provenance.put("method", "low-rank factors (LoRA) on " + recipe.base() + ", learned from labels and the answers of " + recipe.teachers()
                + " teachers, themselves fine-tuned from " + recipe.teacherBase());
        provenance.put("seed", SEED);
        provenance.set("teacher", SafeJson.object(recipe.teacher().getBytes(StandardCharsets.UTF_8), "teacher"));
        provenance.set("student", SafeJson.object(recipe.student().getBytes(StandardCharsets.UTF_8), "student"));
        if (!recipe.kept().isEmpty()) {
            recipe.kept().forEach(provenance.putObject("int8").putArray("kept")::add);
        }
        ArrayNode sets = provenance.putArray("data");
        texts.counts().forEach((set, count) -> sets.addObject().put("file", set.title()).put("examples", count).put("licence", set.licence()));
        return provenance;
    }
}
