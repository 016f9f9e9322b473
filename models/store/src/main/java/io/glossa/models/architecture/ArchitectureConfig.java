package io.glossa.models.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apiguardian.api.API;

/**
 * The {@code config.json} of a checkpoint as architectures read it: each field with the default that the configuration class
 * in transformers has. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ArchitectureConfig {
    private static final int MOST = 1 << 24;
    /** Layers may share their weights, so that the weights do not bound their number. */
    static final int MOST_LAYERS = 1000;
    /** The longest table of positions or distances that is computed, where no weights bound it. */
    private static final int MOST_POSITIONS = 1 << 20;

    private final ObjectNode node;
    private final String where;

    private ArchitectureConfig(ObjectNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /**
     * Reads a configuration.
     *
     * @param json the file's content
     * @param where what to call it in messages
     * @throws ModelFormatException if it is no JSON object
     */
    public static ArchitectureConfig parse(byte[] json, String where) {
        return new ArchitectureConfig(SafeJson.object(json, where), where);
    }

    /** What the file is called in messages. */
    public String where() {
        return where;
    }

    /** {@code model_type}, empty if absent. */
    public String modelType() {
        return text("model_type", "");
    }

    /** Whether the field is there and not null. */
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Whether the field is there and says null, which for some fields is not the same as leaving it out. */
    boolean isNull(String key) {
        return node.path(key).isNull();
    }

    /** A size of at least 1. */
    int size(String key, int otherwise) {
        int value = integer(key, otherwise);
        if (value < 1 || value > MOST) {
            throw wrong(key, "a size from 1 to " + MOST, String.valueOf(value));
        }
        return value;
    }

    /** A number of layers. */
    int layers(String key, int otherwise) {
        int value = integer(key, otherwise);
        if (value < 1 || value > MOST_LAYERS) {
            throw wrong(key, "a number of layers from 1 to " + MOST_LAYERS, String.valueOf(value));
        }
        return value;
    }

    /** A distance, or a number of positions or of ranges of them, that a table is computed for; below 1 where there is none. */
    int positions(String key, int otherwise) {
        int value = integer(key, otherwise);
        if (value > MOST_POSITIONS) {
            throw wrong(key, "at most " + MOST_POSITIONS, String.valueOf(value));
        }
        return value;
    }

    /** A count of at least 0. */
    int count(String key, int otherwise) {
        int value = integer(key, otherwise);
        if (value < 0 || value > MOST) {
            throw wrong(key, "a number from 0 to " + MOST, String.valueOf(value));
        }
        return value;
    }

    /** Any whole number. */
    int integer(String key, int otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "a whole number", SafeJson.kind(value));
        }
        return value.intValue();
    }

    /** A number. */
    double number(String key, double otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(key, "a number", SafeJson.kind(value));
        }
        return value.doubleValue();
    }

    /** A probability, 0 to 1. */
    double probability(String key, double otherwise) {
        double value = number(key, otherwise);
        if (value < 0 || value > 1) {
            throw wrong(key, "a probability", String.valueOf(value));
        }
        return value;
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "true or false", SafeJson.kind(value));
        }
        return value.booleanValue();
    }

    String text(String key, String otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw wrong(key, "a string", SafeJson.kind(value));
        }
        return value.textValue();
    }

    /** A list of strings, or one string with {@code |} between its parts. */
    List<String> texts(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue().toLowerCase(java.util.Locale.ROOT).strip().split("\\s*\\|\\s*"));
        }
        if (!value.isArray() || !StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual)) {
            throw wrong(key, "a list of strings", SafeJson.kind(value));
        }
        return StreamSupport.stream(value.spliterator(), false).map(JsonNode::textValue).toList();
    }

    Activation activation(String key, String otherwise) {
        return Activation.named(text(key, otherwise), where + ", " + key);
    }

    /** A number of heads that divides the width. */
    int heads(String key, int otherwise, int width) {
        int heads = size(key, otherwise);
        if (width % heads != 0) {
            throw wrong(key, "a divisor of the width " + width, String.valueOf(heads));
        }
        return heads;
    }

    /** Number of labels: {@code id2label}, else {@code num_labels}, else 2. */
    int labels() {
        JsonNode labels = node.path("id2label");
        if (labels.isObject() && !labels.isEmpty()) {
            return labels.size();
        }
        return size("num_labels", 2);
    }

    /** The field must have this value, or not be there. */
    void expect(String key, String value) {
        String found = text(key, value);
        if (!found.equals(value)) {
            throw wrong(key, "'" + value + "'", "'" + found + "'");
        }
    }

    /** The field must not be true. */
    void expectNot(String key) {
        if (flag(key, false)) {
            throw wrong(key, "false", "true");
        }
    }

    ModelFormatException wrong(String key, String expected, String found) {
        return new ModelFormatException(where + ": expected " + key + " to be " + expected + ", found " + found
                + "; correct the file, or use an ONNX export of this model");
    }
}
