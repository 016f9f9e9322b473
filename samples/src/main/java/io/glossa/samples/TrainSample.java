package io.glossa.samples;

import io.glossa.TextClassifier;
import io.glossa.data.Dataset;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import java.nio.file.Path;

/** How do I train a classifier on my own file of texts and labels? */
public final class TrainSample {
    private TrainSample() {}

    /** Takes a base model such as base-en, a .csv or .tsv with the columns text and label, and the folder to write. */
    public static void main(String[] args) {
        String base = args[0];
        Path file = Path.of(args[1]);
        Path out = Path.of(args[2]);
        // snippet:train
        TrainingResult result = ClassifierTrainer.builder(base)
                .options(TrainingOptions.builder().epochs(3).checkpointEvery(500).build())
                .resume(true)
                .listener(new TrainingListener() {
                    @Override
                    public void evaluation(int run, TrainingEvaluation measured) {
                        System.out.println("epoch " + measured.epoch() + ": accuracy " + measured.metrics().get("accuracy"));
                    }
                })
                .build()
                .train(Dataset.read(file), out);
        System.out.println("what is served is within 1e-4 of the trainer: " + (result.servedDifference() < 1e-4));
        try (var classifier = TextClassifier.load(out.toString())) {
            System.out.println(classifier.classify("I would buy it again.").best().label());
        }
        // end
    }
}
