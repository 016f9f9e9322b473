package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a classifier, as {@code id2label}, {@code label2id} and {@code num_labels} give them. */
final class Labels {
    private static final int MOST = 1_000_000;
    /** Labels without names: a few bytes of file must not become a hundred megabytes of labels. */
    private static final int MOST_WITHOUT_NAMES = 100_000;

    private Labels() {}

    static List<String> byIndex(JsonFields config, List<String> architectures) {
        JsonFields map = config.object("id2label").orElse(null);
        if (map == null) {
            // transformers leaves id2label out of the file when it is LABEL_0 and LABEL_1, its default for every classifier.
            boolean classifier = architectures.stream()
                    .anyMatch(name -> name.endsWith("ForSequenceClassification") || name.endsWith("ForTokenClassification"));
            int count = config.integer("num_labels").orElse(classifier ? 2 : 0);
            if (count < 0 || count > MOST_WITHOUT_NAMES) {
                throw new ModelFormatException(config.where() + ": expected \"num_labels\" without id2label to be from 0 to "
                        + MOST_WITHOUT_NAMES + ", found " + count + "; correct the file or name the labels");
            }
            List<String> labels = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                labels.add("LABEL_" + i);
            }
            return List.copyOf(labels);
        }
        TreeMap<Integer, String> byIndex = new TreeMap<>();
        map.node().properties().forEach(entry -> {
            int index = index(entry.getKey(), map);
            if (byIndex.put(index, label(entry.getKey(), entry.getValue(), map)) != null) {
                throw new ModelFormatException(map.where() + ": expected each index once, found " + index
                        + " twice; correct the file");
            }
        });
        int expected = 0;
        for (int index : byIndex.keySet()) {
            if (index != expected++) {
                throw new ModelFormatException(map.where() + ": expected a label for every index from 0 to "
                        + byIndex.lastKey() + ", found none for " + (expected - 1) + "; correct the file");
            }
        }
        return List.copyOf(byIndex.values());
    }

    static Map<String, Integer> toIndex(JsonFields config, List<String> labels) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        JsonFields map = config.object("label2id").orElse(null);
        if (map != null) {
            map.node().fieldNames().forEachRemaining(name -> {
                JsonNode value = map.node().path(name);
                ids.put(name, value.isTextual() ? index(value.textValue(), map)
                        : map.integer(name).orElseThrow(() -> map.wrong(name, "a whole number", value)));
            });
        } else {
            for (int i = 0; i < labels.size(); i++) {
                ids.put(labels.get(i), i);
            }
        }
        return Collections.unmodifiableMap(ids);
    }

    private static int index(String text, JsonFields map) {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) >= MOST) {
            throw new ModelFormatException(map.where() + ": expected indexes from 0 to " + (MOST - 1) + ", found "
                    + Messages.quote(text) + "; correct the file");
        }
        return Integer.parseInt(text);
    }

    private static String label(String index, JsonNode value, JsonFields map) {
        if (!value.isValueNode() || value.isNull()) {
            throw map.wrong(index, "a label", value);
        }
        return value.asText();
    }
}
