package io.glossa.training.internal.tuning;

import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
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
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.Logits;
import io.glossa.training.internal.loop.LoopSettings;
import io.glossa.training.internal.loop.Schedule;
import io.glossa.training.internal.loop.SoftTargets;
import io.glossa.training.internal.loop.Targets;
import io.glossa.training.internal.loop.TrainingLoop;
import io.glossa.training.internal.torch.MemoryEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Full fine-tuning and low-rank adaptation: one run of the loop for each seed. */
final class FineTuning implements Method {
    static final String ADAPTER = "adapter.safetensors";

    private final TrainingOptions options;
    private final Plan plan;
    private final ClassifierConfig config;
    private final ModelDirectory directory;
    private final ParameterSource source;
    private final PoolerStart pooler;
    private final TrainingData data;
    private final Batches.Padding padding;
    private final Function<ModelSpec, TrainableModel> engine;
    private final String device;
    private final ModelStore store;
    private final int threads;
    private final TrainingListener listener;
    private final @Nullable SoftTargets soft;

    FineTuning(TrainingOptions options, Plan plan, ClassifierConfig config, ModelDirectory directory, ParameterSource source, PoolerStart pooler, TrainingData data,
            Batches.Padding padding, Function<ModelSpec, TrainableModel> engine, String device, ModelStore store, int threads,
            TrainingListener listener, @Nullable SoftTargets soft) {
        this.options = options;
        this.plan = plan;
        this.config = config;
        this.directory = directory;
        this.source = source;
        this.pooler = pooler;
        this.data = data;
        this.padding = padding;
        this.engine = engine;
        this.device = device;
        this.store = store;
        this.threads = threads;
        this.listener = listener;
        this.soft = soft;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public List<FinishedRun> run(Path work, boolean resume, String fingerprint) {
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
        Targets hard = new Targets(survey.type(), survey.labels().size(), plan.labelSmoothing(), survey.weights(options),
                survey.mean(), survey.deviation());
        Targets targets = soft == null ? hard : hard.with(soft);
        ModelSpec spec = new ModelSpec(config.encoder(), start,
                Rules.of(options, start, config.family(), plan.headFactor(), plan.freezeEmbeddings()), start.lora(), objective(), optimizer(), options.dropout(), options.bfloat16(), device, false);
        MemoryEstimate memory = MemoryEstimate.of(spec, plan.batchSize(), longest());
        Memory.warn(memory.total(), device);
        listener.phase(String.format(Locale.ROOT, "loading the model, which takes about %.1f GB of memory to train", memory.total() / 1e9));
        try (TrainableModel model = engine.apply(spec)) {
            Schedule schedule = new Schedule(options.schedule(), plan.learningRate(), plan.warmup(), plan.steps());
            LoopSettings settings = new LoopSettings(plan.epochs(), plan.batchSize(), options.gradientAccumulation(), schedule,
                    options.clipNorm() > 0 ? options.clipNorm() : Double.POSITIVE_INFINITY, options.lengthBucketing(), seed,
                    options.evaluateEvery(), options.checkpointEvery(), options.patience(), options.keepBest(), padding, run, options.seeds());
            DevEvaluator evaluator = new DevEvaluator(survey, data.dev(), data.calibration(), padding, hard.plain(), plan.metric());
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
        boolean calibrated = data.calibration().size() > 0;
        float[][] held = calibrated ? Logits.of(model, data.calibration(), padding) : new float[0][];
        double temperature = calibrated ? Calibrator.temperature(survey.type(), data.calibration(), held) : 1;
        double[] thresholds = thresholds(survey, data.calibration(), held, temperature);
        Scaling scaling = Scaling.of(survey, temperature);
        FinalWeights weights = new FinalWeights(start, model, scaling);
        float[][] logits = Logits.of(model, data.dev(), padding);
        scaling.apply(logits);
        Map<String, Double> metrics = Measures.of(survey, data.dev(), logits, thresholds, 0, 1, plan.metric());
        FinishedRun finished = new FinishedRun(run, seed, outcome, metrics, Measures.score(plan.metric(), metrics), temperature,
                survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION ? thresholds : new double[0], logits);
        finished.write(folder, options.adapter() ? weights.adapter(config.family()) : weights.full(), fingerprint);
        return finished;
    }

    /** Probabilities from which labels are given: fitted for multi-label data, else a half. */
    static double[] thresholds(Survey survey, EncodedSet held, float[][] logits, double temperature) {
        double[] thresholds = new double[survey.labels().size()];
        Arrays.fill(thresholds, 0.5);
        if (survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION && held.size() > 0) {
            double[] cuts = Calibrator.cuts(held, logits);
            Arrays.setAll(thresholds, l -> Measures.sigmoid(cuts[l] / temperature));
        }
        return thresholds;
    }

    @Override
    public void write(OutputFolder out, Path run) throws IOException {
        out.legal(directory);
        out.json("config.json", config.json());
        if (options.adapter()) {
            out.take(run.resolve(FinishedRun.WEIGHTS), ADAPTER);
            // Enough to be loaded; what was measured is added later.
            out.manifest(BaseReference.adapter(SafeJson.mapper().createObjectNode().put("formatVersion", 1), BaseReference.of(directory),
                    source.identity()));
            return;
        }
        out.tokenizer(directory);
        out.take(run.resolve(FinishedRun.WEIGHTS), "model.safetensors");
        out.graph(store);
    }

    @Override
    public OutputFolder.Compared verify(OutputFolder out, FinishedRun best) {
        return out.verify(store, data.dev(), best.devLogits(), threads, options.adapter() ? ModelFormat.WEIGHTS : ModelFormat.ONNX);
    }

    private @Nullable LoraSpec lora() {
        if (options.method() != TrainingMethod.LORA) {
            return null;
        }
        Map<String, int[]> shapes = ParameterShapes.of(config.encoder());
        Predicate<String> adaptable = name -> Names.layer(name) >= 0 && name.endsWith(".weight") && shapes.containsKey(name)
                && shapes.get(name).length == 2;
        for (String target : options.loraTargets()) {
            if (shapes.keySet().stream().noneMatch(name -> adaptable.test(name) && name.contains(target))) {
                throw new InvalidInputException("lora_targets: expected parts of names of matrices such as "
                        + shapes.keySet().stream().filter(adaptable).findFirst().orElse("(none)") + ", found one that is in none");
            }
        }
        return new LoraSpec(options.loraRank(), options.loraAlpha(), options.loraDropout(), name -> adaptable.test(name)
                && (options.loraTargets().isEmpty() || options.loraTargets().stream().anyMatch(name::contains)));
    }

    private int longest() {
        int longest = 1;
        for (int i = 0; i < data.train().size(); i++) {
            longest = Math.max(longest, data.train().length(i));
        }
        return longest;
    }

    private Objective objective() {
        Objective.Kind kind = switch (data.survey().type()) {
            case SINGLE_LABEL_CLASSIFICATION -> Objective.Kind.CROSS_ENTROPY;
            case MULTI_LABEL_CLASSIFICATION -> Objective.Kind.BINARY_CROSS_ENTROPY;
            case REGRESSION -> Objective.Kind.SQUARED_ERROR;
        };
        return new Objective(kind, options.focalGamma(), options.distillTemperature());
    }

    private OptimizerSpec optimizer() {
        OptimizerSpec.Kind kind = OptimizerSpec.Kind.valueOf(options.optimizer().name());
        double first = options.optimizer() == OptimizerKind.SGD ? options.momentum() : options.beta1();
        return new OptimizerSpec(kind, first, options.beta2(), options.epsilon());
    }
}
