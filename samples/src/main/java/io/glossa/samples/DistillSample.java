package io.glossa.samples;

import io.glossa.data.Dataset;
import io.glossa.data.DatasetOptions;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import java.nio.file.Path;

/** How do I teach a small classifier what a large one knows, with texts that nobody has labelled? */
public final class DistillSample {
    private DistillSample() {}

    /** Takes a base model, the teacher, a file of labelled texts, one of texts alone, and the folder to write. */
    public static void main(String[] args) {
        String base = args[0];
        String teacher = args[1];
        Path labelled = Path.of(args[2]);
        Path texts = Path.of(args[3]);
        Path out = Path.of(args[4]);
        // snippet:distill
        TrainingResult result = ClassifierTrainer.builder(base)
                .teacher(teacher)
                .unlabelled(Dataset.read(texts, DatasetOptions.builder().unlabelled(true).build()))
                .options(TrainingOptions.builder().epochs(3).layers(2).pruneVocabulary(1).checkpointEvery(200).build())
                .resume(true)
                .build()
                .train(Dataset.read(labelled), out);
        System.out.println("accuracy: " + result.metrics().get("accuracy"));
        // end
    }
}
