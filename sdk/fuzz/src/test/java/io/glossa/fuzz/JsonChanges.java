package io.glossa.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a JSON tree as a {@link Script} says: each step walks to a node and removes, replaces, copies or swaps it. The
 * result is always valid JSON, so that a fuzzer gets past the parser to what the values mean.
 */
final class JsonChanges {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_STEPS = 24;
    /** Levels added by one step; all steps together stay below what the JSON writer allows, 1000. */
    private static final int DEEPEST = 36;

    private final ObjectNode root;
    private final Script script;
    private final List<String> words;
    private final List<JsonNode> parts;

    private JsonChanges(ObjectNode root, Script script, List<String> words, List<JsonNode> parts) {
        this.root = root;
        this.script = script;
        this.words = words;
        this.parts = parts;
    }

    /**
     * Changes a copy of a tree.
     *
     * @param words strings worth trying as values and keys
     * @param parts trees worth trying as values
     */
    static ObjectNode apply(ObjectNode original, Script script, List<String> words, List<JsonNode> parts) {
        JsonChanges changes = new JsonChanges(original.deepCopy(), script, words, parts);
        for (int i = 0; i < MOST_STEPS && script.hasMore(); i++) {
            changes.step();
        }
        return changes.root;
    }

    private void step() {
        JsonNode at = root;
        while (true) {
            int size = at.size();
            int index = script.below(size);
            JsonNode child = at instanceof ObjectNode object ? object.get(key(object, index)) : at.get(index);
            // The lowest bit of the next byte says whether to go deeper.
            if (child != null && child.isContainerNode() && !child.isEmpty() && (script.next() & 1) == 0) {
                at = child;
            } else {
                change(at, index, child);
                return;
            }
            if (!script.hasMore()) {
                return;
            }
        }
    }

    private void change(JsonNode parent, int index, @Nullable JsonNode child) {
        int action = script.below(8);
        if (child == null) {
            fill(parent);
            return;
        }
        if (parent instanceof ObjectNode object) {
            String key = key(object, index);
            switch (action) {
                case 0 -> object.remove(key);
                case 1 -> object.set(word(), value(child));
                case 2 -> object.set(word(), object.remove(key));
                case 3 -> object.set(key(object, script.below(object.size())), child.deepCopy());
                default -> object.set(key, value(child));
            }
        } else if (parent instanceof ArrayNode array) {
            switch (action) {
                case 0 -> array.remove(index);
                case 1 -> array.insert(index, value(child));
                case 2 -> array.add(child.deepCopy());
                case 3 -> array.set(index, array.get(script.below(array.size())).deepCopy());
                default -> array.set(index, value(child));
            }
        }
    }

    private void fill(JsonNode empty) {
        if (empty instanceof ObjectNode object) {
            object.set(word(), value(null));
        } else if (empty instanceof ArrayNode array) {
            array.add(value(null));
        }
    }

    private static String key(ObjectNode object, int index) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys.isEmpty() ? "" : keys.get(index % keys.size());
    }

    private String word() {
        return words.get(script.below(words.size()));
    }

    private JsonNode value(@Nullable JsonNode old) {
        return switch (script.below(16)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode((script.next() & 1) == 0);
            case 2 -> NODES.numberNode(script.next());
            case 3 -> NODES.numberNode(-script.next());
            case 4 -> NODES.numberNode(script.number());
            case 5 -> NODES.numberNode(BigInteger.valueOf(script.number()).shiftLeft(script.next()));
            case 6 -> NODES.numberNode(Double.longBitsToDouble(script.number() & 0x7FEFFFFFFFFFFFFFL));
            case 7 -> NODES.arrayNode().add(old == null ? NODES.nullNode() : old.deepCopy());
            case 8 -> NODES.objectNode().set(word(), old == null ? NODES.nullNode() : old.deepCopy());
            case 9 -> deep(script.below(DEEPEST), old);
            case 10 -> NODES.textNode(script.text());
            case 11 -> edited(old);
            case 12, 13 -> NODES.textNode(word());
            default -> parts.isEmpty() ? NODES.textNode(word()) : parts.get(script.below(parts.size())).deepCopy();
        };
    }

    private JsonNode edited(@Nullable JsonNode old) {
        if (old == null || !old.isTextual() || old.textValue().isEmpty()) {
            return NODES.numberNode(script.below(1 << 16));
        }
        StringBuilder text = new StringBuilder(old.textValue());
        int edits = 1 + script.below(8);
        for (int i = 0; i < edits; i++) {
            int at = script.below(text.length());
            text.setCharAt(at, (char) (0x20 + script.below(0x60)));
        }
        return NODES.textNode(text.toString());
    }

    private static JsonNode deep(int depth, @Nullable JsonNode old) {
        JsonNode node = old == null ? NODES.nullNode() : old.deepCopy();
        for (int i = 0; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }
}
