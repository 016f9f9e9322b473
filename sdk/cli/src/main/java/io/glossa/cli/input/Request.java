package io.glossa.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line, understood: its texts and options, checked against what the verb knows.
 *
 * @param line where it came from
 * @param batch whether it has {@code texts}, so that results are lists
 * @param texts its texts or pairs; empty if the line has none
 * @param options its options
 */
public record Request(Line line, boolean batch, List<TextPair> texts, LineOptions options) {
    /**
     * Understands a line.
     *
     * @param fields the fields the verb knows beyond {@code id}, {@code text}, {@code text_pair}, {@code texts},
     *     {@code options}, {@code label}
     * @param options the options the verb knows beyond those of tokenization
     * @param lenient whether unknown fields and options are let through
     * @throws InvalidInputException if it has unknown fields or fields of the wrong kind
     */
    public static Request of(Line line, Set<String> fields, Set<String> options, boolean lenient) {
        if (line.problem() != null) {
            throw line.problem();
        }
        ObjectNode node = line.fields();
        LineOptions lineOptions = LineOptions.of(node);
        if (!lenient) {
            node.fieldNames().forEachRemaining(name -> {
                if (!COMMON.contains(name) && !fields.contains(name)) {
                    throw new InvalidInputException("line " + line.number() + ": expected the fields " + sorted(COMMON, fields)
                            + ", found another; remove it or use --keep-input");
                }
            });
            for (String name : lineOptions.names()) {
                if (!LineOptions.TOKENIZATION.contains(name) && !options.contains(name)) {
                    throw new InvalidInputException("options: expected " + sorted(LineOptions.TOKENIZATION, options)
                            + ", found another; remove it or use --keep-input");
                }
            }
        }
        return new Request(line, node.has("texts"), texts(node), lineOptions);
    }

    private static final Set<String> COMMON = Set.of("id", "text", "text_pair", "texts", "options", "label");

    private static List<String> sorted(Set<String> a, Set<String> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).sorted().toList();
    }

    private static List<TextPair> texts(ObjectNode node) {
        if (node.has("texts")) {
            if (node.has("text") || node.has("text_pair")) {
                throw new InvalidInputException("texts: expected it alone, found text or text_pair beside it");
            }
            return strings(node.get("texts"), "texts").stream().map(TextPair::of).toList();
        }
        if (!node.has("text")) {
            return List.of();
        }
        return List.of(new TextPair(string(node.get("text"), "text"),
                node.hasNonNull("text_pair") ? string(node.get("text_pair"), "text_pair") : null));
    }

    /** The value of a field that must be a string. */
    public static String string(@Nullable JsonNode node, String name) {
        if (node == null || !node.isTextual()) {
            throw new InvalidInputException(name + ": expected a string, found " + (node == null ? "nothing" : SafeJson.kind(node)));
        }
        return node.textValue();
    }

    /** The value of a field that must be a list of strings. */
    public static List<String> strings(@Nullable JsonNode node, String name) {
        if (node == null || !node.isArray()) {
            throw new InvalidInputException(name + ": expected a list of strings, found "
                    + (node == null ? "nothing" : SafeJson.kind(node)));
        }
        List<String> strings = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            strings.add(string(element, name + "[" + strings.size() + "]"));
        }
        return strings;
    }

    /** The value of a field that must be a list of whole numbers. */
    public static int[] integers(JsonNode node, String name) {
        if (!node.isArray()) {
            throw new InvalidInputException(name + ": expected a list of whole numbers, found " + SafeJson.kind(node));
        }
        int[] numbers = new int[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode element = node.get(i);
            if (!element.isIntegralNumber() || !element.canConvertToInt()) {
                throw new InvalidInputException(name + "[" + i + "]: expected a whole number, found " + SafeJson.kind(element));
            }
            numbers[i] = element.intValue();
        }
        return numbers;
    }

    /** A field of the line, or null. */
    public @Nullable JsonNode field(String name) {
        JsonNode node = line.fields().get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A field of the line that must be a string where it is there, else another value. */
    public @Nullable String string(String name, @Nullable String otherwise) {
        JsonNode node = field(name);
        return node == null ? otherwise : string(node, name);
    }

    /** Requires that the line has a text. */
    public void requireTexts() {
        if (texts.isEmpty() && !batch) {
            throw new InvalidInputException("line " + line.number() + ": expected a field 'text' or 'texts', found neither");
        }
    }
}
