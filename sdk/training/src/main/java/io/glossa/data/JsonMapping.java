package io.glossa.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the fields of a JSON object mean. Labels are strings, whole numbers, true or false, or a list of these. */
final class JsonMapping {
    private final DatasetOptions options;
    private final RowMapping mapping;

    JsonMapping(DatasetOptions options, RowMapping mapping) {
        this.options = options;
        this.mapping = mapping;
    }

    Example example(String line, long row) {
        ObjectNode object = SafeJson.inputObject(line, "the row");
        String textField = options.textColumn();
        String pairField = options.pairColumn().orElse("text_pair");
        String valueField = options.valueColumn().orElse("value");
        String labelField = options.labelColumn().orElse("label");
        boolean value = options.valueColumn().isPresent() || (options.labelColumn().isEmpty() && !object.has(labelField)
                && object.has(valueField));
        String text = string(object.get(textField), textField);
        @Nullable String pair = pairField.equals(textField) || (options.pairColumn().isEmpty() && !object.hasNonNull(pairField))
                ? null : string(object.get(pairField), pairField);
        Map<String, String> further = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            String name = field.getKey();
            boolean answer = !options.unlabelled() && name.equals(value ? valueField : labelField);
            if (!name.equals(textField) && !name.equals(pairField) && !answer) {
                further.put(name, field.getValue().isValueNode() ? field.getValue().asText() : field.getValue().toString());
            }
        });
        if (options.unlabelled()) {
            return new Example(TextPair.of(text, pair), Set.of(), OptionalDouble.empty(), further, row);
        }
        return new Example(TextPair.of(text, pair), value ? Set.of() : labels(object.get(labelField), labelField),
                value ? number(object.get(valueField), valueField) : OptionalDouble.empty(), further, row);
    }

    private String string(@Nullable JsonNode node, String field) {
        if (node == null || !node.isTextual()) {
            throw new InvalidInputException("expected a string in '" + field + "', found " + kind(node) + "; name another field, or"
                    + " repair the row");
        }
        return mapping.text(node.textValue(), field);
    }

    private Set<String> labels(@Nullable JsonNode node, String field) {
        if (node != null && node.isArray()) {
            List<String> names = new ArrayList<>();
            node.forEach(each -> names.add(label(each, field)));
            return mapping.labels(names, field);
        }
        return mapping.labels(label(node, field), field);
    }

    private static String label(@Nullable JsonNode node, String field) {
        if (node == null || !(node.isTextual() || node.isIntegralNumber() || node.isBoolean())) {
            throw new InvalidInputException("expected a label in '" + field + "', found " + kind(node)
                    + "; label the text or remove it");
        }
        return node.asText();
    }

    private OptionalDouble number(@Nullable JsonNode node, String field) {
        if (node == null || !node.isNumber()) {
            throw new InvalidInputException("expected a number in '" + field + "', found " + kind(node)
                    + "; write it as 3.5, or remove the row");
        }
        return mapping.value(node.doubleValue(), field);
    }

    private static String kind(@Nullable JsonNode node) {
        return node == null ? "nothing" : SafeJson.kind(node);
    }
}
