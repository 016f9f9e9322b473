package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Device;
import io.glossa.base.internal.SafeJson;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.directory.NewFolder;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.PoolerStart;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.loop.Batches;
import io.glossa.training.internal.loop.Checkpoints;
import io.glossa.training.internal.loop.SoftTargets;
import io.glossa.training.internal.scratch.LstmBase;
import io.glossa.training.internal.scratch.LstmSettings;
import io.glossa.training.internal.torch.DeviceChoice;
import io.glossa.training.report.DataSummary;
import io.glossa.training.report.QualityReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * @param teachers classifiers to learn from
 * @param unlabelled texts that they alone say something of
 * @param engine opens a model for training
 */
public record Training(String base, TrainingOptions options, Device device, ModelStore store, TrainingListener listener, int threads,
        boolean resume, @Nullable String command, List<String> teachers, @Nullable Dataset unlabelled,
        Function<ModelSpec, TrainableModel> engine) {
    /** Texts are cut here unless the caller says otherwise: most say what they are about before. */
    private static final int MAX_LENGTH = 256;

    /**
     * Trains and writes.
     *
     * @param dev null to hold out a part of the training data
     * @param target a folder that may be written
     */
    public TrainingResult run(Dataset train, @Nullable Dataset dev, Path target) throws IOException {
        if (options.method() == TrainingMethod.LINEAR) {
            return linear(train, dev, target);
        }
        listener.phase("reading the data");
        Path work = work(target);
        ModelDirectory whole = store.open(options.method() == TrainingMethod.LSTM ? lstm(train, work) : base);
        requireOwnWeights(whole);
        Survey survey = Survey.of(train, options.task()).inOrder(ClassifierConfig.labelsOf(whole));
        PoolerStart pooler = options.poolerStart().orElse(ClassifierConfig.pooler(whole));
        ModelDirectory model = Students.of(whole, train, unlabelled, options, MAX_LENGTH, store, listener, work);
        ClassifierConfig config = ClassifierConfig.of(model, survey);
        List<Teacher> taught = new ArrayList<>();
        for (String teacher : teachers) {
            taught.add(Teacher.of(teacher, store));
        }
        try (Tokenizer tokenizer = LoadedModel.tokenizer(model); ParameterSource source = ParameterSource.open(model)) {
            int length = maxLength(model, config, tokenizer);
            List<DataSummary.Finding> findings = QuickCheck.run(train, dev);
            try (TrainingData data = TrainingData.read(train, dev, unlabelled, taught, survey, options,
                    encoder(model, tokenizer, length))) {
                Plan plan = options.method() == TrainingMethod.HEAD ? Plan.without(options, survey)
                        : Plan.of(options, survey, data.train().size(), config.encoder());
                Teaching teaching = teaching(train, dev, data, work);
                Method method = options.method() == TrainingMethod.HEAD
                        ? new HeadTraining(options, plan, base, model, data, store, device, threads, listener)
                        : new FineTuning(options, plan, config, model, source, pooler, data, padding(tokenizer, config), engine,
                                DeviceChoice.of(device), store, threads, listener,
                                teaching == null ? null : teaching.soft());
                return finish(method, options.method().needsBase() ? whole : null, source.identity(), data, teaching, dev == null ? train : dev, length, findings, target,
                        work);
            }
        }
    }

    /** What teachers say of all texts that are learned from and measured on; null if there are none. */
    private @Nullable Teaching teaching(Dataset train, @Nullable Dataset dev, TrainingData data, Path work) throws IOException {
        if (data.lesson().teachers().isEmpty()) {
            return null;
        }
        byte[] parts = TrainingData.parts(data.survey(), options, data.devSource() != null);
        TrainingData.Source texts = data.lesson().unlabelled();
        // PyTorch may have a CUDA device and ONNX Runtime none.
        Device served = device.kind() == Device.Kind.CPU ? device : Device.auto();
        Teachers asked = new Teachers(data.lesson().teachers(), store, served, threads, listener);
        float[][] rows = asked.ask(data.survey(),
                () -> Stream.concat(part(train, parts, Parts.TRAIN), unlabelled == null ? Stream.empty() : unlabelled.examples().map(Example::text)),
                fingerprint(data.trainSource(), parts, texts), work, "teacher", options.distillTemperature());
        float[][] devRows = asked.ask(data.survey(), () -> dev == null ? part(train, parts, Parts.DEV) : dev.examples().map(Example::text),
                fingerprint(data.trainSource(), parts, data.devSource()), work, "teacher-dev", 1);
        return new Teaching(new SoftTargets(rows, options.distillWeight(), data.labelled()), devRows);
    }

    private static String fingerprint(TrainingData.Source train, byte[] parts, TrainingData.@Nullable Source second) {
        MessageDigest digest = TextReader.digest();
        digest.update(train.sha256().getBytes(StandardCharsets.UTF_8));
        digest.update(parts);
        digest.update((second == null ? "" : second.sha256()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Texts of a part of the training data, in the order in which they were encoded. */
    private static Stream<TextPair> part(Dataset train, byte[] parts, byte part) {
        int[] index = {0};
        return train.examples().filter(example -> parts[index[0]++] == part).map(Example::text);
    }

    private TrainingResult linear(Dataset train, @Nullable Dataset dev, Path target) throws IOException {
        if (device.kind() == Device.Kind.CUDA) {
            throw new InvalidInputException("device: expected auto or cpu, as the method linear runs on the processor, found " + device);
        }
        listener.phase("reading the data");
        Survey survey = Survey.of(train, options.task());
        List<DataSummary.Finding> findings = QuickCheck.run(train, dev);
        try (TrainingData data = TrainingData.read(train, dev, survey, options, TextReader::characters)) {
            Path work = work(target);
            Plan plan = Plan.without(options, survey);
            return finish(new LinearTraining(options, plan, data, train, dev, store, threads, listener), null, "", data, null,
                    dev == null ? train : dev, 0, findings, target, work);
        }
    }

    /** What stands on another model is no base itself. */
    private static void requireOwnWeights(ModelDirectory model) {
        if (model.manifest().flatMap(Manifest::adapter).isPresent()) {
            throw new InvalidInputException("base " + model.name() + ": expected a model with weights of its own, found an adapter of '"
                    + model.manifest().flatMap(Manifest::base).orElse("") + "'; train that one, or make the model anew with its factors merged"
                    + " (without --adapter) and train it further");
        }
        if (model.manifest().flatMap(Manifest::head).isPresent()) {
            throw new InvalidInputException("base " + model.name() + ": expected a model with weights of its own, found a head on '"
                    + model.manifest().flatMap(Manifest::base).orElse("") + "'; train that one");
        }
    }

    /** The start of a model of LSTM layers: a vocabulary that is learned from the texts, and random weights. */
    private String lstm(Dataset train, Path work) throws IOException {
        Path folder = work.resolve("base");
        if (!Files.exists(folder)) {
            Dataset all = unlabelled == null ? train : train.concat(unlabelled);
            try (Stream<Example> examples = all.examples()) {
                NewFolder.write(folder, temporary -> {
                    LstmBase.write(temporary, examples.map(Example::text), LstmSettings.DEFAULTS, options.seed());
                    return temporary;
                });
            }
        }
        return folder.toString();
    }

    private Path work(Path target) throws IOException {
        Path work = target.resolveSibling("." + target.getFileName() + ".training");
        if (!resume) {
            requireNoCheckpoints(work);
            NewFolder.delete(work);
        }
        return work;
    }

    /** Hours of work are not thrown away because an option was forgotten. */
    private static void requireNoCheckpoints(Path work) {
        for (int run = 1; Files.isDirectory(FineTuning.folder(work, run)); run++) {
            if (new Checkpoints(FineTuning.folder(work, run), "").any()) {
                throw new InvalidInputException(work + ": expected no checkpoints of an earlier training, found some; go on with them (resume,"
                        + " --resume), or remove this folder");
            }
        }
    }

    /** Runs a method and writes what it gives. */
    private TrainingResult finish(Method method, @Nullable ModelDirectory model, String weights, TrainingData data, @Nullable Teaching teaching,
            Dataset devTexts, int maxLength,
            List<DataSummary.Finding> checked, Path target, Path work) throws IOException {
        List<DataSummary.Finding> findings = QuickCheck.withSize(checked, data.dev().size());
        List<FinishedRun> runs = method.run(work, resume, fingerprint(model, weights, data));
        FinishedRun best = runs.stream().max(Comparator.comparingDouble(FinishedRun::score)).orElseThrow();
        listener.phase("writing the model");
        // Within the work folder, so that a process that is killed leaves nothing else.
        OutputFolder.Compared compared = NewFolder.write(target, work.resolve("model"), folder -> {
            OutputFolder out = new OutputFolder(folder);
            method.write(out, FineTuning.folder(work, best.run()));
            OutputFolder.Compared found = method.verify(out, best);
            String repeats = command != null ? command : Command.of(base, options, data);
            QualityReport quality = new Report(data, best, devTexts, maxLength > 0 ? "tokens" : "characters").quality(runs);
            Papers.write(folder, target.getFileName().toString(), model, options, method.plan(), data, best, quality, found, repeats, maxLength,
                    findings, FineTuning.folder(work, best.run()).resolve(Checkpoints.HISTORY));
            out.manifest(Facts.manifest(model, options, method.plan(), data, teaching, runs, best, found.difference(), repeats, weights,
                    target));
            return found;
        });
        NewFolder.delete(work);
        return new TrainingResult(target, data.survey().type(), data.survey().labels(), best.metrics(),
                runs.stream().map(Training::result).toList(), best.run(), compared.difference());
    }

    private static Batches.Padding padding(Tokenizer tokenizer, ClassifierConfig config) {
        int id = tokenizer.padTokenId().orElse(config.json().path("pad_token_id").asInt(0));
        return new Batches.Padding(id, config.encoder().readsTypeIds());
    }

    private static TrainingResult.Run result(FinishedRun run) {
        return new TrainingResult.Run(run.seed(), run.metrics(), run.outcome().history(), run.outcome().steps(), run.outcome().bestStep(),
                run.outcome().seconds());
    }

    private Function<TextPair, TextReader.Encoded> encoder(ModelDirectory model, Tokenizer tokenizer, int length) {
        Function<TextPair, TextReader.Encoded> tokens = TextReader.tokens(tokenizer, length);
        return options.method() == TrainingMethod.HEAD ? text -> tokens.apply(HeadTraining.text(model, text)) : tokens;
    }

    private int maxLength(ModelDirectory model, ClassifierConfig config, Tokenizer tokenizer) {
        int limit = Math.min(config.encoder().maxTokens().orElse(Integer.MAX_VALUE), tokenizer.modelMaxLength().orElse(Integer.MAX_VALUE));
        // A head sees what the base's embeddings see when it is served.
        int usual = options.method() == TrainingMethod.HEAD ? HeadTraining.maxLength(model, limit) : Math.min(limit, MAX_LENGTH);
        int wanted = options.maxLength().orElse(usual);
        if (wanted > config.encoder().maxTokens().orElse(Integer.MAX_VALUE)) {
            throw new InvalidInputException("max_length: expected at most " + config.encoder().maxTokens().getAsInt()
                    + " tokens, all that the model has positions for, found " + wanted);
        }
        return wanted;
    }

    /** All that must be the same for a run to go on; when checkpoints are written and where it runs does not matter. */
    private String fingerprint(@Nullable ModelDirectory model, String weights, TrainingData data) {
        ObjectNode asked = SafeJson.inputObject(options.toJson(), "options");
        asked.remove("checkpoint_every");
        String text = asked + "\n" + (model == null ? "" : model.name() + "\n" + model.commit().orElse("")) + "\n"
                + weights + "\n"
                + data.trainSource().sha256() + "\n" + (data.devSource() == null ? "" : data.devSource().sha256())
                + lesson(data.lesson());
        return HexFormat.of().formatHex(TextReader.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String lesson(TrainingData.Lesson lesson) {
        return lesson.teachers().isEmpty() ? "" : "\n" + lesson.teachers().stream().map(Teacher::identity).toList() + "\n"
                + (lesson.unlabelled() == null ? "" : lesson.unlabelled().sha256());
    }
}
