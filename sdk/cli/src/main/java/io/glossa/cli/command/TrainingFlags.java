package io.glossa.cli.command;

import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import io.glossa.training.ClassWeights;
import io.glossa.training.LearningRateSchedule;
import io.glossa.training.OptimizerKind;
import io.glossa.training.PoolerStart;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a classifier is trained. What is not given is left to {@link TrainingOptions}. */
final class TrainingFlags {
    /** What labels mean, as the command line says it. */
    enum Task {
        /** One label a text. */
        SINGLE_LABEL,
        /** Any number of labels a text. */
        MULTI_LABEL,
        /** A number a text. */
        REGRESSION;

        ProblemType type() {
            return switch (this) {
                case SINGLE_LABEL -> ProblemType.SINGLE_LABEL_CLASSIFICATION;
                case MULTI_LABEL -> ProblemType.MULTI_LABEL_CLASSIFICATION;
                case REGRESSION -> ProblemType.REGRESSION;
            };
        }
    }

    @Option(names = "--options", paramLabel = "FILE", description = "Options in JSON, as a card or checkpoint has them; others override them.")
    @Nullable Path file;

    @Option(names = "--method", paramLabel = "M", description = "full, lora, head, lstm or linear (default: full).")
    @Nullable TrainingMethod method;

    @Option(names = "--task", paramLabel = "T", converter = TaskConverter.class,
            description = "single-label, multi-label or regression (default: by the data).")
    @Nullable Task task;

    @Option(names = "--epochs", paramLabel = "N", description = "How often each text is seen (default: by the size of the data).")
    @Nullable Integer epochs;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Highest learning rate (default: by method and base).")
    @Nullable Double learningRate;

    @Option(names = "--head-rate-factor", paramLabel = "X",
            description = "Factor of the learning rate for a new head (default: 1; 10 for bases wider than 512).")
    @Nullable Double headRateFactor;

    @Option(names = "--batch-size", paramLabel = "N", description = "Texts of a batch (default: 32, or 16 for few texts).")
    @Nullable Integer batchSize;

    @Option(names = "--gradient-accumulation", paramLabel = "N", description = "Batches of a step (default: 1).")
    @Nullable Integer gradientAccumulation;

    @Option(names = "--max-length", paramLabel = "N", description = "Most tokens of a text, special tokens included (default: 256).")
    @Nullable Integer maxLength;

    @Option(names = "--optimizer", paramLabel = "O", description = "sgd, adam or adamw (default: adamw).")
    @Nullable OptimizerKind optimizer;

    @Option(names = "--beta1", paramLabel = "X", description = "Adam's first decay (default: 0.9).")
    @Nullable Double beta1;

    @Option(names = "--beta2", paramLabel = "X", description = "Adam's second decay (default: 0.999).")
    @Nullable Double beta2;

    @Option(names = "--epsilon", paramLabel = "X", description = "Adam's epsilon (default: 1e-8).")
    @Nullable Double epsilon;

    @Option(names = "--momentum", paramLabel = "X", description = "Momentum of sgd (default: 0.9).")
    @Nullable Double momentum;

    @Option(names = "--weight-decay", paramLabel = "X", description = "Decoupled weight decay of adamw (default: 0.01).")
    @Nullable Double weightDecay;

    @Option(names = "--l2", paramLabel = "X", description = "L2 regularisation of sgd and adam (default: 0).")
    @Nullable Double l2;

    @Option(names = "--decay-biases-and-norms", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether biases and normalisations decay, too (default: false).")
    @Nullable Boolean decayBiasesAndNorms;

    @Option(names = "--dropout", paramLabel = "X", description = "Dropout in place of the model's own.")
    @Nullable Double dropout;

    @Option(names = "--label-smoothing", paramLabel = "X",
            description = "Share of the target that all labels get (default: 0.1 for one label a text).")
    @Nullable Double labelSmoothing;

    @Option(names = "--class-weights", paramLabel = "W", description = "none, balanced, or label=weight,label=weight (default: none).")
    @Nullable String classWeights;

    @Option(names = "--focal-gamma", paramLabel = "X", description = "Gamma of the focal loss (default: 0).")
    @Nullable Double focalGamma;

    @Option(names = "--clip-norm", paramLabel = "X", description = "Largest norm of all gradients; 0 for no clipping (default: 1).")
    @Nullable Double clipNorm;

    @Option(names = "--schedule", paramLabel = "S", description = "linear, cosine or constant (default: linear).")
    @Nullable LearningRateSchedule schedule;

    @Option(names = "--warmup-ratio", paramLabel = "X",
            description = "Share of the steps in which the learning rate grows (default: 0.1).")
    @Nullable Double warmupRatio;

    @Option(names = "--warmup-steps", paramLabel = "N", description = "Number of these steps, in place of their share.")
    @Nullable Integer warmupSteps;

    @Option(names = "--layer-decay", paramLabel = "X",
            description = "Factor of the learning rate from each layer to the one below (default: 1).")
    @Nullable Double layerDecay;

    @Option(names = "--freeze-embeddings", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether the embedding tables stay as they are (default: true for full with a base 257 to 512 wide).")
    @Nullable Boolean freezeEmbeddings;

    @Option(names = "--freeze-layers", paramLabel = "N", description = "How many of the lowest layers stay as they are (default: 0).")
    @Nullable Integer freezeLayers;

    @Option(names = "--patience", paramLabel = "N", description = "End after so many measurements without a better one.")
    @Nullable Integer patience;

    @Option(names = "--metric", paramLabel = "M", converter = MetricConverter.class,
            description = "accuracy, macro_f1, micro_f1, log_loss, pearson, mae or another that evaluate prints: what the best weights are chosen by.")
    @Nullable Metric metric;

    @Option(names = "--keep-best", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether the best weights are kept, else the last (default: true).")
    @Nullable Boolean keepBest;

    @Option(names = "--bfloat16", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether matrix products are in bfloat16 (default: false).")
    @Nullable Boolean bfloat16;

    @Option(names = "--lora-rank", paramLabel = "N", description = "Rank of LoRA's factors (default: 8).")
    @Nullable Integer loraRank;

    @Option(names = "--lora-alpha", paramLabel = "X", description = "Alpha of LoRA (default: 16).")
    @Nullable Double loraAlpha;

    @Option(names = "--lora-dropout", paramLabel = "X", description = "Dropout of LoRA (default: 0.05).")
    @Nullable Double loraDropout;

    @Option(names = "--lora-targets", paramLabel = "NAMES",
            description = "Parts of names of weights that get factors, with commas between (default: all of the layers).")
    @Nullable String loraTargets;

    @Option(names = "--adapter", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether LoRA's factors are kept as a small directory over the base (default: false).")
    @Nullable Boolean adapter;

    @Option(names = "--seed", paramLabel = "N", description = "Where random numbers come from (default: 13).")
    @Nullable Long seed;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs with seeds one after the other; the best is kept (default: 1).")
    @Nullable Integer seeds;

    @Option(names = "--length-bucketing", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether texts of about one length share a batch (default: true).")
    @Nullable Boolean lengthBucketing;

    @Option(names = "--evaluate-every", paramLabel = "N", description = "Steps between measurements (default: an epoch).")
    @Nullable Integer evaluateEvery;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "Steps between checkpoints (default: one after each measurement).")
    @Nullable Integer checkpointEvery;

    @Option(names = "--dev-share", paramLabel = "X", description = "Share that is held out where there is no --dev (default: 0.1).")
    @Nullable Double devShare;

    @Option(names = "--calibrate", paramLabel = "B", arity = "0..1", fallbackValue = "true",
            description = "Whether temperature and thresholds are fitted on held-out texts (default: true).")
    @Nullable Boolean calibrate;

    @Option(names = "--calibration-share", paramLabel = "X",
            description = "Share of --train held out for that (default: 0.05; 0.1 for several labels).")
    @Nullable Double calibrationShare;

    @Option(names = "--pooler-start", paramLabel = "P", description = "normal or identity: what a missing pooler starts from.")
    @Nullable PoolerStart poolerStart;

    @Option(names = "--distill-temperature", paramLabel = "X",
            description = "What logits are divided by where teacher and student are compared (default: 2).")
    @Nullable Double distillTemperature;

    @Option(names = "--distill-weight", paramLabel = "X", description = "How much a teacher counts; the label has the rest (default: 0.9).")
    @Nullable Double distillWeight;

    @Option(names = "--layers", paramLabel = "N", description = "Keep so many layers of the base, evenly spread (default: all).")
    @Nullable Integer layers;

    @Option(names = "--keep-layers", paramLabel = "N,N", split = ",", description = "Keep these layers of the base, numbered from 0.")
    @Nullable List<Integer> keepLayers;

    @Option(names = "--prune-vocabulary", paramLabel = "N", arity = "0..1", fallbackValue = "1",
            description = "Keep word pieces that occur N times in the texts, and all characters (1 if N is not given; default: all).")
    @Nullable Integer pruneVocabulary;

    /**
     * The options, all checked.
     *
     * @throws IllegalArgumentException if a value is not allowed, or options contradict each other
     */
    TrainingOptions options() throws IOException {
        TrainingOptions.Builder builder = file == null ? TrainingOptions.builder()
                : TrainingOptions.parse(Files.readString(file), file.toString()).toBuilder();
        set(method, builder::method);
        set(task, value -> builder.task(value.type()));
        set(epochs, builder::epochs);
        set(learningRate, builder::learningRate);
        set(headRateFactor, builder::headRateFactor);
        set(batchSize, builder::batchSize);
        set(gradientAccumulation, builder::gradientAccumulation);
        set(maxLength, builder::maxLength);
        set(optimizer, builder::optimizer);
        set(beta1, builder::beta1);
        set(beta2, builder::beta2);
        set(epsilon, builder::epsilon);
        set(momentum, builder::momentum);
        set(weightDecay, builder::weightDecay);
        set(l2, builder::l2);
        set(decayBiasesAndNorms, builder::decayBiasesAndNorms);
        set(dropout, builder::dropout);
        set(labelSmoothing, builder::labelSmoothing);
        set(classWeights, value -> builder.classWeights(weights(value)));
        set(focalGamma, builder::focalGamma);
        set(clipNorm, builder::clipNorm);
        set(schedule, builder::schedule);
        set(warmupRatio, builder::warmupRatio);
        set(warmupSteps, builder::warmupSteps);
        set(layerDecay, builder::layerDecay);
        set(freezeEmbeddings, builder::freezeEmbeddings);
        set(freezeLayers, builder::freezeLayers);
        set(patience, builder::patience);
        set(metric, builder::metric);
        set(keepBest, builder::keepBest);
        set(bfloat16, builder::bfloat16);
        set(loraRank, builder::loraRank);
        set(loraAlpha, builder::loraAlpha);
        set(loraDropout, builder::loraDropout);
        set(loraTargets, value -> builder.loraTargets(List.of(value.split(","))));
        set(adapter, builder::adapter);
        set(seed, builder::seed);
        set(seeds, builder::seeds);
        set(lengthBucketing, builder::lengthBucketing);
        set(evaluateEvery, builder::evaluateEvery);
        set(checkpointEvery, builder::checkpointEvery);
        set(devShare, builder::devShare);
        set(calibrate, builder::calibrate);
        set(calibrationShare, builder::calibrationShare);
        set(poolerStart, builder::poolerStart);
        set(distillTemperature, builder::distillTemperature);
        set(distillWeight, builder::distillWeight);
        set(layers, builder::layers);
        set(keepLayers, builder::keepLayers);
        set(pruneVocabulary, builder::pruneVocabulary);
        return builder.build();
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static ClassWeights weights(String text) {
        if (text.equals("none")) {
            return ClassWeights.none();
        }
        if (text.equals("balanced")) {
            return ClassWeights.balanced();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String each : text.split(",")) {
            int at = each.lastIndexOf('=');
            try {
                weights.put(each.substring(0, at), Double.valueOf(each.substring(at + 1)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("--class-weights: expected none, balanced, or label=weight with commas between", e);
            }
        }
        return ClassWeights.of(weights);
    }

    /** Reads a metric by its key. */
    static final class MetricConverter implements picocli.CommandLine.ITypeConverter<Metric> {
        @Override
        public Metric convert(String value) {
            for (Metric metric : Metric.values()) {
                if (metric.key().equalsIgnoreCase(value.replace('-', '_')) || metric.name().equalsIgnoreCase(value.replace('-', '_'))) {
                    return metric;
                }
            }
            throw new picocli.CommandLine.TypeConversionException("expected one of "
                    + Arrays.stream(Metric.values()).map(Metric::key).toList() + ", found '" + value + "'");
        }
    }

    /** Reads a task with a hyphen in it. */
    static final class TaskConverter implements picocli.CommandLine.ITypeConverter<Task> {
        @Override
        public Task convert(String value) {
            for (Task task : Task.values()) {
                if (task.name().replace('_', '-').equalsIgnoreCase(value) || task.name().equalsIgnoreCase(value)) {
                    return task;
                }
            }
            throw new picocli.CommandLine.TypeConversionException("expected single-label, multi-label or regression, found '" + value + "'");
        }
    }
}
