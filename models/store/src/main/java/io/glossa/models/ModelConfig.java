package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.error.ModelFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A model's {@code config.json}, as far as it concerns running the model. Immutable and thread-safe; everything was checked when
 * it was read.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelConfig {
    /** Families whose configuration classes have two token types unless told otherwise. */
    private static final Set<String> TWO_TYPES_BY_DEFAULT =
            Set.of("bert", "albert", "electra", "roberta", "xlm-roberta", "camembert", "convbert", "big_bird", "longformer");

    private final JsonFields fields;
    private final String modelType;
    private final List<String> architectures;
    private final List<String> labels;
    private final Map<String, Integer> labelIds;
    private final Optional<ProblemType> problemType;
    private final OptionalInt padTokenId;
    private final OptionalInt maxTokens;
    private final OptionalInt hiddenSize;
    private final int typeVocabularySize;
    private final Optional<String> crossEncoderActivation;

    private ModelConfig(JsonFields fields) {
        this.fields = fields;
        this.modelType = fields.text("model_type").orElse("");
        this.architectures = fields.texts("architectures");
        this.labels = Labels.byIndex(fields, architectures);
        this.labelIds = Labels.toIndex(fields, labels);
        this.problemType = fields.text("problem_type").map(text -> problemType(text, fields));
        this.padTokenId = fields.integer("pad_token_id");
        this.maxTokens = PositionLimits.maxTokens(fields, modelType, padTokenId);
        this.hiddenSize = hiddenSize(fields);
        this.typeVocabularySize = typeVocabularySize(fields, modelType);
        this.crossEncoderActivation = activation(fields);
    }

    static ModelConfig parse(byte[] bytes, String where) {
        return new ModelConfig(JsonFields.parse(bytes, where));
    }

    /**
     * The architecture family, such as {@code bert}.
     *
     * @return {@code model_type}, empty if the file has none
     */
    public String modelType() {
        return modelType;
    }

    /**
     * Names of the Python classes that the weights were saved from.
     *
     * @return {@code architectures}, such as {@code BertForSequenceClassification}; may be empty
     */
    public List<String> architectures() {
        return architectures;
    }

    /**
     * The labels in the order of the logits: {@code id2label}, or {@code LABEL_0} and so on for {@code num_labels}. A sequence or
     * token classifier that names neither has two, as in transformers, which leaves that default out of the file.
     *
     * @return the labels; empty for a model without any
     */
    public List<String> labels() {
        return labels;
    }

    /**
     * Index of each label.
     *
     * @return {@code label2id} as it is in the file, or the inverse of {@link #labels()}; unmodifiable
     */
    public Map<String, Integer> labelIds() {
        return labelIds;
    }

    /**
     * How the logits are meant.
     *
     * @return {@code problem_type}, if the file has one
     */
    public Optional<ProblemType> problemType() {
        return problemType;
    }

    /**
     * The longest sequence that the position embeddings have room for, special tokens included. That is
     * {@code max_position_embeddings}, less the padding id and one for the RoBERTa family and others that count positions from
     * there.
     *
     * @return the limit in tokens; empty where attention knows only distances (T5, DeBERTa without absolute positions) or the
     *     file says nothing
     */
    public OptionalInt maxTokens() {
        return maxTokens;
    }

    /**
     * Length of the vector of a token.
     *
     * @return {@code hidden_size}, {@code d_model}, {@code dim} or {@code n_embd}, the first that is there
     */
    public OptionalInt hiddenSize() {
        return hiddenSize;
    }

    /**
     * Number of token types (segments).
     *
     * @return {@code type_vocab_size}; zero for a family that has none
     */
    public int typeVocabularySize() {
        return typeVocabularySize;
    }

    /**
     * Id of the padding token.
     *
     * @return {@code pad_token_id}, if the file has one
     */
    public OptionalInt padTokenId() {
        return padTokenId;
    }

    /**
     * The function that a sentence-transformers cross-encoder applies to its logits.
     *
     * @return a Python class name such as {@code torch.nn.modules.activation.Sigmoid}, from
     *     {@code sentence_transformers.activation_fn} or one of its two older names
     */
    public Optional<String> crossEncoderActivation() {
        return crossEncoderActivation;
    }

    /** The whole file. */
    JsonNode raw() {
        return fields.node();
    }

    private static ProblemType problemType(String text, JsonFields fields) {
        for (ProblemType type : ProblemType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
                return type;
            }
        }
        throw new ModelFormatException(fields.where() + ": expected \"problem_type\" to be regression,"
                + " single_label_classification or multi_label_classification, found " + Messages.quote(text)
                + "; correct the file");
    }

    private static OptionalInt hiddenSize(JsonFields fields) {
        for (String key : List.of("hidden_size", "d_model", "dim", "n_embd")) {
            OptionalInt size = fields.integer(key);
            if (size.isPresent()) {
                if (size.getAsInt() < 1) {
                    throw new ModelFormatException(fields.where() + ": expected " + Messages.quote(key)
                            + " to be at least 1, found " + size.getAsInt() + "; correct the file or get the original");
                }
                return size;
            }
        }
        return OptionalInt.empty();
    }

    private static int typeVocabularySize(JsonFields fields, String modelType) {
        int size = fields.integer("type_vocab_size").orElse(TWO_TYPES_BY_DEFAULT.contains(modelType) ? 2 : 0);
        if (size < 0) {
            throw new ModelFormatException(fields.where() + ": expected \"type_vocab_size\" to be at least 0, found " + size
                    + "; correct the file or get the original");
        }
        return size;
    }

    private static Optional<String> activation(JsonFields fields) {
        Optional<JsonFields> nested = fields.object("sentence_transformers");
        return nested.flatMap(inner -> inner.text("activation_fn"))
                .or(() -> nested.flatMap(inner -> inner.text("activation_function")))
                .or(() -> fields.text("sbert_ce_default_activation_function"));
    }
}
