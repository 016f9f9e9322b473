package io.glossa.training;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import java.nio.file.Path;
import java.util.Set;

/** A distillation in a process of its own, to be ended by force: says each phase and step. */
public final class DistillationProcess {
    private DistillationProcess() {}

    /** Arguments: teacher, folder of the model. */
    public static void main(String[] args) {
        // More texts than are asked about at a time, so that some answers can be there when it ends.
        Dataset unlabelled = Dataset.of("unlabelled", SmallData.single(2500, 5).examples()
                .map(example -> Example.of(example.text().text(), Set.of())).toList());
        TrainingOptions options = TrainingOptions.builder().epochs(1).learningRate(1e-3).batchSize(128).checkpointEvery(4).layers(1).build();
        ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(options).threads(1).teacher(args[0]).unlabelled(unlabelled)
                .resume(true).listener(new TrainingListener() {
                    @Override
                    public void phase(String phase) {
                        say(phase);
                    }

                    @Override
                    public void step(TrainingProgress progress) {
                        say("step " + progress.step());
                    }
                }).build().train(SmallData.single(60, 1), SmallData.single(30, 2), Path.of(args[1]));
        say("done");
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
