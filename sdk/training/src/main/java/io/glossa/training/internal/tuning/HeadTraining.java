package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Device;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.LoadSettings;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.internal.pipeline.Pooler;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.ProblemType;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.text.TextCleaner;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.linear.DenseFeatures;
import io.glossa.training.internal.linear.LinearModel;
import io.glossa.training.internal.linear.LinearOptions;
import io.glossa.training.internal.linear.LinearTrainer;
import io.glossa.training.internal.linear.Targets;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A linear head on the base model's own embedding. Each text goes through the base once; what remains is a convex problem with one
 * solution, found without a learning rate, so there is one run whatever the number of seeds.
 */
final class HeadTraining implements Method {
    static final String WEIGHTS = "head.safetensors";
    private static final int CHUNK = 256;
    /** For bases without any limit. */
    private static final int MOST_TOKENS = 512;

    private final TrainingOptions options;
    private final Plan plan;
    private final String base;
    private final ModelDirectory directory;
    private final TrainingData data;
    private final ModelStore store;
    private final Device device;
    private final int threads;
    private final TrainingListener listener;

    HeadTraining(TrainingOptions options, Plan plan, String base, ModelDirectory directory, TrainingData data, ModelStore store,
            Device device, int threads, TrainingListener listener) {
        this.options = options;
        this.plan = plan;
        this.base = base;
        this.directory = directory;
        this.data = data;
        this.store = store;
        this.device = device;
        this.threads = threads;
        this.listener = listener;
    }

    /** Where texts are cut: where the base's embeddings cut them. */
    static int maxLength(ModelDirectory base, int limit) {
        return base.sentenceTransformers().map(SentenceTransformersConfig::maxSequenceLength).orElse(OptionalInt.empty())
                .orElse(Math.min(limit, MOST_TOKENS));
    }

    /**
     * A text as the base's embeddings read it.
     *
     * @throws InvalidInputException if it is a pair
     */
    static TextPair text(ModelDirectory base, TextPair text) {
        if (text.pair() != null && !text.pair().isEmpty()) {
            throw new InvalidInputException("text_pair: expected single texts for the method head, found a pair; use full or lora");
        }
        if (!base.sentenceTransformers().map(SentenceTransformersConfig::lowerCase).orElse(false)) {
            return text;
        }
        StringBuilder lower = new StringBuilder();
        text.text().codePoints().forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
        return TextPair.of(lower.toString());
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public List<FinishedRun> run(Path work, boolean resume, String fingerprint) throws IOException {
        long began = System.nanoTime();
        Survey survey = data.survey();
        listener.phase("running the base model");
        DenseFeatures train;
        DenseFeatures dev;
        DenseFeatures held;
        LoadSettings settings = new LoadSettings(store, device, threads, Precision.FP32, ModelFormat.AUTO, 384, TextCleaner.none());
        try (LoadedModel model = LoadedModel.hiddenStates(base, settings, "ClassifierTrainer")) {
            train = features(model, data.train());
            dev = features(model, data.dev());
            held = data.calibration().size() > 0 ? features(model, data.calibration()) : dev;
        }
        listener.phase("fitting the head");
        float[] weights = survey.weights(options);
        double[] factors = weights == null ? null : new double[weights.length];
        if (factors != null) {
            Arrays.setAll(factors, l -> weights[l]);
        }
        LinearModel model = LinearTrainer.fit(train, targets(data.train(), survey),
                LinearOptions.defaults().withSeed(options.seed()).withThreads(threads).withLabelWeights(factors));
        boolean calibrated = data.calibration().size() > 0;
        float[][] heldLogits = logits(model, held);
        double temperature = calibrated ? Calibrator.temperature(survey.type(), data.calibration(), heldLogits) : 1;
        double[] thresholds = FineTuning.thresholds(survey, data.calibration(), heldLogits, temperature);
        float[][] devLogits = logits(model, dev);
        Scaling scaling = Scaling.of(survey, temperature);
        scaling.apply(devLogits);
        Map<String, Double> metrics = Measures.of(survey, data.dev(), devLogits, thresholds, 0, 1, plan.metric());
        double seconds = (System.nanoTime() - began) / 1e9;
        TrainingEvaluation evaluation = new TrainingEvaluation(1, 1, loss(model, train, survey), 0, metrics, true, seconds);
        listener.evaluation(1, evaluation);
        long tokens = data.train().tokens();
        TrainingLoop.Outcome outcome = new TrainingLoop.Outcome(List.of(evaluation), List.of(), 1, 1, 0, tokens, 0, 0, false, seconds);
        FinishedRun run = new FinishedRun(1, options.seed(), outcome, metrics, 0, temperature,
                survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION ? thresholds : new double[0], devLogits);
        Path folder = FineTuning.folder(work, 1);
        Files.createDirectories(folder);
        run.write(folder, head(model, scaling), fingerprint);
        return List.of(run);
    }

    /** One vector a text, as embeddings of the base are. */
    private static DenseFeatures features(LoadedModel model, EncodedSet texts) {
        Pooler pooler = Pooler.of(model.encoderDirectory());
        String output = model.hiddenStates();
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += CHUNK) {
            List<LoadedModel.TokenRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(texts.size(), from + CHUNK); i++) {
                rows.add(OutputFolder.row(texts.get(i)));
            }
            model.runRows(rows, output, (hidden, row, length) -> pooler.pool(hidden, row, length, 0))
                    .forEach(vector -> vectors.add(pooler.finish(vector)));
        }
        return DenseFeatures.of(vectors);
    }

    static Targets targets(EncodedSet texts, Survey survey) {
        return switch (survey.type()) {
            case SINGLE_LABEL_CLASSIFICATION -> {
                int[] classes = new int[texts.size()];
                Arrays.setAll(classes, i -> texts.get(i).labels()[0]);
                yield Targets.singleLabel(classes, survey.labels().size());
            }
            case MULTI_LABEL_CLASSIFICATION -> {
                boolean[][] applies = new boolean[texts.size()][survey.labels().size()];
                for (int i = 0; i < applies.length; i++) {
                    for (int label : texts.get(i).labels()) {
                        applies[i][label] = true;
                    }
                }
                yield Targets.multiLabel(applies);
            }
            case REGRESSION -> {
                float[][] values = new float[texts.size()][1];
                for (int i = 0; i < values.length; i++) {
                    values[i][0] = (float) ((texts.get(i).value() - survey.mean()) / survey.deviation());
                }
                yield Targets.numbers(values);
            }
        };
    }

    private static float[][] logits(LinearModel model, DenseFeatures features) {
        float[][] logits = new float[features.rows()][];
        Arrays.setAll(logits, row -> model.scores(features, row));
        return logits;
    }

    private double loss(LinearModel model, DenseFeatures train, Survey survey) {
        return Measures.loss(survey.type(), data.train(), logits(model, train), survey.mean(), survey.deviation());
    }

    private static SafeTensorsWriter head(LinearModel model, Scaling scaling) {
        float[] weights = model.weights();
        float[] bias = model.bias();
        scaling.fold(weights, false);
        scaling.fold(bias, true);
        return new SafeTensorsWriter().inOrderAdded().add("classifier.weight", weights, model.outputs(), model.columns())
                .add("classifier.bias", bias, model.outputs());
    }

    @Override
    public void write(OutputFolder out, Path run) throws IOException {
        Survey survey = data.survey();
        ObjectNode config = SafeJson.mapper().createObjectNode().put("model_type", "glossa-linear-head")
                .put("problem_type", survey.type().name().toLowerCase(Locale.ROOT));
        ClassifierConfig.labels(config, survey.labels());
        out.legal(directory);
        out.json("config.json", config);
        out.take(run.resolve(FinishedRun.WEIGHTS), WEIGHTS);
    }

    @Override
    public OutputFolder.Compared verify(OutputFolder out, FinishedRun best) {
        return out.verifyHead(base, store, data.dev(), best.devLogits(), threads);
    }
}
