package io.glossa.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How a classifier is trained. The same options serve Java, the command line, checkpoints and model cards; {@link #toJson()} and
 * {@link #parse} are their form there. What is not set depends on method and data, and the card of the model tells what it came to.
 * Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class TrainingOptions {
    private static final Setting<TrainingMethod> METHOD = Setting.choice("method", TrainingMethod.FULL, TrainingMethod.class);
    private static final Setting<ProblemType> TASK = Setting.choice("task", null, ProblemType.class);
    private static final Setting<Integer> EPOCHS = Setting.whole("epochs", null, 1);
    private static final Setting<Double> LEARNING_RATE = Setting.number("learning_rate", null, "a number above 0", v -> v > 0);
    private static final Setting<Double> HEAD_RATE_FACTOR =
            Setting.number("head_rate_factor", null, "a number above 0", v -> v > 0);
    private static final Setting<Integer> BATCH_SIZE = Setting.whole("batch_size", null, 1);
    private static final Setting<Integer> ACCUMULATION = Setting.whole("gradient_accumulation", 1, 1);
    private static final Setting<Integer> MAX_LENGTH = Setting.whole("max_length", null, 4);
    private static final Setting<OptimizerKind> OPTIMIZER = Setting.choice("optimizer", OptimizerKind.ADAMW, OptimizerKind.class);
    private static final Setting<Double> BETA1 =
            Setting.number("beta1", 0.9, "a number from 0 to less than 1", v -> v >= 0 && v < 1);
    private static final Setting<Double> BETA2 =
            Setting.number("beta2", 0.999, "a number from 0 to less than 1", v -> v >= 0 && v < 1);
    private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-8, "a number above 0", v -> v > 0);
    private static final Setting<Double> MOMENTUM =
            Setting.number("momentum", 0.9, "a number from 0 to less than 1", v -> v >= 0 && v < 1);
    private static final Setting<Double> WEIGHT_DECAY = Setting.number("weight_decay", 0.01, "a number from 0 on", v -> v >= 0);
    private static final Setting<Double> L2 = Setting.number("l2", 0.0, "a number from 0 on", v -> v >= 0);
    private static final Setting<Boolean> DECAY_ALL = Setting.flag("decay_biases_and_norms", false);
    private static final Setting<Double> DROPOUT = Setting.number("dropout", null, "a probability below 1", v -> v >= 0 && v < 1);
    private static final Setting<Double> LABEL_SMOOTHING =
            Setting.number("label_smoothing", null, "a number from 0 to less than 1", v -> v >= 0 && v < 1);
    private static final Setting<ClassWeights> CLASS_WEIGHTS = Setting.classWeights("class_weights");
    private static final Setting<Double> FOCAL_GAMMA = Setting.number("focal_gamma", 0.0, "a number from 0 on", v -> v >= 0);
    private static final Setting<Double> CLIP_NORM = Setting.number("clip_norm", 1.0, "a number from 0 on", v -> v >= 0);
    private static final Setting<LearningRateSchedule> SCHEDULE =
            Setting.choice("schedule", LearningRateSchedule.LINEAR, LearningRateSchedule.class);
    private static final Setting<Double> WARMUP_RATIO =
            Setting.number("warmup_ratio", 0.1, "a number from 0 to 1", v -> v >= 0 && v <= 1);
    private static final Setting<Integer> WARMUP_STEPS = Setting.whole("warmup_steps", null, 0);
    private static final Setting<Double> LAYER_DECAY =
            Setting.number("layer_decay", 1.0, "a number above 0, at most 1", v -> v > 0 && v <= 1);
    private static final Setting<Boolean> FREEZE_EMBEDDINGS = Setting.flag("freeze_embeddings", null);
    private static final Setting<Integer> FREEZE_LAYERS = Setting.whole("freeze_layers", 0, 0);
    private static final Setting<Integer> PATIENCE = Setting.whole("patience", null, 1);
    private static final Setting<Metric> METRIC = Setting.choice("metric", null, Metric.class, Metric::key);
    private static final Setting<Boolean> KEEP_BEST = Setting.flag("keep_best", true);
    private static final Setting<Boolean> BFLOAT16 = Setting.flag("bfloat16", false);
    private static final Setting<Integer> LORA_RANK = Setting.whole("lora_rank", 8, 1);
    private static final Setting<Double> LORA_ALPHA = Setting.number("lora_alpha", 16.0, "a number above 0", v -> v > 0);
    private static final Setting<Double> LORA_DROPOUT =
            Setting.number("lora_dropout", 0.05, "a probability below 1", v -> v >= 0 && v < 1);
    private static final Setting<List<String>> LORA_TARGETS = Setting.texts("lora_targets");
    private static final Setting<Boolean> ADAPTER = Setting.flag("adapter", false);
    private static final Setting<Long> SEED = Setting.large("seed", 13);
    private static final Setting<Integer> SEEDS = Setting.whole("seeds", 1, 1);
    private static final Setting<Boolean> BUCKETING = Setting.flag("length_bucketing", true);
    private static final Setting<Integer> EVALUATE_EVERY = Setting.whole("evaluate_every", null, 1);
    private static final Setting<Integer> CHECKPOINT_EVERY = Setting.whole("checkpoint_every", null, 1);
    private static final Setting<Double> DEV_SHARE =
            Setting.number("dev_share", 0.1, "a number above 0, at most 0.5", v -> v > 0 && v <= 0.5);
    private static final Setting<Boolean> CALIBRATE = Setting.flag("calibrate", true);
    private static final Setting<Double> CALIBRATION_SHARE =
            Setting.number("calibration_share", null, "a number above 0, at most 0.5", v -> v > 0 && v <= 0.5);
    private static final Setting<PoolerStart> POOLER_START = Setting.choice("pooler_start", null, PoolerStart.class);

    private static final Setting<Double> DISTILL_TEMPERATURE =
            Setting.number("distill_temperature", 2.0, "a number above 0", v -> v > 0);
    private static final Setting<Double> DISTILL_WEIGHT =
            Setting.number("distill_weight", 0.9, "a number above 0, at most 1", v -> v > 0 && v <= 1);
    private static final Setting<Integer> LAYERS = Setting.whole("layers", null, 1);
    private static final Setting<List<Integer>> KEEP_LAYERS = Setting.wholes("keep_layers");
    private static final Setting<Integer> PRUNE_VOCABULARY = Setting.whole("prune_vocabulary", null, 1);

    private static final Map<String, Setting<?>> SETTINGS = Stream.<Setting<?>>of(
            METHOD, TASK, EPOCHS, LEARNING_RATE, HEAD_RATE_FACTOR, BATCH_SIZE, ACCUMULATION, MAX_LENGTH, OPTIMIZER, BETA1, BETA2,
            EPSILON, MOMENTUM, WEIGHT_DECAY, L2, DECAY_ALL, DROPOUT, LABEL_SMOOTHING, CLASS_WEIGHTS, FOCAL_GAMMA, CLIP_NORM,
            SCHEDULE, WARMUP_RATIO, WARMUP_STEPS, LAYER_DECAY, FREEZE_EMBEDDINGS, FREEZE_LAYERS, PATIENCE, METRIC, KEEP_BEST,
            BFLOAT16, LORA_RANK, LORA_ALPHA, LORA_DROPOUT, LORA_TARGETS, ADAPTER, SEED, SEEDS, BUCKETING, EVALUATE_EVERY,
            CHECKPOINT_EVERY, DEV_SHARE, CALIBRATE, CALIBRATION_SHARE, POOLER_START, DISTILL_TEMPERATURE, DISTILL_WEIGHT, LAYERS,
            KEEP_LAYERS, PRUNE_VOCABULARY)
            .collect(Collectors.toMap(Setting::name, setting -> setting, (a, b) -> a, LinkedHashMap::new));
    /** What methods without steps have no use for. */
    private static final List<Setting<?>> OF_STEPS = List.of(EPOCHS, LEARNING_RATE, HEAD_RATE_FACTOR, BATCH_SIZE, ACCUMULATION, OPTIMIZER, BETA1,
            BETA2, EPSILON, MOMENTUM, WEIGHT_DECAY, L2, DECAY_ALL, DROPOUT, LABEL_SMOOTHING, FOCAL_GAMMA, CLIP_NORM, SCHEDULE, WARMUP_RATIO,
            WARMUP_STEPS, LAYER_DECAY, FREEZE_EMBEDDINGS, FREEZE_LAYERS, PATIENCE, KEEP_BEST, BFLOAT16, BUCKETING, EVALUATE_EVERY,
            CHECKPOINT_EVERY, POOLER_START, DISTILL_TEMPERATURE, DISTILL_WEIGHT);
    private static final List<Setting<?>> OF_LORA = List.of(LORA_RANK, LORA_ALPHA, LORA_DROPOUT, LORA_TARGETS);
    private static final TrainingOptions DEFAULTS = builder().build();

    private final Map<String, Object> values;

    private TrainingOptions(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** Nothing set: full fine-tuning with what has proven itself. */
    public static TrainingOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder(Map.of());
    }

    /** A builder with these options. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Names of all options in JSON, in a fixed order. */
    public static Set<String> names() {
        return java.util.Collections.unmodifiableSet(SETTINGS.keySet());
    }

    /**
     * Reads options from JSON.
     *
     * @param json an object with any of {@link #names()}; null stands for the default
     * @param where what to call it in messages
     * @throws InvalidInputException if it is no object, or has an unknown name, a value that is not allowed, or options that
     *     contradict each other
     */
    public static TrainingOptions parse(String json, String where) {
        Builder builder = builder();
        for (Map.Entry<String, JsonNode> field : SafeJson.inputObject(json, where).properties()) {
            Setting<?> setting = SETTINGS.get(field.getKey());
            if (setting == null) {
                throw new InvalidInputException(where + ": expected one of the options " + String.join(", ", SETTINGS.keySet())
                        + ", found another");
            }
            if (!field.getValue().isNull()) {
                builder.values.put(setting.name(), setting.read(field.getValue(), where));
            }
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(where + ": " + e.getMessage(), e);
        }
    }

    /**
     * The options as a JSON object in one line: those that are set, and the defaults of the others, null where that depends on method
     * and data.
     */
    public String toJson() {
        ObjectNode node = SafeJson.mapper().createObjectNode();
        SETTINGS.values().forEach(setting -> put(node, setting));
        return node.toString();
    }

    private <T> void put(ObjectNode node, Setting<T> setting) {
        T value = find(setting);
        node.set(setting.name(), value == null ? null : setting.writer().apply(value));
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T find(Setting<T> setting) {
        Object value = values.get(setting.name());
        return value == null ? setting.standard() : (T) value;
    }

    private <T> T get(Setting<T> setting) {
        return Objects.requireNonNull(find(setting));
    }

    /** An option that is not read is a mistake; its default, as {@link #toJson()} writes it, is none. */
    private void requireDefaults(List<Setting<?>> settings, String with) {
        for (Setting<?> setting : settings) {
            if (!Objects.equals(find(setting), setting.standard())) {
                throw new IllegalArgumentException(setting.name() + ": expected it with " + with + ", found it with " + method()
                        + ", which does not read it; leave it out or choose another method");
            }
        }
    }

    private OptionalInt optionalInt(Setting<Integer> setting) {
        Integer value = find(setting);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private OptionalDouble optionalDouble(Setting<Double> setting) {
        Double value = find(setting);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What is trained. */
    public TrainingMethod method() {
        return get(METHOD);
    }

    /** What the labels mean; empty for the default. */
    public Optional<ProblemType> task() {
        return Optional.ofNullable(find(TASK));
    }

    /** How often each text is seen; empty for the default. */
    public OptionalInt epochs() {
        return optionalInt(EPOCHS);
    }

    /** The highest learning rate; empty for the default. */
    public OptionalDouble learningRate() {
        return optionalDouble(LEARNING_RATE);
    }

    /** By how much the learning rate of a new head is larger than that of the base model; empty for the default. */
    public OptionalDouble headRateFactor() {
        return optionalDouble(HEAD_RATE_FACTOR);
    }

    /** Texts that go through the model together; empty for the default. */
    public OptionalInt batchSize() {
        return optionalInt(BATCH_SIZE);
    }

    /** Batches whose gradients are added up for one step: the same as a larger batch, with the memory of a smaller one. */
    public int gradientAccumulation() {
        return get(ACCUMULATION);
    }

    /** Most tokens of a text or pair, special tokens included; longer ones are cut; empty for the default. */
    public OptionalInt maxLength() {
        return optionalInt(MAX_LENGTH);
    }

    /** The rule by which parameters change. */
    public OptimizerKind optimizer() {
        return get(OPTIMIZER);
    }

    /** Decay of Adam's first moment. */
    public double beta1() {
        return get(BETA1);
    }

    /** Decay of Adam's second moment. */
    public double beta2() {
        return get(BETA2);
    }

    /** What Adam adds to the root of the second moment. */
    public double epsilon() {
        return get(EPSILON);
    }

    /** Momentum of {@link OptimizerKind#SGD}; without meaning for the others. */
    public double momentum() {
        return get(MOMENTUM);
    }

    /** Decoupled weight decay λ of {@link OptimizerKind#ADAMW}; without meaning for the others. */
    public double weightDecay() {
        return get(WEIGHT_DECAY);
    }

    /**
     * L2 regularisation λ, added to the gradient by {@link OptimizerKind#SGD} and {@link OptimizerKind#ADAM}; without meaning for ADAMW.
     */
    public double l2() {
        return get(L2);
    }

    /** Whether biases and the parameters of normalisations decay, too. */
    public boolean decayBiasesAndNorms() {
        return get(DECAY_ALL);
    }

    /** Takes the place of all probabilities of dropout; empty for the default. */
    public OptionalDouble dropout() {
        return optionalDouble(DROPOUT);
    }

    /** Share of the target that all labels get (Szegedy et al. 2016), as in PyTorch's cross entropy; empty for the default. */
    public OptionalDouble labelSmoothing() {
        return optionalDouble(LABEL_SMOOTHING);
    }

    /** How much the texts of each label count. */
    public ClassWeights classWeights() {
        return get(CLASS_WEIGHTS);
    }

    /** γ of the focal loss (Lin et al. 2017). */
    public double focalGamma() {
        return get(FOCAL_GAMMA);
    }

    /** The largest norm of all gradients together; 0 for no clipping. */
    public double clipNorm() {
        return get(CLIP_NORM);
    }

    /** How the learning rate goes on after the warm-up. */
    public LearningRateSchedule schedule() {
        return get(SCHEDULE);
    }

    /** Share of the steps in which the learning rate grows. */
    public double warmupRatio() {
        return get(WARMUP_RATIO);
    }

    /** Number of the steps in which the learning rate grows; empty for the default. */
    public OptionalInt warmupSteps() {
        return optionalInt(WARMUP_STEPS);
    }

    /** Factor of the learning rate from each layer to the one below it. */
    public double layerDecay() {
        return get(LAYER_DECAY);
    }

    /** Whether the embedding tables stay as they are; empty for the default. */
    public Optional<Boolean> freezeEmbeddings() {
        return Optional.ofNullable(find(FREEZE_EMBEDDINGS));
    }

    /** How many of the lowest layers stay as they are, the embedding tables with them. */
    public int freezeLayers() {
        return get(FREEZE_LAYERS);
    }

    /** After how many measurements without a better one training ends early; empty for the default. */
    public OptionalInt patience() {
        return optionalInt(PATIENCE);
    }

    /** What the best weights are chosen by; empty for the default. */
    public Optional<Metric> metric() {
        return Optional.ofNullable(find(METRIC));
    }

    /** Whether the weights of the best measurement are kept, else those of the last step. */
    public boolean keepBest() {
        return get(KEEP_BEST);
    }

    /** Whether matrix products are in bfloat16, which pays on GPUs. */
    public boolean bfloat16() {
        return get(BFLOAT16);
    }

    /** Rank of the factors of {@link TrainingMethod#LORA} (Hu et al. 2022). */
    public int loraRank() {
        return get(LORA_RANK);
    }

    /** Their product is multiplied by this and divided by the rank. */
    public double loraAlpha() {
        return get(LORA_ALPHA);
    }

    /** Probability of dropping an input of the factors. */
    public double loraDropout() {
        return get(LORA_DROPOUT);
    }

    /** Which weights of the layers get factors: those whose name contains one of these. */
    public List<String> loraTargets() {
        return get(LORA_TARGETS);
    }

    /**
     * Whether {@link TrainingMethod#LORA} keeps the factors as a small directory that loads over its base, else they are merged into the weights.
     */
    public boolean adapter() {
        return get(ADAPTER);
    }

    /** Where all random numbers of a run come from. */
    public long seed() {
        return get(SEED);
    }

    /** How many runs with seeds one after the other; the best is kept. */
    public int seeds() {
        return get(SEEDS);
    }

    /** Whether texts of about the same length go into one batch, which saves padding. */
    public boolean lengthBucketing() {
        return get(BUCKETING);
    }

    /** Steps between measurements on the development data; empty for the default. */
    public OptionalInt evaluateEvery() {
        return optionalInt(EVALUATE_EVERY);
    }

    /** Steps between checkpoints, from which a run can be resumed; empty for one after each measurement. */
    public OptionalInt checkpointEvery() {
        return optionalInt(CHECKPOINT_EVERY);
    }

    /** Share of the training data that serves as development data where there are none. */
    public double devShare() {
        return get(DEV_SHARE);
    }

    /** Whether a temperature, and for multi-label data thresholds, are fitted on a part of the training data that is held out. */
    public boolean calibrate() {
        return get(CALIBRATE);
    }

    /** Share of the training data that is held out for it; empty for the default. */
    public OptionalDouble calibrationShare() {
        return optionalDouble(CALIBRATION_SHARE);
    }

    /** What a layer between encoder and classifier starts from where the base model does not bring it; empty for the default. */
    public Optional<PoolerStart> poolerStart() {
        return Optional.ofNullable(find(POOLER_START));
    }

    /** What logits of teacher and student are divided by where they are compared. */
    public double distillTemperature() {
        return get(DISTILL_TEMPERATURE);
    }

    /** How much a teacher counts; the label has the rest. */
    public double distillWeight() {
        return get(DISTILL_WEIGHT);
    }

    /** How many layers of the base are kept; empty for all, or those of {@link #keepLayers()}. */
    public OptionalInt layers() {
        return optionalInt(LAYERS);
    }

    /** Which layers of the base are kept; empty for all, or as many as {@link #layers()} says. */
    public List<Integer> keepLayers() {
        return get(KEEP_LAYERS);
    }

    /** How often a word piece has to occur in the texts to be kept; empty if all are. */
    public OptionalInt pruneVocabulary() {
        return optionalInt(PRUNE_VOCABULARY);
    }

    /** Whether training starts from a part of the base. */
    boolean cutsBase() {
        return layers().isPresent() || !keepLayers().isEmpty() || pruneVocabulary().isPresent();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingOptions options && toJson().equals(options.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Collects {@link TrainingOptions}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> values;

        private Builder(Map<String, Object> values) {
            this.values = new LinkedHashMap<>(values);
        }

        private <T> Builder set(Setting<T> setting, T value) {
            values.put(setting.name(), setting.check(Objects.requireNonNull(value, setting.name())));
            return this;
        }

        /** What is trained; default {@link TrainingMethod#FULL}. */
        public Builder method(TrainingMethod method) {
            return set(METHOD, method);
        }

        /**
         * What the labels mean; default by the data: numbers are regression, a text with no label or several makes them
         * multi-label, all else is single-label.
         */
        public Builder task(ProblemType task) {
            return set(TASK, task);
        }

        /**
         * How often each text is seen; default by method and size of the data, so that there are enough steps.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder epochs(int epochs) {
            return set(EPOCHS, epochs);
        }

        /**
         * The highest learning rate; default by method: for {@code FULL} 2e-4, 3e-5 on bases wider than 512, 2e-5
         * beyond 768; 1e-3 for {@code LORA}.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder learningRate(double learningRate) {
            return set(LEARNING_RATE, learningRate);
        }

        /**
         * By how much the learning rate of a new head is larger than that of the base model; default 1, but 10 for {@code FULL} on
         * bases wider than 512.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder headRateFactor(double headRateFactor) {
            return set(HEAD_RATE_FACTOR, headRateFactor);
        }

        /**
         * Texts that go through the model together; default 32, or 16 for fewer than 2,000 texts.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder batchSize(int batchSize) {
            return set(BATCH_SIZE, batchSize);
        }

        /**
         * Batches whose gradients are added up for one step: the same as a larger batch, with the memory of a smaller one; default
         * 1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder gradientAccumulation(int gradientAccumulation) {
            return set(ACCUMULATION, gradientAccumulation);
        }

        /**
         * Most tokens of a text or pair, special tokens included; longer ones are cut; default 256, or what the model has
         * positions for if that is less.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxLength(int maxLength) {
            return set(MAX_LENGTH, maxLength);
        }

        /** The rule by which parameters change; default {@link OptimizerKind#ADAMW}. */
        public Builder optimizer(OptimizerKind optimizer) {
            return set(OPTIMIZER, optimizer);
        }

        /**
         * Decay of Adam's first moment; default 0.9.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder beta1(double beta1) {
            return set(BETA1, beta1);
        }

        /**
         * Decay of Adam's second moment; default 0.999.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder beta2(double beta2) {
            return set(BETA2, beta2);
        }

        /**
         * What Adam adds to the root of the second moment; default 1e-8.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder epsilon(double epsilon) {
            return set(EPSILON, epsilon);
        }

        /**
         * Momentum of {@link OptimizerKind#SGD}; without meaning for the others; default 0.9.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder momentum(double momentum) {
            return set(MOMENTUM, momentum);
        }

        /**
         * Decoupled weight decay λ of {@link OptimizerKind#ADAMW}; without meaning for the others; default 0.01.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder weightDecay(double weightDecay) {
            return set(WEIGHT_DECAY, weightDecay);
        }

        /**
         * L2 regularisation λ, added to the gradient by {@link OptimizerKind#SGD} and {@link OptimizerKind#ADAM}; without meaning
         * for ADAMW; default 0.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder l2(double l2) {
            return set(L2, l2);
        }

        /** Whether biases and the parameters of normalisations decay, too; default false. */
        public Builder decayBiasesAndNorms(boolean decayBiasesAndNorms) {
            return set(DECAY_ALL, decayBiasesAndNorms);
        }

        /**
         * Takes the place of all probabilities of dropout; default is what the model's configuration says.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder dropout(double dropout) {
            return set(DROPOUT, dropout);
        }

        /**
         * Share of the target that all labels get (Szegedy et al. 2016), as in PyTorch's cross entropy; default 0.1 for {@code FULL}
         * and {@code LORA} with one label a text and no focal loss, else 0.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder labelSmoothing(double labelSmoothing) {
            return set(LABEL_SMOOTHING, labelSmoothing);
        }

        /** How much the texts of each label count; default {@link ClassWeights#none()}. */
        public Builder classWeights(ClassWeights classWeights) {
            return set(CLASS_WEIGHTS, classWeights);
        }

        /**
         * γ of the focal loss (Lin et al. 2017); default 0, which is no focal loss.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder focalGamma(double focalGamma) {
            return set(FOCAL_GAMMA, focalGamma);
        }

        /**
         * The largest norm of all gradients together; 0 for no clipping; default 1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder clipNorm(double clipNorm) {
            return set(CLIP_NORM, clipNorm);
        }

        /** How the learning rate goes on after the warm-up; default {@link LearningRateSchedule#LINEAR}. */
        public Builder schedule(LearningRateSchedule schedule) {
            return set(SCHEDULE, schedule);
        }

        /**
         * Share of the steps in which the learning rate grows; default 0.1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder warmupRatio(double warmupRatio) {
            return set(WARMUP_RATIO, warmupRatio);
        }

        /**
         * Number of the steps in which the learning rate grows; default by {@link #warmupRatio(double)}.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder warmupSteps(int warmupSteps) {
            return set(WARMUP_STEPS, warmupSteps);
        }

        /**
         * Factor of the learning rate from each layer to the one below it; default 1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder layerDecay(double layerDecay) {
            return set(LAYER_DECAY, layerDecay);
        }

        /**
         * Whether the embedding tables stay as they are. Default is true for {@link TrainingMethod#FULL} with a base of a width from 257 to 512,
         * half of whose weights or more are its tables: a few thousand texts teach the layers above, and move a few words away from the
         * many that they do not hold.
         */
        public Builder freezeEmbeddings(boolean freezeEmbeddings) {
            return set(FREEZE_EMBEDDINGS, freezeEmbeddings);
        }

        /**
         * How many of the lowest layers stay as they are, the embedding tables with them; default 0.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder freezeLayers(int freezeLayers) {
            return set(FREEZE_LAYERS, freezeLayers);
        }

        /**
         * After how many measurements without a better one training ends early; default is not to end early.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder patience(int patience) {
            return set(PATIENCE, patience);
        }

        /**
         * What the best weights are chosen by, measured on the development data; default is the accuracy for single-label data, macro
         * F1 for multi-label data and the correlation for regression. It must say something of the kind of data.
         */
        public Builder metric(Metric metric) {
            return set(METRIC, metric);
        }

        /** Whether the weights of the best measurement are kept, else those of the last step; default true. */
        public Builder keepBest(boolean keepBest) {
            return set(KEEP_BEST, keepBest);
        }

        /** Whether matrix products are in bfloat16, which pays on GPUs; default false. */
        public Builder bfloat16(boolean bfloat16) {
            return set(BFLOAT16, bfloat16);
        }

        /**
         * Rank of the factors of {@link TrainingMethod#LORA} (Hu et al. 2022); default 8.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder loraRank(int loraRank) {
            return set(LORA_RANK, loraRank);
        }

        /**
         * Their product is multiplied by this and divided by the rank; default 16.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder loraAlpha(double loraAlpha) {
            return set(LORA_ALPHA, loraAlpha);
        }

        /**
         * Probability of dropping an input of the factors; default 0.05.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder loraDropout(double loraDropout) {
            return set(LORA_DROPOUT, loraDropout);
        }

        /** Which weights of the layers get factors: those whose name contains one of these; default empty, which is all of them. */
        public Builder loraTargets(List<String> loraTargets) {
            return set(LORA_TARGETS, List.copyOf(loraTargets));
        }

        /**
         * Whether {@link TrainingMethod#LORA} keeps the factors as a small directory that loads over its base, else they are
         * merged into the weights; default false.
         */
        public Builder adapter(boolean adapter) {
            return set(ADAPTER, adapter);
        }

        /** Where all random numbers of a run come from; default 13. */
        public Builder seed(long seed) {
            return set(SEED, seed);
        }

        /**
         * How many runs with seeds one after the other; the best is kept; default 1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder seeds(int seeds) {
            return set(SEEDS, seeds);
        }

        /** Whether texts of about the same length go into one batch, which saves padding; default true. */
        public Builder lengthBucketing(boolean lengthBucketing) {
            return set(BUCKETING, lengthBucketing);
        }

        /**
         * Steps between measurements on the development data; default is after each epoch.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder evaluateEvery(int evaluateEvery) {
            return set(EVALUATE_EVERY, evaluateEvery);
        }

        /**
         * Steps between checkpoints, from which a run can be resumed; default is one after each measurement but the last.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder checkpointEvery(int checkpointEvery) {
            return set(CHECKPOINT_EVERY, checkpointEvery);
        }

        /**
         * Share of the training data that serves as development data where there are none; default 0.1.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder devShare(double devShare) {
            return set(DEV_SHARE, devShare);
        }

        /**
         * Whether a temperature, and for multi-label data thresholds, are fitted on a part of the training data that is held out;
         * default true.
         */
        public Builder calibrate(boolean calibrate) {
            return set(CALIBRATE, calibrate);
        }

        /**
         * Share of the training data that is held out for it; default 0.05, and 0.1 for multi-label data; at most 2,000 texts and
         * none below 1,000.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder calibrationShare(double calibrationShare) {
            return set(CALIBRATION_SHARE, calibrationShare);
        }

        /**
         * What a layer between encoder and classifier starts from where the base model does not bring it; default {@link
         * PoolerStart#IDENTITY} for models of embeddings, else {@link PoolerStart#NORMAL}.
         */
        public Builder poolerStart(PoolerStart poolerStart) {
            return set(POOLER_START, poolerStart);
        }

        /**
         * Temperature τ of a distillation (Hinton, Vinyals and Dean, <i>Distilling the Knowledge in a Neural Network</i>, 2015): logits of
         * teacher and student are divided by it, and the divergence of their probabilities is multiplied by its square, so that it counts
         * the same whatever τ is; above 1 it shows what the teacher thinks of the labels it does not choose; default 2. Without meaning for
         * regression, and without a teacher.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder distillTemperature(double distillTemperature) {
            return set(DISTILL_TEMPERATURE, distillTemperature);
        }

        /**
         * How much a teacher counts, w: the loss of a text is w · τ² · KL(teacher, student) + (1 − w) · cross entropy with its label, and
         * of a text without a label the first part alone; default 0.9, as labels do best with a considerably lower weight (Hinton et al.
         * 2015). Without meaning without a teacher.
         *
         * @throws IllegalArgumentException if it is not above 0, or above 1
         */
        public Builder distillWeight(double distillWeight) {
            return set(DISTILL_WEIGHT, distillWeight);
        }

        /**
         * How many layers of the base are kept, evenly spread from the first to the last: of 12 layers 6 are 0, 2, 4, 7, 9 and 11, as
         * DistilBERT has them (Sanh et al. 2019); default is all. More than the base has fail when training starts.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder layers(int layers) {
            return set(LAYERS, layers);
        }

        /**
         * Which layers of the base are kept, by numbers from 0, ascending, in place of {@link #layers(int)}; default is all. Those that
         * the base does not have fail when training starts.
         *
         * @throws IllegalArgumentException if a number is below 0
         */
        public Builder keepLayers(List<Integer> keepLayers) {
            return set(KEEP_LAYERS, List.copyOf(keepLayers));
        }

        /**
         * Keeps of the base's vocabulary the word pieces that occur so often in training data and texts without labels, all special tokens
         * and all single characters; default is to keep all. For vocabularies of WordPiece alone; others fail when training starts.
         *
         * @param leastCount how often a piece has to occur; 1 for pieces that occur at all
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder pruneVocabulary(int leastCount) {
            return set(PRUNE_VOCABULARY, leastCount);
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if they contradict each other: L2 with ADAMW, which has a decay of its own, an adapter
         *     without LORA, layers both counted and named, or a part of the base with an adapter or a method that needs all of it or none
         */
        public TrainingOptions build() {
            TrainingOptions options = new TrainingOptions(values);
            if (options.l2() > 0 && options.optimizer() == OptimizerKind.ADAMW) {
                throw new IllegalArgumentException("l2: expected 0 with the optimizer ADAMW, found " + options.l2()
                        + "; use its weight_decay, or ADAM or SGD");
            }
            if (options.adapter() && options.method() != TrainingMethod.LORA) {
                throw new IllegalArgumentException("adapter: expected it with the method LORA, found " + options.method());
            }
            if (options.layers().isPresent() && !options.keepLayers().isEmpty()) {
                throw new IllegalArgumentException("layers: expected it or keep_layers, found both; count layers or name them");
            }
            boolean steps = options.method() != TrainingMethod.HEAD && options.method() != TrainingMethod.LINEAR;
            if (!steps) {
                options.requireDefaults(OF_STEPS, "a method that learns in steps (FULL, LORA, LSTM)");
            }
            if (options.method() != TrainingMethod.LORA) {
                options.requireDefaults(OF_LORA, "the method LORA");
            }
            boolean whole = options.adapter() || options.method() != TrainingMethod.FULL && options.method() != TrainingMethod.LORA;
            if (options.cutsBase() && whole) {
                throw new IllegalArgumentException("layers, keep_layers, prune_vocabulary: expected them with the methods FULL or LORA and"
                        + " without adapter, found " + options.method() + (options.adapter() ? " with adapter" : ""));
            }
            return options;
        }
    }
}
