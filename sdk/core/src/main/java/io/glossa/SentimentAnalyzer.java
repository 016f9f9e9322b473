package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.internal.pipeline.Checks;
import io.glossa.internal.pipeline.PolarityMap;
import io.glossa.models.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Reads sentiment: a classifier whose labels are read through a polarity map that belongs to the model. Any label set that
 * names sentiments will do: negative, neutral, positive in several spellings and languages, graded ones, one to five stars;
 * for others say what each label is worth.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentAnalyzer implements AutoCloseable {
    /** The embedded model that {@link #load()} takes. */
    public static final String DEFAULT_MODEL = "sentiment-en";

    private final TextClassifier classifier;
    private final PolarityMap polarities;

    private SentimentAnalyzer(TextClassifier classifier, PolarityMap polarities) {
        this.classifier = classifier;
        this.polarities = polarities;
    }

    /**
     * Loads the embedded English model {@value #DEFAULT_MODEL}; nothing leaves the machine.
     *
     * @throws GlossaException if its artifact is not on the class path
     */
    public static SentimentAnalyzer load() {
        return load(DEFAULT_MODEL);
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or its labels name no sentiment
     */
    public static SentimentAnalyzer load(String model) {
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

    /** Reads one text. */
    public Sentiment classify(String text) {
        return sentiment(classifier.classify(text));
    }

    /** Reads texts; one result each, in order. An empty list gives an empty list. */
    public List<Sentiment> classify(List<String> texts) {
        return classifier.classify(texts).stream().map(this::sentiment).toList();
    }

    /** Reads a stream lazily and in order, some hundred texts ahead. */
    public Stream<Sentiment> classify(Stream<String> texts) {
        return classifier.classify(texts).map(this::sentiment);
    }

    /** Reads one text on a thread of this handle. */
    public CompletableFuture<Sentiment> classifyAsync(String text) {
        return classifier.classifyAsync(text).thenApply(this::sentiment);
    }

    /** Reads one text on the given executor. */
    public CompletableFuture<Sentiment> classifyAsync(String text, Executor executor) {
        return classifier.classifyAsync(text, executor).thenApply(this::sentiment);
    }

    /** Reads texts on the threads of this handle. */
    public CompletableFuture<List<Sentiment>> classifyAsync(List<String> texts) {
        return classifier.classifyAsync(texts).thenApply(this::sentiments);
    }

    /** Reads texts on the given executor. */
    public CompletableFuture<List<Sentiment>> classifyAsync(List<String> texts, Executor executor) {
        return classifier.classifyAsync(texts, executor).thenApply(this::sentiments);
    }

    /** The labels of the model, in its own order. */
    public List<String> labels() {
        return classifier.labels();
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return classifier.model();
    }

    /** This analyzer with other text options; it shares the model, and closing one closes both. */
    public SentimentAnalyzer with(TextOptions options) {
        return new SentimentAnalyzer(classifier.with(options), polarities);
    }

    private List<Sentiment> sentiments(List<Classification> classifications) {
        return classifications.stream().map(this::sentiment).toList();
    }

    private Sentiment sentiment(Classification classification) {
        double[] mass = new double[Polarity.values().length];
        double score = 0;
        float[] probabilities = classification.activation().apply(classification.logits());
        for (int i = 0; i < probabilities.length; i++) {
            double value = polarities.value(i);
            double probability = probabilities[i];
            mass[(value < 0 ? Polarity.NEGATIVE : value > 0 ? Polarity.POSITIVE : Polarity.NEUTRAL).ordinal()] += probability;
            score += value * probability;
        }
        Polarity best = Polarity.NEGATIVE;
        for (Polarity polarity : Polarity.values()) {
            if (mass[polarity.ordinal()] > mass[best.ordinal()]) {
                best = polarity;
            }
        }
        return new Sentiment(best, (float) Math.max(-1, Math.min(1, score)), (float) Math.min(1, mass[best.ordinal()]),
                classification);
    }

    @Override
    public void close() {
        classifier.close();
    }

    /** Collects the settings of a {@link SentimentAnalyzer}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private final Map<String, Double> polarity = new LinkedHashMap<>();

        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * What a label is worth; once one is given, all have to be.
         *
         * @param label the label, as the model calls it
         * @param value from −1, negative, over 0, neutral, to 1, positive
         * @throws IllegalArgumentException if outside −1 to 1
         */
        public Builder polarity(String label, double value) {
            Checks.argument(value >= -1 && value <= 1, "value: expected -1 to 1, found " + value);
            polarity.put(Objects.requireNonNull(label, "label"), value);
            return this;
        }

        /**
         * Loads the analyzer.
         *
         * @throws GlossaException if the model is not there, damaged, or its labels name no sentiment
         */
        public SentimentAnalyzer build() {
            TextClassifier classifier = TextClassifier.builder(model).copyOf(this).activation(Activation.SOFTMAX).build();
            try {
                Map<String, Double> given = polarity.isEmpty() ? classifier.manifest().map(Manifest::polarity).orElse(Map.of())
                        : polarity;
                return new SentimentAnalyzer(classifier, PolarityMap.of(classifier.labels(), given, model));
            } catch (RuntimeException e) {
                classifier.close();
                throw e;
            }
        }
    }
}
