package io.glossa.training;

import io.glossa.Device;
import io.glossa.data.Dataset;
import io.glossa.error.InvalidInputException;
import io.glossa.error.TrainingException;
import io.glossa.internal.directory.NewFolder;
import io.glossa.models.ModelStore;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.torch.TorchModel;
import io.glossa.training.internal.torch.TorchRuntime;
import io.glossa.training.internal.tuning.Training;
import io.glossa.training.internal.tuning.TrainingLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Trains a classifier on labelled texts: from a base model and data to a model directory that every task loads and {@code transformers}
 * opens, with a report. What labels mean is seen from the data: one label a text, any number of labels, or a number to predict.
 *
 * <p>Immutable and thread-safe; a training runs on the calling thread and uses further ones inside. Two trainings at the same time share
 * the processor, so they gain nothing.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ClassifierTrainer {
    private final String base;
    private final TrainingOptions options;
    private final Device device;
    private final ModelStore store;
    private final TrainingListener listener;
    private final int threads;
    private final boolean resume;
    private final @Nullable String command;
    private final List<String> teachers;
    private final @Nullable Dataset unlabelled;
    private final Function<ModelSpec, TrainableModel> engine;

    private ClassifierTrainer(Builder builder) {
        this.base = builder.base;
        this.options = builder.options;
        this.device = builder.device;
        this.store = builder.store == null ? ModelStore.defaults() : builder.store;
        this.listener = builder.listener;
        this.threads = builder.threads;
        this.resume = builder.resume;
        this.command = builder.command;
        this.teachers = List.copyOf(builder.teachers);
        this.unlabelled = builder.unlabelled;
        this.engine = builder.engine != null ? builder.engine : this::torch;
    }

    /**
     * A builder.
     *
     * @param base a folder, the name of an embedded model such as {@code base-en}, or {@code hub:org/name[@revision]}; without meaning
     *     for methods that start from nothing
     */
    public static Builder builder(String base) {
        return new Builder(base);
    }

    /**
     * Trains; a seeded part of the data is held out and measured on.
     *
     * @param train texts to learn from
     * @param out the directory to write; must not exist, or be an empty folder
     * @return what was written and measured
     * @throws InvalidInputException as {@link #train(Dataset, Dataset, Path)}
     * @throws TrainingException as {@link #train(Dataset, Dataset, Path)}
     */
    public TrainingResult train(Dataset train, Path out) {
        return run(Objects.requireNonNull(train, "train"), null, out);
    }

    /**
     * Trains.
     *
     * <p>Checkpoints and what else must outlive the process lie in a folder beside {@code out}, called as it with a dot before and
     * {@code .training} after, until the training is over: {@code run-1/history.jsonl} there has a line for each window of steps and each
     * measurement while the training runs.
     *
     * @param train texts to learn from; read twice
     * @param dev texts to measure on, to choose the best weights by; read once
     * @param out the directory to write; must not exist, or be an empty folder. It appears when all of it is written
     * @return what was written and measured
     * @throws InvalidInputException if there is nothing to learn from, labels and numbers are mixed, a label of {@code dev} is unknown, a
     *     text is not valid Unicode, {@code out} holds something already or cannot be written, another training writes it now,
     *     or a checkpoint to resume from is of other options or data
     * @throws TrainingException if the loss is no number any more, memory runs out, or files cannot be written; the message says what to
     *     change, and checkpoints written before stay
     * @throws io.glossa.error.ModelNotFoundException if the base is not there
     * @throws io.glossa.error.ModelFormatException if the base is damaged, or of an architecture that cannot be trained
     * @throws io.glossa.error.EngineException if PyTorch is not on the class path, the device is not there, or the engine fails
     */
    public TrainingResult train(Dataset train, Dataset dev, Path out) {
        return run(Objects.requireNonNull(train, "train"), Objects.requireNonNull(dev, "dev"), out);
    }

    private TrainingResult run(Dataset train, @Nullable Dataset dev, Path out) {
        Path target = NewFolder.requireFree(Objects.requireNonNull(out, "out"));
        NewFolder.requireWritable(target);
        Training training = new Training(base, options, device, store, listener, threads, resume, command, teachers, unlabelled, engine);
        try (TrainingLock lock = TrainingLock.of(target)) {
            return training.run(train, dev, target);
        } catch (IOException e) {
            throw new TrainingException(target + ": expected to write a model directory, found " + e.getClass().getSimpleName()
                    + "; check free space and permissions, then resume", e);
        }
    }

    private TrainableModel torch(ModelSpec spec) {
        // The many small operations of an LSTM only wait for each other on several threads.
        TorchRuntime.threads(options.method() == TrainingMethod.LSTM ? 1 : threads);
        return TorchModel.open(spec);
    }

    /** Collects the settings of a {@link ClassifierTrainer}. Not thread-safe. */
    public static final class Builder {
        private final String base;
        private TrainingOptions options = TrainingOptions.defaults();
        private Device device = Device.auto();
        private @Nullable ModelStore store;
        private TrainingListener listener = TrainingListener.NONE;
        private int threads = Runtime.getRuntime().availableProcessors();
        private boolean resume;
        private @Nullable String command;
        private final List<String> teachers = new ArrayList<>();
        private @Nullable Dataset unlabelled;
        private @Nullable Function<ModelSpec, TrainableModel> engine;

        private Builder(String base) {
            this.base = Objects.requireNonNull(base, "base");
        }

        /** How it is trained; default {@link TrainingOptions#defaults()}. */
        public Builder options(TrainingOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Where it is trained; default {@link Device#auto()}: a CUDA device if PyTorch has one, else the processor. */
        public Builder device(Device device) {
            this.device = Objects.requireNonNull(device, "device");
            return this;
        }

        /** Where the base is looked up; default {@link ModelStore#defaults()}. */
        public Builder store(ModelStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /** Who hears how far the training is; default nobody. */
        public Builder listener(TrainingListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * How many threads an operation may use; default all cores. With another number, sums are added up in another order, so weights
         * differ in their last digits.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
            }
            this.threads = threads;
            return this;
        }

        /**
         * Whether to go on from the newest checkpoint of the same base, options and data, if there is one; default false, which refuses to
         * begin beside checkpoints of an earlier training, and removes what else a broken run has left.
         */
        public Builder resume(boolean resume) {
            this.resume = resume;
            return this;
        }

        /** The command that repeats this training, for its card; default is the one of the command line with the same options. */
        public Builder command(String command) {
            this.command = Objects.requireNonNull(command, "command");
            return this;
        }

        /**
         * Adds a classifier that the new model learns from beside the labels (Hinton et al. 2015): its probabilities for each training text,
         * softened by {@link TrainingOptions#distillTemperature()}, count {@link TrainingOptions#distillWeight()} of the loss. It may be any
         * classifier that {@link io.glossa.TextClassifier} loads, of another architecture and with another tokenizer, for the same task and
         * with the same labels, by name, in any order. Several count as one, with the mean of their probabilities. Each is run once on all
         * texts before training; its answers lie beside the checkpoints and are found again with {@link #resume(boolean)}. Default none.
         *
         * <p>For {@link TrainingMethod#FULL}, {@link TrainingMethod#LORA} and {@link TrainingMethod#LSTM}. Training fails with
         * {@link io.glossa.error.InvalidInputException} if a teacher is for another task or has other labels.
         *
         * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
         */
        public Builder teacher(String model) {
            this.teachers.add(Objects.requireNonNull(model, "model"));
            return this;
        }

        /**
         * Texts without labels, of which teachers alone say something; labels that it has are not read. They are seen as often as the
         * training data. Default none.
         *
         * @param texts read several times
         */
        public Builder unlabelled(Dataset texts) {
            this.unlabelled = Objects.requireNonNull(texts, "texts");
            return this;
        }

        /** Another engine, for tests. */
        Builder engine(Function<ModelSpec, TrainableModel> engine) {
            this.engine = engine;
            return this;
        }

        /**
         * Makes the trainer.
         *
         * @throws IllegalArgumentException if there are texts without labels and no teacher, or a teacher for a method that learns from
         *     labels alone
         */
        public ClassifierTrainer build() {
            if (unlabelled != null && teachers.isEmpty()) {
                throw new IllegalArgumentException("unlabelled: expected a teacher for texts without labels, found none; name one");
            }
            TrainingMethod method = options.method();
            if (!teachers.isEmpty() && (method == TrainingMethod.HEAD || method == TrainingMethod.LINEAR)) {
                throw new IllegalArgumentException("teacher: expected it with the methods FULL, LORA or LSTM, found " + method);
            }
            return new ClassifierTrainer(this);
        }
    }
}
