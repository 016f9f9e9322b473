package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Typed access to the fields of a model's JSON object. An absent field and {@code null} are the same. */
record JsonFields(ObjectNode node, String where) {

    static JsonFields parse(byte[] bytes, String where) {
        return new JsonFields(SafeJson.object(bytes, where), where);
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (!value.isTextual()) {
                throw wrong(key, "a string", value);
            }
            return value.textValue();
        });
    }

    OptionalInt integer(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToInt()) {
            throw wrong(key, "a whole number of at most 32 bits", value.get());
        }
        return OptionalInt.of(value.get().intValue());
    }

    OptionalLong size(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong() || value.get().longValue() < 0) {
            throw wrong(key, "a number of bytes", value.get());
        }
        return OptionalLong.of(value.get().longValue());
    }

    boolean bool(String key, boolean otherwise) {
        return value(key).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(key, "true or false", value);
            }
            return value.booleanValue();
        }).orElse(otherwise);
    }

    Optional<JsonFields> object(String key) {
        return value(key).map(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw wrong(key, "an object", value);
            }
            return new JsonFields(object, where + ", " + key);
        });
    }

    List<String> texts(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            throw wrong(key, "a list of strings", value.get());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.get()) {
            if (!element.isTextual()) {
                throw wrong(key, "a list of strings", element);
            }
            texts.add(element.textValue());
        }
        return List.copyOf(texts);
    }

    /** An object of strings; entries that are null are left out. The order of the file is kept. */
    Map<String, String> textMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        object(key).ifPresent(fields -> fields.node.fieldNames()
                .forEachRemaining(name -> fields.text(name).ifPresent(text -> map.put(name, text))));
        return map;
    }

    double number(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(key, "a number", value);
        }
        return value.doubleValue();
    }

    Optional<JsonNode> value(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    ModelFormatException wrong(String key, String expected, JsonNode found) {
        return new ModelFormatException(where + ": expected " + Messages.quote(key) + " to be " + expected + ", found "
                + SafeJson.kind(found) + "; correct the file or get the original");
    }
}
