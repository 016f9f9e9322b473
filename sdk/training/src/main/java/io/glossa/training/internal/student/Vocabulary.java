package io.glossa.training.internal.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelDirectory;
import io.glossa.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The word pieces of a model.
 *
 * @param pieces ids by piece
 * @param prefix what pieces inside a word begin with
 * @param special ids of tokens that stand for no text, or were added as a whole
 */
record Vocabulary(Map<String, Integer> pieces, String prefix, Set<Integer> special) {
    private static final List<String> USUAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    /**
     * Reads the vocabulary of WordPiece from {@code tokenizer.json} or {@code vocab.txt}.
     *
     * @throws InvalidInputException if the tokenizer is of another kind
     */
    static Vocabulary read(ModelDirectory base) {
        String where = base.name();
        for (String file : Tokenizer.sentencePieceFiles()) {
            if (base.has(file)) {
                throw kind(where, "SentencePiece");
            }
        }
        Set<String> added = new HashSet<>(USUAL);
        Set<Integer> special = new HashSet<>();
        for (String file : List.of("special_tokens_map.json", "tokenizer_config.json")) {
            base.find(file).ifPresent(bytes -> named(SafeJson.object(bytes, where + "/" + file), added, special));
        }
        Map<String, Integer> pieces = new LinkedHashMap<>();
        String prefix = "##";
        if (base.has("tokenizer.json")) {
            ObjectNode json = SafeJson.object(base.read("tokenizer.json"), where + "/tokenizer.json");
            JsonNode model = json.path("model");
            if (!model.path("type").asText("WordPiece").equals("WordPiece") || !model.path("vocab").isObject()
                    || !model.has("continuing_subword_prefix")) {
                throw kind(where, model.path("type").asText("another"));
            }
            prefix = model.path("continuing_subword_prefix").asText();
            model.path("vocab").properties().forEach(piece -> pieces.put(piece.getKey(), piece.getValue().asInt()));
            json.path("added_tokens").forEach(token -> special.add(token.path("id").asInt()));
        } else if (base.has("vocab.txt")) {
            new String(base.read("vocab.txt"), StandardCharsets.UTF_8).lines().forEach(line -> pieces.putIfAbsent(line, pieces.size()));
        } else {
            throw kind(where, "another");
        }
        added.stream().filter(pieces::containsKey).forEach(token -> special.add(pieces.get(token)));
        return new Vocabulary(pieces, prefix, Set.copyOf(special));
    }

    private static InvalidInputException kind(String where, String found) {
        return new InvalidInputException("prune_vocabulary: expected a base with a vocabulary of word pieces (WordPiece), found " + found + " in "
                + where + "; leave its vocabulary whole, or take another base");
    }

    /** Tokens that a configuration names, as text, as an object, or by id. */
    private static void named(ObjectNode json, Set<String> tokens, Set<Integer> ids) {
        json.properties().forEach(field -> {
            if (field.getKey().endsWith("_token")) {
                tokens.add(field.getValue().isObject() ? field.getValue().path("content").asText() : field.getValue().asText());
            }
        });
        json.path("additional_special_tokens").forEach(token -> tokens.add(token.isObject() ? token.path("content").asText() : token.asText()));
        json.path("added_tokens_decoder").properties().forEach(token -> ids.add(Integer.valueOf(token.getKey())));
    }
}
