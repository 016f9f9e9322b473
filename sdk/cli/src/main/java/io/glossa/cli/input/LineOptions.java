package io.glossa.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Side;
import io.glossa.tokenizer.Truncation;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code options} of a JSON line, under the names of Python {@code transformers}, read with their types. */
public final class LineOptions {
    /** What every verb that reads text knows. */
    public static final Set<String> TOKENIZATION = Set.of("truncation", "max_length", "truncation_side", "add_special_tokens",
            "stride", "return_overflowing_tokens", "padding", "pad_to_multiple_of", "padding_side");

    private final ObjectNode options;

    private LineOptions(ObjectNode options) {
        this.options = options;
    }

    /**
     * Reads the options of a line.
     *
     * @throws InvalidInputException if they are no object
     */
    public static LineOptions of(ObjectNode fields) {
        JsonNode node = fields.get("options");
        if (node == null || node.isNull()) {
            return new LineOptions(JsonNodeFactory.instance.objectNode());
        }
        if (node instanceof ObjectNode object) {
            return new LineOptions(object);
        }
        throw new InvalidInputException("options: expected an object, found " + SafeJson.kind(node));
    }

    /** The names given. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        options.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The node, for grouping lines with the same options. */
    public ObjectNode node() {
        return options;
    }

    /** Whether the option is there, null or not. */
    public boolean has(String name) {
        return options.has(name);
    }

    private @Nullable JsonNode value(String name) {
        JsonNode node = options.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A whole number of at least {@code minimum}. */
    public OptionalInt integer(String name, int minimum) {
        JsonNode node = value(name);
        if (node == null) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < minimum) {
            throw new InvalidInputException("options." + name + ": expected a whole number of at least " + minimum + ", found "
                    + (node.isNumber() ? node.toString() : SafeJson.kind(node)));
        }
        return OptionalInt.of(node.intValue());
    }

    /** True or false. */
    public Optional<Boolean> bool(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw new InvalidInputException("options." + name + ": expected true or false, found " + SafeJson.kind(node));
        }
        return Optional.of(node.booleanValue());
    }

    /** One of some words. */
    public Optional<String> word(String name, String... allowed) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        for (String word : allowed) {
            if (node.isTextual() && node.textValue().equals(word)) {
                return Optional.of(word);
            }
        }
        throw new InvalidInputException("options." + name + ": expected one of " + String.join(", ", allowed) + ", found "
                + (node.isTextual() ? "another word" : SafeJson.kind(node)));
    }

    /** A list of strings. */
    public Optional<Set<String>> words(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        Set<String> words = new LinkedHashSet<>();
        if (!node.isArray()) {
            throw new InvalidInputException("options." + name + ": expected a list of strings, found " + SafeJson.kind(node));
        }
        for (JsonNode word : node) {
            if (!word.isTextual()) {
                throw new InvalidInputException("options." + name + ": expected a list of strings, found " + SafeJson.kind(word)
                        + " in it");
            }
            words.add(word.textValue());
        }
        return Optional.of(words);
    }

    /** {@code truncation}: true is longest_first, false is off. */
    public Optional<Truncation> truncation() {
        JsonNode node = value("truncation");
        if (node == null) {
            return Optional.empty();
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue() ? Truncation.LONGEST_FIRST : Truncation.OFF);
        }
        return word("truncation", "longest_first", "only_first", "only_second", "do_not_truncate").map(word -> switch (word) {
            case "only_first" -> Truncation.ONLY_FIRST;
            case "only_second" -> Truncation.ONLY_SECOND;
            case "do_not_truncate" -> Truncation.OFF;
            default -> Truncation.LONGEST_FIRST;
        });
    }

    /** {@code truncation_side} or {@code padding_side}. */
    public Optional<Side> side(String name) {
        return word(name, "left", "right").map(word -> word.equals("left") ? Side.LEFT : Side.RIGHT);
    }

    /** What {@code padding} asks for. */
    public enum Padding {
        /** Nothing. */
        NONE,
        /** The longest text of the line. */
        LONGEST,
        /** {@code max_length}. */
        MAX_LENGTH
    }

    /** {@code padding}: true is longest. */
    public Optional<Padding> padding() {
        JsonNode node = value("padding");
        if (node == null) {
            return Optional.empty();
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue() ? Padding.LONGEST : Padding.NONE);
        }
        return word("padding", "longest", "max_length", "do_not_pad").map(word -> switch (word) {
            case "longest" -> Padding.LONGEST;
            case "max_length" -> Padding.MAX_LENGTH;
            default -> Padding.NONE;
        });
    }
}
