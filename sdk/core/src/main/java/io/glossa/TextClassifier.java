package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.Checks;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.internal.pipeline.ModelHandle;
import io.glossa.internal.pipeline.NgramFiles;
import io.glossa.internal.pipeline.NgramModel;
import io.glossa.internal.pipeline.SequenceModel;
import io.glossa.internal.pipeline.SequenceScorer;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.models.ProblemType;
import io.glossa.models.graph.GraphHead;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Gives texts, or pairs of texts, labels with scores: single label, multi-label and regression models, told apart by the
 * model's {@code problem_type} as Python {@code transformers} does.
 *
 * <p>Thread-safe; load once and share. {@link #close} waits for the runs under way; calls after it, and calls it
 * interrupts, throw {@link IllegalStateException}. Every method throws {@link NullPointerException} for a null argument,
 * {@link InvalidInputException} for a text that is not valid Unicode or does not fit under {@link LengthPolicy#fail()}, and
 * {@link io.glossa.error.EngineException} if the engine fails.
 *
 * <p>An empty second text counts as none, as in the text-classification pipeline.
 *
 * <p>Long texts under {@link LengthPolicy#window(int)}: the logits are the mean over windows, weighted by their tokens.
 *
 * <p>Linear models of n-grams ({@code "model_type": "glossa-ngrams"}) need Lucene on the class path, run in plain Java whatever
 * {@link Device} and {@link Precision} say, and count words where others count tokens: they have no limit of their own, and one set
 * by {@code maxLength} is in words and signs.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TextClassifier implements AutoCloseable {
    private final ModelHandle model;
    private final SequenceScorer sequence;
    private final Activation activation;
    private final Map<String, Double> thresholds;
    private final TextOptions options;

    private TextClassifier(ModelHandle model, SequenceScorer sequence, Activation activation, Map<String, Double> thresholds,
            TextOptions options) {
        this.model = model;
        this.sequence = sequence;
        this.activation = activation;
        this.thresholds = thresholds;
        this.options = options;
    }

    /**
     * Loads a classifier with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or no classifier
     */
    public static TextClassifier load(String model) {
        return builder(model).build();
    }

    /**
     * A builder for a classifier.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Classifies one text. */
    public Classification classify(String text) {
        return Calls.one(text, "text", this::texts);
    }

    /** Classifies a pair of texts, such as premise and hypothesis. */
    public Classification classify(String text, String textPair) {
        return classify(new TextPair(text, Objects.requireNonNull(textPair, "textPair")));
    }

    /** Classifies a text or pair. */
    public Classification classify(TextPair text) {
        return Calls.one(text, "text", this::pairs);
    }

    /** Classifies texts; one result each, in order. An empty list gives an empty list. */
    public List<Classification> classify(List<String> texts) {
        return Calls.many(texts, "texts", this::texts);
    }

    /** Classifies texts or pairs; one result each, in order. */
    public List<Classification> classifyPairs(List<TextPair> texts) {
        return Calls.many(texts, "texts", this::pairs);
    }

    /** Classifies a stream lazily and in order, reading some hundred texts ahead. */
    public Stream<Classification> classify(Stream<String> texts) {
        return Calls.lazily(texts, "texts", this::texts);
    }

    /** Classifies a stream of texts or pairs lazily and in order. */
    public Stream<Classification> classifyPairs(Stream<TextPair> texts) {
        return Calls.lazily(texts, "texts", this::pairs);
    }

    /** Classifies one text on a thread of this handle. */
    public CompletableFuture<Classification> classifyAsync(String text) {
        return classifyAsync(text, model.workers().executor());
    }

    /** Classifies one text on the given executor. */
    public CompletableFuture<Classification> classifyAsync(String text, Executor executor) {
        Objects.requireNonNull(text, "text");
        return Calls.later(() -> classify(text), executor);
    }

    /** Classifies texts on the threads of this handle. */
    public CompletableFuture<List<Classification>> classifyAsync(List<String> texts) {
        return classifyAsync(texts, model.workers().executor());
    }

    /** Classifies texts on the given executor. */
    public CompletableFuture<List<Classification>> classifyAsync(List<String> texts, Executor executor) {
        List<String> copy = Calls.copied(texts, "texts");
        return Calls.later(() -> classify(copy), executor);
    }

    /**
     * Binds the labels to an enum, so that the compiler knows them. A label belongs to the constant of the same name, upper
     * or lower case and with anything but letters and digits between two of them counted as an underscore ({@code Sci/Tech}
     * and {@code SCI_TECH}).
     *
     * @throws InvalidInputException if a label has no constant or a constant no label; the message lists them
     */
    public <E extends Enum<E>> TypedClassifier<E> as(Class<E> labels) {
        return new TypedClassifier<>(this, labels);
    }

    /** The labels in the model's own order. */
    public List<String> labels() {
        return sequence.labels();
    }

    /** How logits become scores. */
    public Activation activation() {
        return activation;
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This classifier with other text options; it shares the model, and closing one closes both. */
    public TextClassifier with(TextOptions other) {
        return new TextClassifier(model, sequence, activation, thresholds, Objects.requireNonNull(other, "options"));
    }

    Optional<Manifest> manifest() {
        return model.directory().manifest();
    }

    private List<Classification> texts(List<String> texts) {
        return pairs(texts.stream().map(TextPair::of).toList());
    }

    /** Texts as the cleaner of this handle leaves them. */
    List<String> clean(List<String> texts) {
        return model.clean(texts);
    }

    /** Classifies texts that {@link #clean} was called for; fails with the index of a text, as tasks do. */
    List<Classification> classifyCleaned(List<String> texts) {
        return cleanedPairs(texts.stream().map(TextPair::of).toList());
    }

    /** Where asynchronous calls run when the caller names no executor. */
    Executor executor() {
        return model.workers().executor();
    }

    private List<Classification> pairs(List<TextPair> given) {
        return cleanedPairs(model.cleanPairs(given));
    }

    private List<Classification> cleanedPairs(List<TextPair> cleaned) {
        // As in the text-classification pipeline of transformers, an empty second text is none.
        List<TextPair> texts = cleaned.stream().map(t -> "".equals(t.pair()) ? TextPair.of(t.text()) : t).toList();
        List<Classification> results = new ArrayList<>(texts.size());
        for (SequenceModel.Scored scored : sequence.score(texts, options)) {
            results.add(new Classification(labels(), scored.merged(), activation, thresholds, scored.usage()));
        }
        return results;
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link TextClassifier}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private @Nullable Activation activation;
        private final Map<String, Double> thresholds = new LinkedHashMap<>();

        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * How logits become scores. The default is the model's: none for regression, sigmoid for multi-label models and
         * models with one label, softmax for the others.
         */
        public Builder activation(Activation activation) {
            this.activation = Objects.requireNonNull(activation, "activation");
            return this;
        }

        /**
         * From which score a label applies, for {@link Classification#selected()}; default is what the model's manifest says.
         *
         * @param label the label, as the model calls it
         * @param threshold the lowest score that selects it
         * @throws IllegalArgumentException if it is not a number
         */
        public Builder threshold(String label, double threshold) {
            Checks.argument(!Double.isNaN(threshold), "threshold: expected a number, found NaN");
            thresholds.put(Objects.requireNonNull(label, "label"), threshold);
            return this;
        }

        /**
         * Loads the classifier.
         *
         * @throws GlossaException if the model is not there, damaged, or no classifier
         * @throws InvalidInputException if a threshold names a label that the model does not have
         */
        public TextClassifier build() {
            ModelDirectory directory = settings().store().open(model);
            ModelHandle loaded = NgramFiles.isNgrams(directory)
                    ? NgramModel.load(directory, settings(), "TextClassifier")
                    : LoadedModel.load(directory, settings(), "TextClassifier", config -> GraphHead.SEQUENCE_LOGITS);
            try {
                SequenceScorer sequence = loaded instanceof LoadedModel graph ? new SequenceModel(graph) : (NgramModel) loaded;
                Map<String, Double> all = new LinkedHashMap<>(
                        loaded.directory().manifest().map(Manifest::thresholds).orElse(Map.of()));
                all.putAll(thresholds);
                for (String label : all.keySet()) {
                    if (!sequence.labels().contains(label)) {
                        throw new InvalidInputException("threshold: expected labels among " + sequence.labels()
                                + ", found '" + label + "'");
                    }
                }
                Activation chosen = activation != null ? activation : defaultActivation(loaded.directory().config());
                return new TextClassifier(loaded, sequence, chosen, Map.copyOf(all), textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }

        private static Activation defaultActivation(ModelConfig config) {
            ProblemType type = config.problemType().orElse(null);
            if (type == ProblemType.REGRESSION) {
                return Activation.NONE;
            }
            if (type == ProblemType.MULTI_LABEL_CLASSIFICATION || config.labels().size() == 1) {
                return Activation.SIGMOID;
            }
            return Activation.SOFTMAX;
        }
    }
}
