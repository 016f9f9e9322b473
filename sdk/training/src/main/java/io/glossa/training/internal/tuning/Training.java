package io.glossa.training.internal.tuning;

import io.glossa.Device;
import io.glossa.data.Dataset;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.directory.NewFolder;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.PoolerStart;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.loop.Batches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One training from its data to its directory. Reads from top to bottom.
 *
 * @param base the base model
 * @param options what is asked for
 * @param device where it runs
 * @param store where the base is looked up
 * @param listener who hears of it
 * @param threads most threads
 * @param resume whether to go on from a checkpoint
 * @param command what repeats it; null to make it up from the options
 * @param engine opens a model for training
 */
public record Training(String base, TrainingOptions options, Device device, ModelStore store, TrainingListener listener, int threads,
        boolean resume, @Nullable String command, Function<ModelSpec, TrainableModel> engine) {
    /** Texts are cut here unless the caller says otherwise: most say what they are about before. */
    private static final int MAX_LENGTH = 256;

    /**
     * Trains and writes.
     *
     * @param dev null to hold out a part of the training data
     * @param target a folder that may be written
     */
    public TrainingResult run(Dataset train, @Nullable Dataset dev, Path target) throws IOException {
        ModelDirectory model = store.open(base);
        listener.phase("reading the data");
        Survey survey = Survey.of(train, options.task()).inOrder(ClassifierConfig.labelsOf(model));
        ClassifierConfig config = ClassifierConfig.of(model, survey);
        try (Tokenizer tokenizer = LoadedModel.tokenizer(model); ParameterSource source = ParameterSource.open(model)) {
            int length = maxLength(config, tokenizer);
            try (TrainingData data = TrainingData.read(train, dev, survey, options, tokenizer, length)) {
                Plan plan = Plan.of(options, survey, data.train().size(), config.encoder());
                PoolerStart pooler = options.poolerStart().orElse(ClassifierConfig.pooler(model));
                Batches.Padding padding = new Batches.Padding(
                        tokenizer.padTokenId().orElse(config.json().path("pad_token_id").asInt(0)), config.encoder().readsTypeIds());
                Path work = target.resolveSibling("." + target.getFileName() + ".training");
                if (!resume) {
                    NewFolder.delete(work);
                }
                List<FinishedRun> runs = new FineTuning(options, plan, config, source, pooler, data, padding, engine, place(), listener)
                        .run(work, resume, fingerprint(model, data));
                FinishedRun best = runs.stream().max(Comparator.comparingDouble(FinishedRun::score)).orElseThrow();
                listener.phase("writing the model");
                double difference = NewFolder.write(target, folder -> write(folder, model, config, plan, data, runs, best, work));
                NewFolder.delete(work);
                return new TrainingResult(target, survey.type(), survey.labels(), best.metrics(), runs.stream().map(Training::result).toList(),
                        best.run(), difference);
            }
        }
    }

    private double write(Path folder, ModelDirectory model, ClassifierConfig config, Plan plan, TrainingData data, List<FinishedRun> runs,
            FinishedRun best, Path work) throws IOException {
        OutputFolder out = new OutputFolder(folder);
        out.tokenizer(model);
        out.json("config.json", config.json());
        out.take(FineTuning.folder(work, best.run()).resolve(FinishedRun.WEIGHTS), "model.safetensors");
        out.graph(store);
        double difference = out.verify(store, data.dev(), best.devLogits(), threads, ModelFormat.ONNX);
        out.history(best.outcome().history());
        String repeats = command != null ? command : Command.of(base, options, data);
        out.manifest(Facts.manifest(model, options, plan, data, runs, best, difference, repeats));
        return difference;
    }

    private static TrainingResult.Run result(FinishedRun run) {
        return new TrainingResult.Run(run.seed(), run.metrics(), run.outcome().history(), run.outcome().steps(), run.outcome().bestStep(),
                run.outcome().seconds());
    }

    private int maxLength(ClassifierConfig config, Tokenizer tokenizer) {
        int limit = Math.min(config.encoder().maxTokens().orElse(Integer.MAX_VALUE), tokenizer.modelMaxLength().orElse(Integer.MAX_VALUE));
        int wanted = options.maxLength().orElse(Math.min(limit, MAX_LENGTH));
        if (wanted > config.encoder().maxTokens().orElse(Integer.MAX_VALUE)) {
            throw new InvalidInputException("max_length: expected at most " + config.encoder().maxTokens().getAsInt()
                    + " tokens, all that the model has positions for, found " + wanted);
        }
        return wanted;
    }

    private String place() {
        return device.kind() == Device.Kind.CUDA ? device.toString() : "cpu";
    }

    /** All that must be the same for a run to go on; when checkpoints are written and where it runs does not matter. */
    private String fingerprint(ModelDirectory model, TrainingData data) {
        String text = options.toBuilder().checkpointEvery(1).build().toJson() + "\n" + model.name() + "\n" + model.commit().orElse("") + "\n"
                + data.trainSource().sha256() + "\n" + (data.devSource() == null ? "" : data.devSource().sha256());
        return HexFormat.of().formatHex(TextReader.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
