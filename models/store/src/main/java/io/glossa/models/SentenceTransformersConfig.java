package io.glossa.models;

import io.glossa.error.ModelFormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How a sentence-transformers model makes one vector of a text: what {@code modules.json} and the files it names say. The
 * modules understood are Transformer, Pooling, Dense and Normalize, in this order. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentenceTransformersConfig {
    private final List<Pooling> pooling;
    private final boolean includePrompt;
    private final boolean normalize;
    private final OptionalInt maxSequenceLength;
    private final boolean lowerCase;
    private final Map<String, String> prompts;
    private final @Nullable String defaultPromptName;
    private final String similarity;
    private final @Nullable DenseLayer dense;

    SentenceTransformersConfig(
            SentenceTransformersReader.PoolingPart pooling,
            boolean normalize,
            SentenceTransformersReader.TransformerPart transformer,
            SentenceTransformersReader.PromptPart prompts,
            @Nullable DenseLayer dense) {
        this.pooling = List.copyOf(pooling.modes());
        this.includePrompt = pooling.includePrompt();
        this.normalize = normalize;
        this.maxSequenceLength = transformer.maxSequenceLength();
        this.lowerCase = transformer.lowerCase();
        this.prompts = prompts.prompts();
        this.defaultPromptName = prompts.defaultName();
        this.similarity = prompts.similarity();
        this.dense = dense;
    }

    /**
     * Reads the files of a model.
     *
     * @return empty if the model has no {@code modules.json}
     * @throws ModelFormatException if a file is damaged or names something not understood
     */
    static Optional<SentenceTransformersConfig> read(ModelFiles files) {
        return files.has(SentenceTransformersReader.MODULES)
                ? Optional.of(new SentenceTransformersReader(files).read())
                : Optional.empty();
    }

    /**
     * The pooling modes that are on, in the order in which their vectors are concatenated.
     *
     * @return at least one mode
     */
    public List<Pooling> pooling() {
        return pooling;
    }

    /**
     * Whether the tokens of a prompt take part in pooling.
     *
     * @return {@code include_prompt}, true by default
     */
    public boolean includePrompt() {
        return includePrompt;
    }

    /**
     * Whether the vector is scaled to length 1 at the end.
     *
     * @return true if there is a Normalize module
     */
    public boolean normalize() {
        return normalize;
    }

    /**
     * Longest sequence in tokens, special tokens included.
     *
     * @return {@code max_seq_length} of {@code sentence_bert_config.json}, if there is one
     */
    public OptionalInt maxSequenceLength() {
        return maxSequenceLength;
    }

    /**
     * Whether the text is lower-cased before the tokenizer sees it.
     *
     * @return {@code do_lower_case}, false by default
     */
    public boolean lowerCase() {
        return lowerCase;
    }

    /**
     * Prompts that can be put before a text.
     *
     * @return name to prompt, in the file's order; may be empty; unmodifiable
     */
    public Map<String, String> prompts() {
        return prompts;
    }

    /**
     * The prompt used when the caller names none.
     *
     * @return a key of {@link #prompts()}
     */
    public Optional<String> defaultPromptName() {
        return Optional.ofNullable(defaultPromptName);
    }

    /**
     * How vectors of this model are compared.
     *
     * @return {@code cosine} (default), {@code dot}, {@code euclidean} or {@code manhattan}
     */
    public String similarity() {
        return similarity;
    }

    /**
     * The linear layer between pooling and normalisation.
     *
     * @return the layer with its weights, if the model has a Dense module
     */
    public Optional<DenseLayer> dense() {
        return Optional.ofNullable(dense);
    }
}
