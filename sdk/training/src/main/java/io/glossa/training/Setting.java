package io.glossa.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the training options: its name in JSON, its default, which values it may have, and how it is read and written.
 *
 * @param name name in JSON and, with hyphens, on the command line
 * @param standard the default; null if there is none, or it depends on method and data
 * @param expected the values it may have, in words
 * @param fits whether a value is one of them
 * @param reader reads a value; null if the node is none
 * @param writer writes a value
 */
record Setting<T>(String name, @Nullable T standard, String expected, Predicate<T> fits, Function<JsonNode, @Nullable T> reader,
        Function<T, JsonNode> writer) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static Setting<Integer> whole(String name, @Nullable Integer standard, int least) {
        return new Setting<>(name, standard, "a whole number from " + least + " on", value -> value >= least,
                node -> node.canConvertToInt() && node.isIntegralNumber() ? node.intValue() : null, NODES::numberNode);
    }

    static Setting<Long> large(String name, long standard) {
        return new Setting<>(name, standard, "a whole number", value -> true,
                node -> node.canConvertToLong() && node.isIntegralNumber() ? node.longValue() : null, NODES::numberNode);
    }

    static Setting<Double> number(String name, @Nullable Double standard, String expected, Predicate<Double> fits) {
        return new Setting<>(name, standard, expected, value -> Double.isFinite(value) && fits.test(value),
                node -> node.isNumber() ? node.doubleValue() : null, NODES::numberNode);
    }

    static Setting<Boolean> flag(String name, @Nullable Boolean standard) {
        return new Setting<>(name, standard, "true or false", value -> true, node -> node.isBoolean() ? node.booleanValue() : null,
                NODES::booleanNode);
    }

    static <E extends Enum<E>> Setting<E> choice(String name, @Nullable E standard, Class<E> type) {
        return choice(name, standard, type, Setting::word);
    }

    static <E extends Enum<E>> Setting<E> choice(String name, @Nullable E standard, Class<E> type, Function<E, String> word) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(word).toList();
        return new Setting<>(name, standard, "one of " + String.join(", ", words), value -> true, node -> {
            int index = words.indexOf(node.asText());
            return node.isTextual() && index >= 0 ? type.getEnumConstants()[index] : null;
        }, value -> NODES.textNode(word.apply(value)));
    }

    static Setting<List<String>> texts(String name) {
        return new Setting<>(name, List.of(), "a list of strings", value -> true, node -> {
            List<String> texts = new ArrayList<>();
            node.forEach(element -> texts.add(element.asText()));
            return node.isArray() ? List.copyOf(texts) : null;
        }, value -> {
            ArrayNode array = NODES.arrayNode();
            value.forEach(array::add);
            return array;
        });
    }

    static Setting<List<Integer>> wholes(String name) {
        return new Setting<>(name, List.of(), "a list of whole numbers from 0 on", value -> value.stream().allMatch(each -> each >= 0), node -> {
            List<Integer> numbers = new ArrayList<>();
            boolean right = node.isArray();
            for (JsonNode element : node) {
                right &= element.isIntegralNumber() && element.canConvertToInt();
                numbers.add(element.asInt());
            }
            return right ? List.copyOf(numbers) : null;
        }, value -> {
            ArrayNode array = NODES.arrayNode();
            value.forEach(array::add);
            return array;
        });
    }

    static Setting<ClassWeights> classWeights(String name) {
        return new Setting<>(name, ClassWeights.none(), "\"none\", \"balanced\" or an object of numbers above 0 by label", value -> true,
                Setting::readWeights, value -> {
                    if (value.explicit().isEmpty()) {
                        return NODES.textNode(value.toString());
                    }
                    ObjectNode object = NODES.objectNode();
                    value.explicit().forEach(object::put);
                    return object;
                });
    }

    private static @Nullable ClassWeights readWeights(JsonNode node) {
        if (node.isTextual()) {
            return switch (node.textValue()) {
                case "none" -> ClassWeights.none();
                case "balanced" -> ClassWeights.balanced();
                default -> null;
            };
        }
        if (!node.isObject()) {
            return null;
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        node.properties().forEach(entry -> weights.put(entry.getKey(), entry.getValue().asDouble(Double.NaN)));
        return weights.values().stream().allMatch(weight -> weight > 0 && !weight.isInfinite()) ? ClassWeights.of(weights) : null;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The value, if it is one of those allowed. */
    T check(T value) {
        if (!fits.test(value)) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", found " + value);
        }
        return value;
    }

    T read(JsonNode node, String where) {
        T value = reader.apply(node);
        if (value == null || !fits.test(value)) {
            throw new InvalidInputException(where + ", " + name + ": expected " + expected + ", found "
                    + (node.isValueNode() && !node.isTextual() ? node.toString() : SafeJson.kind(node)));
        }
        return value;
    }
}
