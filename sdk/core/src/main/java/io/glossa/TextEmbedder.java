package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.Checks;
import io.glossa.internal.pipeline.EmbeddingModel;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.models.graph.GraphHead;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Turns texts into vectors, as sentence-transformers does: pooling, normalisation, prompts and the length limit come from the
 * model's own files; an encoder without such files gets the normalised mean over its tokens.
 *
 * <p>Long texts under {@link LengthPolicy#window(int)}: the mean of the windows' vectors, weighted by their tokens, then
 * normalised if the model does so.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TextEmbedder implements AutoCloseable {
    /** The embedded model that {@link #load()} takes. */
    public static final String DEFAULT_MODEL = "base-en";

    /** What sentence-transformers gives every model; a model's own win. */
    private static final Map<String, String> STANDARD_PROMPTS = Map.of("query", "", "document", "");

    private final LoadedModel model;
    private final EmbeddingModel embeddings;
    private final Map<String, String> prompts;
    private final String defaultPrompt;
    private final TextOptions options;

    private TextEmbedder(LoadedModel model, EmbeddingModel embeddings, Map<String, String> prompts, String defaultPrompt,
            TextOptions options) {
        this.model = model;
        this.embeddings = embeddings;
        this.prompts = prompts;
        this.defaultPrompt = defaultPrompt;
        this.options = options;
    }

    /**
     * Loads the embedded English model {@value #DEFAULT_MODEL} (all-MiniLM-L6-v2, 384 numbers a text).
     *
     * @throws GlossaException if its artifact is not on the class path
     */
    public static TextEmbedder load() {
        return load(DEFAULT_MODEL);
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there, damaged, or no encoder
     */
    public static TextEmbedder load(String model) {
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

    /** Embeds one text, with the model's default prompt if it has one. */
    public Embedding embed(String text) {
        return Calls.one(text, "text", work(defaultPrompt));
    }

    /**
     * Embeds one text after one of the model's prompts.
     *
     * @param promptName which prompt, such as {@code query}
     * @throws InvalidInputException if the model has no such prompt
     */
    public Embedding embed(String text, String promptName) {
        return Calls.one(text, "text", work(prompt(promptName)));
    }

    /** Embeds texts; one result each, in order. An empty list gives an empty list. */
    public List<Embedding> embed(List<String> texts) {
        return Calls.many(texts, "texts", work(defaultPrompt));
    }

    /**
     * Embeds texts after one of the model's prompts.
     *
     * @throws InvalidInputException if the model has no such prompt
     */
    public List<Embedding> embed(List<String> texts, String promptName) {
        return Calls.many(texts, "texts", work(prompt(promptName)));
    }

    /** Embeds a stream lazily and in order. */
    public Stream<Embedding> embed(Stream<String> texts) {
        return Calls.lazily(texts, "texts", work(defaultPrompt));
    }

    /** Embeds one text on a thread of this handle. */
    public CompletableFuture<Embedding> embedAsync(String text) {
        return embedAsync(text, model.workers().executor());
    }

    /** Embeds one text on the given executor. */
    public CompletableFuture<Embedding> embedAsync(String text, Executor executor) {
        Objects.requireNonNull(text, "text");
        return Calls.later(() -> embed(text), executor);
    }

    /** Embeds texts on the threads of this handle. */
    public CompletableFuture<List<Embedding>> embedAsync(List<String> texts) {
        List<String> copy = Calls.copied(texts, "texts");
        return Calls.later(() -> embed(copy), model.workers().executor());
    }

    /** Cosine similarity of two texts, −1 to 1. */
    public double similarity(String a, String b) {
        List<Embedding> both = embed(List.of(Objects.requireNonNull(a, "a"), Objects.requireNonNull(b, "b")));
        return both.get(0).cosine(both.get(1));
    }

    /**
     * The embeddings nearest to a query by cosine similarity, best first; equals in their order. Compares with each, which is
     * fine for some hundred thousand; beyond that use a vector index.
     *
     * @param topK most results
     * @throws IllegalArgumentException if {@code topK} is negative
     * @throws InvalidInputException if the embeddings come from different models
     */
    public static List<SearchHit> search(Embedding query, List<Embedding> documents, int topK) {
        Objects.requireNonNull(query, "query");
        Checks.atLeast(topK, 0, "topK");
        return IntStream.range(0, Calls.checked(documents, "documents").size())
                .mapToObj(i -> new SearchHit(i, query.cosine(documents.get(i))))
                .sorted(Comparator.comparingDouble(SearchHit::score).reversed())
                .limit(topK)
                .toList();
    }

    /** The model's prompts by name; {@code query} and {@code document} are always there, empty unless the model says so. */
    public Map<String, String> prompts() {
        return prompts;
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This embedder with other text options; it shares the model, and closing one closes both. */
    public TextEmbedder with(TextOptions other) {
        return new TextEmbedder(model, embeddings, prompts, defaultPrompt, Objects.requireNonNull(other, "options"));
    }

    private String prompt(String name) {
        String prompt = prompts.get(Objects.requireNonNull(name, "promptName"));
        if (prompt == null) {
            throw new InvalidInputException("prompt_name: expected one of "
                    + prompts.keySet().stream().sorted().collect(Collectors.toList()) + ", found another");
        }
        return prompt;
    }

    private Function<List<String>, List<Embedding>> work(String prompt) {
        return texts -> embeddings.embed(model.clean(texts), prompt, options).stream()
                .map(vector -> new Embedding(vector.vector(), vector.usage()))
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link TextEmbedder}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Loads the embedder.
         *
         * @throws GlossaException if the model is not there, damaged, or no encoder
         */
        public TextEmbedder build() {
            LoadedModel loaded = LoadedModel.load(model, settings(), "TextEmbedder", config -> GraphHead.HIDDEN_STATE);
            try {
                SentenceTransformersConfig config = loaded.encoderDirectory().sentenceTransformers().orElse(null);
                Map<String, String> prompts = new LinkedHashMap<>(STANDARD_PROMPTS);
                if (config != null) {
                    prompts.putAll(config.prompts());
                }
                String defaultPrompt = config == null ? ""
                        : config.defaultPromptName().map(name -> prompts.getOrDefault(name, "")).orElse("");
                return new TextEmbedder(loaded, new EmbeddingModel(loaded), Map.copyOf(prompts), defaultPrompt, textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }
    }
}
