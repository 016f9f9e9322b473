package io.glossa;

import io.glossa.base.internal.Unicode;
import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.internal.pipeline.SequenceModel;
import io.glossa.models.graph.GraphHead;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Scores how well documents answer a query by reading both together (a cross-encoder), as the {@code CrossEncoder} of
 * sentence-transformers does. Slower and better than comparing embeddings: use it on the best few hits of a search.
 *
 * <p>Long documents under {@link LengthPolicy#window(int)}: the score of the best window.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Reranker implements AutoCloseable {
    private final LoadedModel model;
    private final SequenceModel sequence;
    private final Activation activation;
    private final TextOptions options;

    private Reranker(LoadedModel model, SequenceModel sequence, Activation activation, TextOptions options) {
        this.model = model;
        this.sequence = sequence;
        this.activation = activation;
        this.options = options;
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or gives more than one number a pair
     */
    public static Reranker load(String model) {
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

    /** How well one document answers a query. */
    public RankedDocument score(String query, String document) {
        return score(query, List.of(Objects.requireNonNull(document, "document"))).get(0);
    }

    /** How well documents answer a query; one result each, in their own order. An empty list gives an empty list. */
    public List<RankedDocument> score(String query, List<String> documents) {
        Calls.checked(documents, "documents");
        Objects.requireNonNull(query, "query");
        Unicode.requireWellFormed(model.clean(List.of(query)).get(0), "query");
        return scoreAll(documents.stream().map(document -> new TextPair(query, document)).toList(), "documents");
    }

    /** How well the second text of each pair answers the first; one result each, in order. */
    public List<RankedDocument> scorePairs(List<TextPair> pairs) {
        return scoreAll(pairs, "pairs");
    }

    private List<RankedDocument> scoreAll(List<TextPair> pairs, String name) {
        List<RankedDocument> scored = Calls.many(pairs, name, this::work);
        List<RankedDocument> numbered = new ArrayList<>(scored.size());
        for (int i = 0; i < scored.size(); i++) {
            RankedDocument one = scored.get(i);
            numbered.add(new RankedDocument(i, one.score(), one.logit(), one.usage()));
        }
        return List.copyOf(numbered);
    }

    /** How well the second text of each pair answers the first, lazily and in order; {@code index} counts from 0. */
    public Stream<RankedDocument> scorePairs(Stream<TextPair> pairs) {
        AtomicLong next = new AtomicLong();
        return Calls.lazily(pairs, "pairs", chunk -> work(chunk).stream()
                .map(one -> new RankedDocument((int) Math.min(Integer.MAX_VALUE, next.getAndIncrement()), one.score(),
                        one.logit(), one.usage()))
                .toList());
    }

    /** The documents by how well they answer a query, best first; equals in their order. */
    public List<RankedDocument> rank(String query, List<String> documents) {
        return score(query, documents).stream()
                .sorted(Comparator.comparingDouble(RankedDocument::score).reversed())
                .toList();
    }

    /** {@link #rank} on a thread of this handle. */
    public CompletableFuture<List<RankedDocument>> rankAsync(String query, List<String> documents) {
        return rankAsync(query, documents, model.workers().executor());
    }

    /** {@link #rank} on the given executor. */
    public CompletableFuture<List<RankedDocument>> rankAsync(String query, List<String> documents, Executor executor) {
        Objects.requireNonNull(query, "query");
        List<String> copy = Calls.copied(documents, "documents");
        return Calls.later(() -> rank(query, copy), executor);
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This reranker with other text options; it shares the model, and closing one closes both. */
    public Reranker with(TextOptions other) {
        return new Reranker(model, sequence, activation, Objects.requireNonNull(other, "options"));
    }

    private List<RankedDocument> work(List<TextPair> pairs) {
        List<RankedDocument> results = new ArrayList<>(pairs.size());
        for (SequenceModel.Scored scored : sequence.score(model.cleanPairs(pairs), options)) {
            float best = Float.NEGATIVE_INFINITY;
            for (float[] window : scored.windows()) {
                best = Math.max(best, window[0]);
            }
            results.add(new RankedDocument(0, activation.apply(new float[] {best})[0], best, scored.usage()));
        }
        return results;
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link Reranker}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private @Nullable Activation activation;

        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * How the logit becomes a score: {@link Activation#SIGMOID} or {@link Activation#NONE}; default is what the model's
         * configuration names, else sigmoid.
         */
        public Builder activation(Activation activation) {
            this.activation = Objects.requireNonNull(activation, "activation");
            return this;
        }

        /**
         * Loads the reranker.
         *
         * @throws GlossaException if the model is not there, damaged, or gives more than one number a pair
         */
        public Reranker build() {
            LoadedModel loaded = LoadedModel.load(model, settings(), "Reranker", config -> GraphHead.SEQUENCE_LOGITS);
            try {
                SequenceModel sequence = new SequenceModel(loaded);
                if (sequence.labels().size() != 1) {
                    throw new ModelFormatException(loaded.directory().name() + "/config.json: expected one label, found "
                            + sequence.labels().size() + "; a reranker gives one number a pair, use TextClassifier for others");
                }
                Activation chosen = activation != null ? activation : loaded.directory().config().crossEncoderActivation()
                        .map(name -> byName(name, loaded.directory().name()))
                        .orElse(Activation.SIGMOID);
                return new Reranker(loaded, sequence, chosen, textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }

        private static Activation byName(String name, String model) {
            String simple = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            return switch (simple) {
                case "sigmoid" -> Activation.SIGMOID;
                case "identity" -> Activation.NONE;
                default -> throw new ModelFormatException(model + "/config.json: expected the activation Sigmoid or Identity,"
                        + " found '" + simple + "'; choose one with activation(…)");
            };
        }
    }
}
