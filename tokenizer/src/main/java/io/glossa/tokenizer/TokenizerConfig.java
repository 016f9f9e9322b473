package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tokenizer_config.json, special_tokens_map.json and the tokenizer class say. Immutable. */
final class TokenizerConfig {
    static final List<String> ROLES = List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token",
            "mask_token");

    private final String name;
    private final @Nullable ObjectNode config;
    private final ClassTraits traits;
    private final Map<String, AddedToken> specials = new LinkedHashMap<>();
    private final List<AddedToken> additional = new ArrayList<>();
    private final List<AddedToken> decoder = new ArrayList<>();
    private final Map<String, Integer> decoderIds = new LinkedHashMap<>();

    TokenizerConfig(String name, @Nullable ObjectNode config, @Nullable ObjectNode specialTokensMap,
            @Nullable String modelType) {
        this.name = name;
        this.config = config;
        this.traits = ClassTraits.of(text("tokenizer_class"), modelType);
        traits.specials().forEach((role, content) -> specials.put(role, AddedToken.ofSpecial(content)));
        if (config != null) {
            readSpecials(config, "tokenizer_config.json");
        }
        // As in transformers: where the configuration lists its added tokens, the older file is not read.
        if (specialTokensMap != null && (config == null || !config.has("added_tokens_decoder"))) {
            readSpecials(specialTokensMap, "special_tokens_map.json");
        }
        readDecoder();
    }

    /** Whether there is a tokenizer_config.json, so that its settings override tokenizer.json. */
    boolean exists() {
        return config != null;
    }

    ClassTraits traits() {
        return traits;
    }

    /** Special tokens by role. */
    Map<String, AddedToken> specials() {
        return specials;
    }

    /** Special tokens without a role. */
    List<AddedToken> additional() {
        return additional;
    }

    /** The tokens of added_tokens_decoder by ascending id. */
    List<AddedToken> decoder() {
        return decoder;
    }

    /** The ids of added_tokens_decoder. */
    Map<String, Integer> decoderIds() {
        return decoderIds;
    }

    @Nullable String text(String key) {
        JsonNode node = config == null ? null : config.get(key);
        return node == null || !node.isTextual() ? null : node.textValue();
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode node = config == null ? null : config.get(key);
        if (node == null || node.isNull()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw bad("tokenizer_config.json", key, "true or false", node);
        }
        return node.booleanValue();
    }

    @Nullable Boolean optionalFlag(String key) {
        JsonNode node = config == null ? null : config.get(key);
        return node == null || node.isNull() ? null : (Boolean) flag(key, false);
    }

    @Nullable JsonNode node(String key) {
        return config == null ? null : config.get(key);
    }

    int integer(String key, int otherwise) {
        JsonNode node = config == null ? null : config.get(key);
        return node == null || !node.isInt() || node.intValue() < 0 ? otherwise : node.intValue();
    }

    private void readSpecials(ObjectNode from, String file) {
        for (String role : ROLES) {
            JsonNode node = from.get(role);
            if (node != null && node.isNull()) {
                specials.remove(role);
            } else if (node != null) {
                AddedToken token = token(node, file, role);
                if (!token.content().isEmpty()) {
                    specials.put(role, token.asSpecial());
                }
            }
        }
        JsonNode more = from.get("additional_special_tokens");
        if (more != null && !more.isNull()) {
            if (!more.isArray()) {
                throw bad(file, "additional_special_tokens", "a list", more);
            }
            for (JsonNode node : more) {
                AddedToken token = token(node, file, "additional_special_tokens");
                if (!token.content().isEmpty()) {
                    additional.add(token.asSpecial());
                }
            }
        }
    }

    private void readDecoder() {
        JsonNode node = config == null ? null : config.get("added_tokens_decoder");
        if (node == null || node.isNull()) {
            return;
        }
        if (!node.isObject()) {
            throw bad("tokenizer_config.json", "added_tokens_decoder", "an object", node);
        }
        Map<Long, AddedToken> byId = new TreeMap<>();
        node.properties().forEach(entry -> {
            try {
                AddedToken token = token(entry.getValue(), "tokenizer_config.json", "added_tokens_decoder");
                if (!token.content().isEmpty()) {
                    byId.put(Long.parseLong(entry.getKey()), token);
                }
            } catch (NumberFormatException e) {
                throw new ModelFormatException(name + ": tokenizer_config.json: expected ids as keys of "
                        + "added_tokens_decoder, found something else; correct the file");
            }
        });
        byId.forEach((id, token) -> {
            decoder.add(token);
            if (id >= 0 && id <= Vocabulary.MAX_ID) {
                decoderIds.put(token.content(), id.intValue());
            }
        });
    }

    private AddedToken token(JsonNode node, String file, String key) {
        if (node.isTextual()) {
            return AddedToken.ofSpecial(node.textValue());
        }
        if (!node.isObject() || !node.path("content").isTextual()) {
            throw bad(file, key, "a token: a string, or an object with content", node);
        }
        boolean special = node.path("special").asBoolean(false);
        return new AddedToken(node.get("content").textValue(), node.path("single_word").asBoolean(false),
                node.path("lstrip").asBoolean(false), node.path("rstrip").asBoolean(false),
                node.path("normalized").asBoolean(!special), special);
    }

    private ModelFormatException bad(String file, String key, String expected, JsonNode found) {
        return new ModelFormatException(name + ": " + file + ": expected " + expected + " for " + key + ", found "
                + SafeJson.kind(found) + "; correct the file or get it again");
    }
}
