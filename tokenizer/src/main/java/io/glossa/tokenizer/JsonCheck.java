package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.util.Locale;
import java.util.Set;

/**
 * Checked access to tokenizer.json: every method gives a value of the expected type or says what was expected, what was
 * found and where.
 *
 * @param model how the model is called in messages
 */
record JsonCheck(String model) {
    ModelFormatException bad(String where, String expected, String found) {
        return new ModelFormatException(model + ": tokenizer.json: " + where + ": expected " + expected + ", found " + found
                + "; the file is damaged or of a kind that is not supported, get it again from where it came");
    }

    ModelFormatException bad(String where, String expected, JsonNode found) {
        return bad(where, expected, SafeJson.kind(found));
    }

    JsonNode object(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isObject()) {
            throw bad(where + "." + key, "an object", node);
        }
        return node;
    }

    JsonNode array(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isArray()) {
            throw bad(where + "." + key, "a list", node);
        }
        return node;
    }

    String text(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isTextual()) {
            throw bad(where + "." + key, "a string", node);
        }
        return node.textValue();
    }

    void optionalText(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isTextual()) {
            throw bad(where + "." + key, "a string or null", node);
        }
    }

    /** A string of exactly one code point. */
    String character(JsonNode parent, String key, String where) {
        String text = text(parent, key, where);
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            throw bad(where + "." + key, "one character", text.length() + " UTF-16 units");
        }
        return text;
    }

    boolean flag(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isBoolean()) {
            throw bad(where + "." + key, "true or false", node);
        }
        return node.booleanValue();
    }

    void optionalFlag(JsonNode parent, String key, String where) {
        JsonNode node = parent.path(key);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw bad(where + "." + key, "true or false", node);
        }
    }

    int integer(JsonNode parent, String key, int least, int most, String where) {
        return integer(parent.path(key), least, most, where + "." + key);
    }

    int integer(JsonNode node, int least, int most, String where) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw bad(where, "a whole number from " + least + " to " + most,
                    node.isNumber() ? "another number" : SafeJson.kind(node));
        }
        return node.intValue();
    }

    /** One of the names, as the file writes it. */
    String choice(JsonNode parent, String key, Set<String> names, String where) {
        String text = text(parent, key, where);
        if (!names.contains(text)) {
            throw bad(where + "." + key, "one of " + String.join(", ", names.stream().sorted().toList()), quoted(text));
        }
        return text;
    }

    /** The type of a component. */
    String type(JsonNode component, String where, Set<String> supported) {
        if (!component.isObject()) {
            throw bad(where, "an object", component);
        }
        return choice(component, "type", supported, where);
    }

    private static String quoted(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        StringBuilder plain = new StringBuilder("\"");
        shown.codePoints().forEach(c -> {
            if (c < 0x20 || c > 0x7E) {
                plain.append(String.format(Locale.ROOT, "\\u{%x}", c));
            } else {
                plain.append((char) c);
            }
        });
        return plain.append('"').toString();
    }
}
