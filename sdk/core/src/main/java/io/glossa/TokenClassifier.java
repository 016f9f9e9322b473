package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.EncodedText;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.graph.GraphHead;
import io.glossa.text.CleanedText;
import io.glossa.text.TextSpan;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Finds names and other entities: gives tokens labels and joins them, with the results of the token classification pipeline
 * of Python {@code transformers}.
 *
 * <p>Long texts under {@link LengthPolicy#window(int)}: where the entities of two windows overlap, the longer one stays, or
 * of equally long ones the better scored; as the pipeline's {@code stride} does.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TokenClassifier implements AutoCloseable {
    private final LoadedModel model;
    private final List<String> labels;
    private final String output;
    private final EntityAggregator aggregator;
    private final TextOptions options;

    private TokenClassifier(LoadedModel model, TextOptions options) {
        this.model = model;
        this.options = options;
        this.labels = model.directory().config().labels();
        this.output = model.output("logits");
        if (labels.isEmpty()) {
            throw new ModelFormatException(model.directory().name()
                    + "/config.json: expected labels (id2label), found none; the model labels no tokens");
        }
        if (model.declaredRank(output).orElse(3) != 3) {
            throw new ModelFormatException(model.directory().name() + ": expected logits [batch, tokens, labels], found "
                    + model.declaredRank(output).getAsInt() + " dimensions; the model classifies whole texts, use TextClassifier");
        }
        this.aggregator = new EntityAggregator(labels, model.tokenizer().continuingSubwordPrefix(),
                model.tokenizer().unknownTokenId());
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or labels no tokens
     */
    public static TokenClassifier load(String model) {
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

    /** Finds the entities of one text, with the default options. */
    public Entities recognize(String text) {
        return recognize(text, EntityOptions.defaults());
    }

    /** Finds the entities of one text. */
    public Entities recognize(String text, EntityOptions how) {
        return Calls.one(text, "text", work(how));
    }

    /** Finds the entities of texts, with the default options; one result each, in order. */
    public List<Entities> recognize(List<String> texts) {
        return recognize(texts, EntityOptions.defaults());
    }

    /** Finds the entities of texts; one result each, in order. */
    public List<Entities> recognize(List<String> texts, EntityOptions how) {
        return Calls.many(texts, "texts", work(how));
    }

    /** Finds the entities of a stream of texts lazily and in order. */
    public Stream<Entities> recognize(Stream<String> texts, EntityOptions how) {
        return Calls.lazily(texts, "texts", work(how));
    }

    /** Finds the entities of one text on a thread of this handle. */
    public CompletableFuture<Entities> recognizeAsync(String text, EntityOptions how) {
        return recognizeAsync(text, how, model.workers().executor());
    }

    /** Finds the entities of one text on the given executor. */
    public CompletableFuture<Entities> recognizeAsync(String text, EntityOptions how, Executor executor) {
        Objects.requireNonNull(text, "text");
        return Calls.later(() -> recognize(text, how), executor);
    }

    /** Finds the entities of texts on the threads of this handle. */
    public CompletableFuture<List<Entities>> recognizeAsync(List<String> texts, EntityOptions how) {
        List<String> copy = Calls.copied(texts, "texts");
        return Calls.later(() -> recognize(copy, how), model.workers().executor());
    }

    /** The labels of the model, in its own order. */
    public List<String> labels() {
        return labels;
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This classifier with other text options; it shares the model, and closing one closes both. */
    public TokenClassifier with(TextOptions other) {
        return new TokenClassifier(model, Objects.requireNonNull(other, "options"));
    }

    private Function<List<String>, List<Entities>> work(EntityOptions how) {
        Objects.requireNonNull(how, "how");
        return texts -> model.call(() -> recognizeAll(texts, how));
    }

    private List<Entities> recognizeAll(List<String> texts, EntityOptions how) {
        List<CleanedText> cleaned = model.cleaned(texts);
        List<EncodedText> encoded = model.encode(cleaned.stream().map(c -> TextPair.of(c.text())).toList(), options);
        List<Encoding> windows = new ArrayList<>(encoded.size());
        encoded.forEach(text -> windows.addAll(text.windows()));
        List<float[]> logits = model.run(windows, output, (tensor, row, length) -> {
            if (tensor.rank() != 3 || tensor.dim(2) != labels.size()) {
                throw new ModelFormatException(model.directory().name() + ": expected logits [batch, tokens, "
                        + labels.size() + " labels], found " + tensor
                        + "; the model classifies whole texts, or config.json names other labels than the graph has");
            }
            return tensor.slice(row * tensor.dim(1) * labels.size(), length * labels.size());
        });
        List<Entities> results = new ArrayList<>(texts.size());
        int next = 0;
        for (int t = 0; t < texts.size(); t++) {
            List<Encoding> mine = encoded.get(t).windows();
            List<Entity> entities =
                    aggregator.entities(cleaned.get(t).text(), mine, logits.subList(next, next + mine.size()), how);
            results.add(new Entities(inOriginal(entities, cleaned.get(t)), encoded.get(t).usage()));
            next += mine.size();
        }
        return results;
    }

    /** Entities where they stand in the text that was given. */
    private static List<Entity> inOriginal(List<Entity> entities, CleanedText cleaned) {
        if (!cleaned.changed()) {
            return entities;
        }
        List<Entity> mapped = new ArrayList<>(entities.size());
        for (Entity entity : entities) {
            TextSpan span = cleaned.toOriginal(entity.start(), entity.end());
            mapped.add(new Entity(entity.label(), entity.score(), cleaned.original().substring(span.start(), span.end()),
                    span.start(), span.end()));
        }
        return mapped;
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link TokenClassifier}. Not thread-safe. */
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
         * @throws GlossaException if the model is not there, damaged, or labels no tokens
         */
        public TokenClassifier build() {
            LoadedModel loaded = LoadedModel.load(model, settings(), "TokenClassifier", config -> GraphHead.TOKEN_LOGITS);
            try {
                return new TokenClassifier(loaded, textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }
    }
}
