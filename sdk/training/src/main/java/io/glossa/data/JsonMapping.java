package io.glossa.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.ColumnNames;
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
        ObjectNode object = object(line);
        String textField = options.textColumn();
        String pairField = options.pairColumn().orElse("text_pair");
        String valueField = options.valueColumn().orElse("value");
        String labelField = options.labelColumn().orElse("label");
        boolean value = options.valueColumn().isPresent() || (options.labelColumn().isEmpty() && !object.has(labelField)
                && object.has(valueField));
        String text = string(object, textField, "text");
        @Nullable String pair = pairField.equals(textField) || (options.pairColumn().isEmpty() && !object.hasNonNull(pairField))
                ? null : string(object, pairField, "pair");
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
        return new Example(TextPair.of(text, pair), value ? Set.of() : labels(object, labelField),
                value ? number(object, valueField) : OptionalDouble.empty(), further, row);
    }

    private static ObjectNode object(String line) {
        if (line.stripLeading().startsWith("[")) {
            throw new InvalidInputException("expected a JSON object such as {\"text\": \"…\"}, found the beginning of a list; write one object"
                    + " a line, without the brackets and commas around them");
        }
        return SafeJson.inputObject(line, "the row");
    }

    private String string(ObjectNode object, String field, String option) {
        @Nullable JsonNode node = object.get(field);
        if (node == null || !node.isTextual()) {
            throw new InvalidInputException("expected a string in '" + field + "', found " + found(object, field)
                    + "; name another field (" + option + "Column, --" + option + "-column), or repair the row");
        }
        return mapping.text(node.textValue(), field);
    }

    private Set<String> labels(ObjectNode object, String field) {
        @Nullable JsonNode node = object.get(field);
        if (node != null && node.isArray()) {
            List<String> names = new ArrayList<>();
            node.forEach(each -> names.add(label(each, field, SafeJson.kind(each))));
            return mapping.labels(names, field);
        }
        return mapping.labels(label(node, field, found(object, field)), field);
    }

    private static String label(@Nullable JsonNode node, String field, String found) {
        if (node == null || !(node.isTextual() || node.isIntegralNumber() || node.isBoolean())) {
            throw new InvalidInputException("expected a label in '" + field + "', found " + found
                    + "; label the text or remove it, or name another field (labelColumn, --label-column)");
        }
        return node.asText();
    }

    private OptionalDouble number(ObjectNode object, String field) {
        @Nullable JsonNode node = object.get(field);
        if (node == null || !node.isNumber()) {
            throw new InvalidInputException("expected a number in '" + field + "', found " + found(object, field)
                    + "; write it as 3.5, or remove the row");
        }
        return mapping.value(node.doubleValue(), field);
    }

    /** What is in a field; where there is none, whether one has nearly its name. */
    private static String found(ObjectNode object, String field) {
        @Nullable JsonNode node = object.get(field);
        if (node != null) {
            return SafeJson.kind(node);
        }
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (ColumnNames.alike(each.getKey(), field)) {
                return "'" + each.getKey() + "', which differs in case or spaces";
            }
        }
        return "nothing";
    }
}
