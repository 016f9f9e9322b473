package io.glossa.training.internal.tuning;

import io.glossa.TextClassifier;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.linear.Targets;
import io.glossa.training.internal.loop.TrainingLoop;
import io.glossa.training.internal.scratch.NgramClassifier;
import io.glossa.training.internal.scratch.NgramSettings;
import io.glossa.training.internal.scratch.NgramTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The linear baseline on hashed n-grams. As for a head there is one solution, so there is one run. Texts are kept in memory. */
final class LinearTraining implements Method {
    private final TrainingOptions options;
    private final Plan plan;
    private final TrainingData data;
    private final Dataset train;
    private final @Nullable Dataset dev;
    private final ModelStore store;
    private final int threads;
    private final TrainingListener listener;
    private final List<TextPair> devTexts = new ArrayList<>();
    private @Nullable NgramClassifier model;

    LinearTraining(TrainingOptions options, Plan plan, TrainingData data, Dataset train, @Nullable Dataset dev, ModelStore store, int threads,
            TrainingListener listener) {
        this.options = options;
        this.plan = plan;
        this.data = data;
        this.train = train;
        this.dev = dev;
        this.store = store;
        this.threads = threads;
        this.listener = listener;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public List<FinishedRun> run(Path work, boolean resume, String fingerprint) throws IOException {
        long began = System.nanoTime();
        Survey survey = data.survey();
        List<TextPair> trainTexts = new ArrayList<>();
        List<TextPair> heldTexts = new ArrayList<>();
        byte[] parts = TrainingData.parts(survey, options, dev != null);
        split(train, parts, trainTexts, heldTexts);
        if (dev != null) {
            split(dev, null, devTexts, heldTexts);
        }
        listener.phase("fitting the model");
        NgramSettings settings = NgramSettings.defaults();
        float[] weights = survey.weights(options);
        double[] factors = null;
        if (weights != null) {
            factors = new double[weights.length];
            for (int l = 0; l < factors.length; l++) {
                factors[l] = weights[l];
            }
        }
        NgramClassifier fitted = NgramTrainer.fit(trainTexts, targets(survey), new NgramSettings(settings.analyzer(), settings.ngrams(),
                OptionalDouble.empty(), factors, options.seed(), threads));
        boolean calibrated = data.calibration().size() > 0;
        float[][] held = calibrated ? fitted.logits(heldTexts) : new float[0][];
        double temperature = calibrated ? Calibrator.temperature(survey.type(), data.calibration(), held) : 1;
        double[] thresholds = FineTuning.thresholds(survey, data.calibration(), held, temperature);
        NgramClassifier cooled = calibrated ? fitted.cooled(temperature) : fitted;
        model = cooled;
        float[][] logits = cooled.logits(devTexts);
        Map<String, Double> metrics = Measures.of(survey, data.dev(), logits, thresholds, 0, 1, plan.metric());
        double seconds = (System.nanoTime() - began) / 1e9;
        double trainLoss = Measures.loss(survey.type(), data.train(), cooled.logits(trainTexts), 0, 1);
        TrainingEvaluation evaluation = new TrainingEvaluation(1, 1, trainLoss, 0, metrics, true, seconds);
        listener.evaluation(1, evaluation);
        TrainingLoop.Outcome outcome = new TrainingLoop.Outcome(List.of(evaluation), List.of(), 1, 1, 0, data.train().tokens(), 0, 0, false,
                seconds);
        FinishedRun run = new FinishedRun(1, options.seed(), outcome, metrics, 0, temperature,
                survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION ? thresholds : new double[0], logits);
        Path folder = FineTuning.folder(work, 1);
        Files.createDirectories(folder);
        run.write(folder, cooled.file(), fingerprint);
        return List.of(run);
    }

    /** Numbers to predict are standardised by the trainer itself. */
    private Targets targets(Survey survey) {
        if (survey.type() != ProblemType.REGRESSION) {
            return HeadTraining.targets(data.train(), survey);
        }
        float[][] values = new float[data.train().size()][1];
        for (int i = 0; i < values.length; i++) {
            values[i][0] = (float) data.train().get(i).value();
        }
        return Targets.numbers(values);
    }

    private void split(Dataset texts, byte @Nullable [] parts, List<TextPair> first, List<TextPair> held) {
        int index = 0;
        try (Stream<Example> stream = texts.examples()) {
            Iterator<Example> examples = stream.iterator();
            while (examples.hasNext()) {
                TextPair text = examples.next().text();
                int part = parts == null ? Parts.TRAIN : parts[index++];
                (part == Parts.TRAIN ? first : part == Parts.DEV ? devTexts : held).add(text);
            }
        }
    }

    @Override
    public void write(OutputFolder out, Path run) throws IOException {
        NgramClassifier fitted = model;
        if (fitted == null) {
            throw new IllegalStateException("expected a model that was fitted");
        }
        out.json("config.json", fitted.config(data.survey().labels(), data.survey().type()));
        out.take(run.resolve(FinishedRun.WEIGHTS), "model.safetensors");
    }

    @Override
    public OutputFolder.Compared verify(OutputFolder out, FinishedRun best) {
        Comparison comparison = new Comparison();
        try (TextClassifier served = TextClassifier.builder(out.path().toString()).store(store).threads(threads).build()) {
            for (int i = 0; i < devTexts.size(); i++) {
                comparison.add(served.classify(devTexts.get(i)).logits(), best.devLogits()[i]);
            }
        }
        return comparison.result("model.safetensors");
    }
}
