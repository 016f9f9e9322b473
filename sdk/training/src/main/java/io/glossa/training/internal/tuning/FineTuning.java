package io.glossa.training.internal.tuning;

import io.glossa.models.ProblemType;
import io.glossa.training.OptimizerKind;
import io.glossa.training.PoolerStart;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.loop.Batches;
import io.glossa.training.internal.loop.Checkpoints;
import io.glossa.training.internal.loop.Logits;
import io.glossa.training.internal.loop.LoopSettings;
import io.glossa.training.internal.loop.Schedule;
import io.glossa.training.internal.loop.Targets;
import io.glossa.training.internal.loop.TrainingLoop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Full fine-tuning and low-rank adaptation: one run of the loop for each seed. */
final class FineTuning {
    private final TrainingOptions options;
    private final Plan plan;
    private final ClassifierConfig config;
    private final ParameterSource source;
    private final PoolerStart pooler;
    private final TrainingData data;
    private final Batches.Padding padding;
    private final Function<ModelSpec, TrainableModel> engine;
    private final String device;
    private final TrainingListener listener;

    FineTuning(TrainingOptions options, Plan plan, ClassifierConfig config, ParameterSource source, PoolerStart pooler, TrainingData data,
            Batches.Padding padding, Function<ModelSpec, TrainableModel> engine, String device, TrainingListener listener) {
        this.options = options;
        this.plan = plan;
        this.config = config;
        this.source = source;
        this.pooler = pooler;
        this.data = data;
        this.padding = padding;
        this.engine = engine;
        this.device = device;
        this.listener = listener;
    }

    /**
     * Trains with one seed after the other.
     *
     * @param work folder for checkpoints and finished runs
     * @param fingerprint of all that must be the same for a run to go on
     * @return all runs
     */
    List<FinishedRun> run(Path work, boolean resume, String fingerprint) {
        FinishedRun[] runs = new FinishedRun[options.seeds()];
        for (int run = 1; run <= runs.length; run++) {
            Path folder = folder(work, run);
            Optional<FinishedRun> finished = resume ? FinishedRun.read(folder, fingerprint) : Optional.empty();
            runs[run - 1] = finished.isPresent() ? finished.get() : run(run, folder, resume, fingerprint);
        }
        return List.of(runs);
    }

    static Path folder(Path work, int run) {
        return work.resolve("run-" + run);
    }

    private FinishedRun run(int run, Path folder, boolean resume, String fingerprint) {
        long seed = options.seed() + run - 1;
        Survey survey = data.survey();
        StartWeights start = StartWeights.of(source.parameters(), config.encoder(), config.family(), config.sameLabels(), pooler,
                lora(), seed);
        Targets targets = new Targets(survey.type(), survey.labels().size(), options.labelSmoothing(), survey.weights(options),
                survey.mean(), survey.deviation());
        ModelSpec spec = new ModelSpec(config.encoder(), start, Rules.of(options, start, config.family(), plan.headFactor()), start.lora(),
                objective(), optimizer(), options.dropout(), options.bfloat16(), device, false);
        listener.phase("loading the model");
        try (TrainableModel model = engine.apply(spec)) {
            Schedule schedule = new Schedule(options.schedule(), plan.learningRate(), plan.warmup(), plan.steps());
            LoopSettings settings = new LoopSettings(plan.epochs(), plan.batchSize(), options.gradientAccumulation(), schedule,
                    options.clipNorm() > 0 ? options.clipNorm() : Double.POSITIVE_INFINITY, options.lengthBucketing(), seed,
                    options.evaluateEvery(), options.checkpointEvery(), options.patience(), options.keepBest(), padding, run, options.seeds());
            DevEvaluator evaluator = new DevEvaluator(survey.type(), data.dev(), data.calibration(), padding, targets.plain(),
                    plan.metric(), survey.labels().size());
            listener.phase("training");
            TrainingLoop.Outcome outcome = new TrainingLoop(model, settings, data.train(), targets, evaluator,
                    new Checkpoints(folder, fingerprint), listener).run(resume);
            return finish(run, seed, folder, fingerprint, start, model, outcome);
        }
    }

    private FinishedRun finish(int run, long seed, Path folder, String fingerprint, StartWeights start, TrainableModel model,
            TrainingLoop.Outcome outcome) {
        listener.phase("measuring");
        Survey survey = data.survey();
        boolean regression = survey.type() == ProblemType.REGRESSION;
        boolean calibrated = data.calibration().size() > 0;
        float[][] held = calibrated ? Logits.of(model, data.calibration(), padding) : new float[0][];
        double temperature = calibrated ? Calibrator.temperature(survey.type(), data.calibration(), held) : 1;
        double[] thresholds = new double[survey.labels().size()];
        Arrays.fill(thresholds, 0.5);
        if (survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION && calibrated) {
            double[] cuts = Calibrator.cuts(data.calibration(), held);
            Arrays.setAll(thresholds, l -> Measures.sigmoid(cuts[l] / temperature));
        }
        FinalWeights weights = new FinalWeights(start, model, regression ? survey.deviation() : 1 / temperature,
                regression ? survey.mean() : 0);
        float[][] logits = Logits.of(model, data.dev(), padding);
        for (float[] row : logits) {
            for (int l = 0; l < row.length; l++) {
                row[l] = (float) (regression ? row[l] * survey.deviation() + survey.mean() : row[l] / temperature);
            }
        }
        Map<String, Double> metrics = Measures.of(survey.type(), data.dev(), logits, thresholds, 0, 1);
        double value = metrics.get(plan.metric().key());
        FinishedRun finished = new FinishedRun(run, seed, outcome, metrics, plan.metric().moreIsBetter() ? value : -value, temperature,
                survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION ? thresholds : new double[0], logits);
        finished.write(folder, options.adapter() ? weights.adapter() : weights.full(), fingerprint);
        return finished;
    }

    private @Nullable LoraSpec lora() {
        if (options.method() != TrainingMethod.LORA) {
            return null;
        }
        Map<String, int[]> shapes = ParameterShapes.of(config.encoder());
        return new LoraSpec(options.loraRank(), options.loraAlpha(), options.loraDropout(), name -> Names.layer(name) >= 0
                && name.endsWith(".weight") && shapes.containsKey(name) && shapes.get(name).length == 2
                && (options.loraTargets().isEmpty() || options.loraTargets().stream().anyMatch(name::contains)));
    }

    private Objective objective() {
        Objective.Kind kind = switch (data.survey().type()) {
            case SINGLE_LABEL_CLASSIFICATION -> Objective.Kind.CROSS_ENTROPY;
            case MULTI_LABEL_CLASSIFICATION -> Objective.Kind.BINARY_CROSS_ENTROPY;
            case REGRESSION -> Objective.Kind.SQUARED_ERROR;
        };
        return new Objective(kind, options.focalGamma(), 1);
    }

    private OptimizerSpec optimizer() {
        OptimizerSpec.Kind kind = OptimizerSpec.Kind.valueOf(options.optimizer().name());
        double first = options.optimizer() == OptimizerKind.SGD ? options.momentum() : options.beta1();
        return new OptimizerSpec(kind, first, options.beta2(), options.epsilon());
    }
}
