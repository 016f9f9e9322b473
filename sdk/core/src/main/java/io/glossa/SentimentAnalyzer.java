package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.Checks;
import io.glossa.internal.pipeline.PolarityMap;
import io.glossa.models.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Reads sentiment: a classifier whose labels are read through a polarity map that belongs to the model. Any label set that
 * names sentiments will do: negative, neutral, positive in several spellings and languages, graded ones, one to five stars;
 * for others say what each label is worth.
 *
 * <p>{@link #load()} without a model takes the embedded ones for English and Chinese, and where both are on the class path
 * each text goes to the one for its script: texts in Han characters without kana to the Chinese one, all others to the
 * English one. {@link #load(String)} takes one model and sends every text to it. Either way, a text in a script that the
 * model's languages are not written in is read all the same, {@linkplain Sentiment#foreignScript() marked}, and logged as a
 * warning once.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentAnalyzer implements AutoCloseable {
    /** The embedded model that {@link #load()} takes for English and whatever has no model of its own. */
    public static final String DEFAULT_MODEL = "sentiment-en";

    /** The embedded model that {@link #load()} takes for Chinese, where it is on the class path. */
    public static final String CHINESE_MODEL = "sentiment-zh";

    private final SentimentRoutes routes;

    private SentimentAnalyzer(SentimentRoutes routes) {
        this.routes = routes;
    }

    /**
     * Loads what is on the class path of {@value #DEFAULT_MODEL} and {@value #CHINESE_MODEL}, one of them or both; nothing
     * leaves the machine.
     *
     * @throws GlossaException if the artifact of neither is on the class path
     */
    public static SentimentAnalyzer load() {
        return builder().build();
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, or the name of an embedded model
     * @throws GlossaException if it is not there, damaged, or its labels name no sentiment
     */
    public static SentimentAnalyzer load(String model) {
        return builder(model).build();
    }

    /** A builder for what {@link #load()} loads. */
    public static Builder builder() {
        return new Builder(DEFAULT_MODEL, true);
    }

    /**
     * A builder for one model.
     *
     * @param model a folder, or the name of an embedded model
     */
    public static Builder builder(String model) {
        return new Builder(model, false);
    }

    /** Reads one text. */
    public Sentiment classify(String text) {
        return Calls.one(text, "text", routes::read);
    }

    /** Reads texts; one result each, in order. An empty list gives an empty list. */
    public List<Sentiment> classify(List<String> texts) {
        return Calls.many(texts, "texts", routes::read);
    }

    /** Reads a stream lazily and in order, some hundred texts ahead. */
    public Stream<Sentiment> classify(Stream<String> texts) {
        return Calls.lazily(texts, "texts", routes::read);
    }

    /** Reads one text on a thread of this handle. */
    public CompletableFuture<Sentiment> classifyAsync(String text) {
        return classifyAsync(text, routes.main().classifier().executor());
    }

    /** Reads one text on the given executor. */
    public CompletableFuture<Sentiment> classifyAsync(String text, Executor executor) {
        Objects.requireNonNull(text, "text");
        return Calls.later(() -> classify(text), executor);
    }

    /** Reads texts on the threads of this handle. */
    public CompletableFuture<List<Sentiment>> classifyAsync(List<String> texts) {
        return classifyAsync(texts, routes.main().classifier().executor());
    }

    /** Reads texts on the given executor. */
    public CompletableFuture<List<Sentiment>> classifyAsync(List<String> texts, Executor executor) {
        List<String> copy = List.copyOf(texts);
        return Calls.later(() -> classify(copy), executor);
    }

    /** The labels of the model, in its own order; of two, the one for English. */
    public List<String> labels() {
        return routes.main().classifier().labels();
    }

    /** Facts about the model; of two, the one for English. */
    public ModelInfo model() {
        return routes.main().classifier().model();
    }

    /** This analyzer with other text options; it shares the model, and closing one closes both. */
    public SentimentAnalyzer with(TextOptions options) {
        return new SentimentAnalyzer(routes.with(options));
    }

    @Override
    public void close() {
        routes.close();
    }

    /** Collects the settings of a {@link SentimentAnalyzer}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private final boolean embedded;
        private final Map<String, Double> polarity = new LinkedHashMap<>();

        private Builder(String model, boolean embedded) {
            super(model);
            this.embedded = embedded;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * What a label is worth; once one is given, all have to be, of both models where there are two.
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
            if (!embedded) {
                return new SentimentAnalyzer(new SentimentRoutes(reader(model), null));
            }
            boolean chinese = isPresent(CHINESE_MODEL);
            if (chinese && !isPresent(model)) {
                return new SentimentAnalyzer(new SentimentRoutes(reader(CHINESE_MODEL), null));
            }
            SentimentReader main = reader(model);
            try {
                return new SentimentAnalyzer(new SentimentRoutes(main, chinese ? reader(CHINESE_MODEL) : null));
            } catch (RuntimeException e) {
                main.classifier().close();
                throw e;
            }
        }

        private boolean isPresent(String name) {
            try {
                settings().store().open(name);
                return true;
            } catch (ModelNotFoundException e) {
                return false;
            }
        }

        private SentimentReader reader(String name) {
            TextClassifier classifier = TextClassifier.builder(name).copyOf(this).activation(Activation.SOFTMAX).build();
            try {
                Map<String, Double> given = polarity.isEmpty() ? classifier.manifest().map(Manifest::polarity).orElse(Map.of())
                        : polarity;
                return new SentimentReader(classifier, PolarityMap.of(classifier.labels(), given, name),
                        classifier.manifest().map(Manifest::languages).orElse(List.of()), new AtomicBoolean());
            } catch (RuntimeException e) {
                classifier.close();
                throw e;
            }
        }
    }
}
