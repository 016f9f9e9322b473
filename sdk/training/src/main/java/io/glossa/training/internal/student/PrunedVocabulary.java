package io.glossa.training.internal.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A vocabulary that has lost some of its pieces; the others keep their order and get new ids. Rewrites all files that have ids. */
final class PrunedVocabulary {
    /** Files that have ids in them, as far as they are there. */
    static final List<String> FILES = List.of("tokenizer.json", "vocab.txt", "tokenizer_config.json", "added_tokens.json");

    private final int[] kept;
    private final Map<Integer, Integer> ids = new HashMap<>();

    /**
     * A vocabulary.
     *
     * @param kept old ids that are kept, ascending
     */
    PrunedVocabulary(int[] kept) {
        this.kept = kept;
        for (int id = 0; id < kept.length; id++) {
            ids.put(kept[id], id);
        }
    }

    /** Old ids, in the order of the new ones. */
    int[] kept() {
        return kept.clone();
    }

    /** Puts the size and the new ids of special tokens into a configuration. */
    void apply(ObjectNode config) {
        config.put("vocab_size", kept.length);
        for (String key : List.copyOf(config.properties().stream().map(Map.Entry::getKey).toList())) {
            if (key.endsWith("_token_id") && config.get(key).isIntegralNumber()) {
                Integer id = ids.get(config.get(key).intValue());
                if (id == null) {
                    config.remove(key);
                } else {
                    config.put(key, id);
                }
            }
        }
    }

    /** The new content of one of {@link #FILES}. */
    byte[] rewritten(ModelDirectory base, String file) {
        byte[] bytes = base.read(file);
        if (file.equals("vocab.txt")) {
            return lines(bytes);
        }
        ObjectNode json = SafeJson.object(bytes, base.name() + "/" + file);
        switch (file) {
            case "tokenizer.json" -> tokenizer(json);
            case "tokenizer_config.json" -> {
                if (json.path("added_tokens_decoder").isObject()) {
                    json.set("added_tokens_decoder", keys((ObjectNode) json.get("added_tokens_decoder")));
                }
            }
            default -> {
                ObjectNode all = values(json);
                json.removeAll();
                json.setAll(all);
            }
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] lines(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        StringBuilder text = new StringBuilder();
        for (int id : kept) {
            if (id < lines.size()) {
                text.append(lines.get(id)).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void tokenizer(ObjectNode json) {
        ObjectNode model = (ObjectNode) json.get("model");
        model.set("vocab", values((ObjectNode) model.get("vocab")));
        json.path("added_tokens").forEach(token -> ((ObjectNode) token).put("id", ids.get(token.path("id").asInt())));
        if (json.path("padding").isObject()) {
            ObjectNode padding = (ObjectNode) json.get("padding");
            padding.put("pad_id", ids.getOrDefault(padding.path("pad_id").asInt(), 0));
        }
        JsonNode post = json.path("post_processor");
        for (String end : List.of("sep", "cls")) {
            if (post.path(end).isArray() && post.path(end).size() == 2) {
                ((ArrayNode) post.get(end)).set(1, ids.get(post.path(end).get(1).asInt()));
            }
        }
        post.path("special_tokens").forEach(token -> {
            ArrayNode all = (ArrayNode) token.get("ids");
            for (int i = 0; i < all.size(); i++) {
                all.set(i, ids.get(all.get(i).asInt()));
            }
        });
    }

    /** Ids that are values, in the order of the new ids. */
    private ObjectNode values(ObjectNode old) {
        ObjectNode found = SafeJson.mapper().createObjectNode();
        old.properties().stream().filter(each -> ids.containsKey(each.getValue().asInt()))
                .sorted((a, b) -> Integer.compare(a.getValue().asInt(), b.getValue().asInt()))
                .forEach(each -> found.put(each.getKey(), ids.get(each.getValue().asInt())));
        return found;
    }

    /** Ids that are keys. */
    private ObjectNode keys(ObjectNode old) {
        ObjectNode found = SafeJson.mapper().createObjectNode();
        old.properties().stream().filter(each -> ids.containsKey(Integer.parseInt(each.getKey())))
                .forEach(each -> found.set(String.valueOf(ids.get(Integer.parseInt(each.getKey()))), each.getValue()));
        return found;
    }
}
