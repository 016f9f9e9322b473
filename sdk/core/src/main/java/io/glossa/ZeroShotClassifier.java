package io.glossa;

import io.glossa.base.internal.Unicode;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.EmbeddingModel;
import io.glossa.internal.pipeline.Heads;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.internal.pipeline.SequenceModel;
import io.glossa.models.ModelConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Classifies texts by labels made up on the spot, without training.
 *
 * <p>With a model for natural language inference (its labels tell entailment), each label becomes a hypothesis and the score
 * is how much the text entails it, computed as the zero-shot pipeline of Python {@code transformers} does. With an
 * embedding model, such as the default {@value #DEFAULT_MODEL}, the score comes from the cosine similarity of text and
 * hypothesis: softmax over labels of 20 times the cosine; with {@link ZeroShotOptions#multiLabel()}, for each label the
 * softmax of itself against the empty hypothesis. The second is quicker and coarser; its scores rank labels and are no
 * calibrated probabilities.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ZeroShotClassifier implements AutoCloseable {
    /** The embedded model that {@link #load()} takes. */
    public static final String DEFAULT_MODEL = "base-en";

    private final LoadedModel model;
    private final ZeroShotScorer scorer;
    private final TextOptions options;

    private ZeroShotClassifier(LoadedModel model, ZeroShotScorer scorer, TextOptions options) {
        this.model = model;
        this.scorer = scorer;
        this.options = options;
    }

    /**
     * Loads the embedded English model {@value #DEFAULT_MODEL}.
     *
     * @throws GlossaException if its artifact is not on the class path
     */
    public static ZeroShotClassifier load() {
        return load(DEFAULT_MODEL);
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or neither an inference nor an embedding model
     */
    public static ZeroShotClassifier load(String model) {
        return builder(model).build();
    }

    /**
     * A builder.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Scores labels for one text, with the default options. */
    public Classification classify(String text, List<String> labels) {
        return classify(text, labels, ZeroShotOptions.defaults());
    }

    /**
     * Scores labels for one text.
     *
     * @param labels at least one, none empty or twice
     * @throws InvalidInputException if the labels are not such
     */
    public Classification classify(String text, List<String> labels, ZeroShotOptions how) {
        return Calls.one(text, "text", work(labels, how));
    }

    /** Scores labels for texts; one result each, in order. */
    public List<Classification> classify(List<String> texts, List<String> labels, ZeroShotOptions how) {
        return Calls.many(texts, "texts", work(labels, how));
    }

    /** Scores labels for a stream of texts lazily and in order. */
    public Stream<Classification> classify(Stream<String> texts, List<String> labels, ZeroShotOptions how) {
        return Calls.lazily(texts, "texts", work(labels, how));
    }

    /** Scores labels for one text on a thread of this handle. */
    public CompletableFuture<Classification> classifyAsync(String text, List<String> labels, ZeroShotOptions how) {
        return classifyAsync(text, labels, how, model.workers().executor());
    }

    /** Scores labels for one text on the given executor. */
    public CompletableFuture<Classification> classifyAsync(String text, List<String> labels, ZeroShotOptions how,
            Executor executor) {
        Objects.requireNonNull(text, "text");
        Function<List<String>, List<Classification>> work = work(labels, how);
        return Calls.later(() -> Calls.one(text, "text", work), executor);
    }

    /** Scores labels for texts on the threads of this handle. */
    public CompletableFuture<List<Classification>> classifyAsync(List<String> texts, List<String> labels, ZeroShotOptions how) {
        List<String> copy = Calls.copied(texts, "texts");
        Function<List<String>, List<Classification>> work = work(labels, how);
        return Calls.later(() -> Calls.many(copy, "texts", work), model.workers().executor());
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This classifier with other text options; it shares the model, and closing one closes both. */
    public ZeroShotClassifier with(TextOptions other) {
        return new ZeroShotClassifier(model, scorer, Objects.requireNonNull(other, "options"));
    }

    private Function<List<String>, List<Classification>> work(List<String> labels, ZeroShotOptions how) {
        Objects.requireNonNull(how, "how");
        List<String> checked = List.copyOf(Calls.checked(labels, "labels"));
        if (checked.isEmpty()) {
            throw new InvalidInputException("labels: expected at least one, found none");
        }
        for (int i = 0; i < checked.size(); i++) {
            Unicode.requireWellFormed(checked.get(i), "labels[" + i + "]");
        }
        if (checked.stream().anyMatch(String::isBlank) || new LinkedHashSet<>(checked).size() != checked.size()) {
            throw new InvalidInputException("labels: expected different labels that are not empty, found an empty or repeated one");
        }
        return texts -> scorer.score(model.clean(texts), checked, how, options);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link ZeroShotClassifier}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Loads the classifier.
         *
         * @throws GlossaException if the model is not there, damaged, or neither an inference nor an embedding model
         */
        public ZeroShotClassifier build() {
            LoadedModel loaded = LoadedModel.load(model, settings(), "ZeroShotClassifier", Heads::ofArchitecture);
            try {
                return new ZeroShotClassifier(loaded, scorer(loaded), textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }

        private static ZeroShotScorer scorer(LoadedModel loaded) {
            if (loaded.isHead() || !loaded.hasOutput("logits")) {
                return new ZeroShotScorer.BySimilarity(new EmbeddingModel(loaded));
            }
            SequenceModel sequence = new SequenceModel(loaded);
            int entailment = entailment(loaded.directory().config());
            if (entailment < 0 || entailment >= sequence.labels().size() || sequence.labels().size() < 2) {
                throw new ModelFormatException(loaded.directory().name() + "/config.json: expected a label that begins with"
                        + " 'entail' (label2id), found " + sequence.labels()
                        + "; use a model for natural language inference, or an embedding model");
            }
            return new ZeroShotScorer.ByEntailment(sequence, entailment);
        }

        private static int entailment(ModelConfig config) {
            for (Map.Entry<String, Integer> label : config.labelIds().entrySet()) {
                if (label.getKey().toLowerCase(Locale.ROOT).startsWith("entail")) {
                    return label.getValue();
                }
            }
            return -1;
        }
    }
}
