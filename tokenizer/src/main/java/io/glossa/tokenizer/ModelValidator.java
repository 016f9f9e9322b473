package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks the model of a tokenizer.json and reads its vocabulary. The library trusts a model's numbers: what is wrong there
 * ends the process, not the call.
 */
final class ModelValidator {
    private static final Set<String> TYPES = Set.of("WordPiece", "BPE", "Unigram", "WordLevel");
    private static final int MAX_WORD = 1_000_000;

    private final JsonCheck check;
    private final ObjectNode model;

    private ModelValidator(JsonCheck check, ObjectNode model) {
        this.check = check;
        this.model = model;
    }

    /** Checks {@code tree.model}, names its type where the file does not, and gives the tokens with their ids. */
    static Map<String, Integer> read(ObjectNode tree, JsonCheck check) {
        ObjectNode model = (ObjectNode) check.object(tree, "model", "(root)");
        if (!model.has("type")) {
            model.put("type", guess(model));
        }
        ModelValidator validator = new ModelValidator(check, model);
        return switch (check.type(model, "model", TYPES)) {
            case "WordPiece" -> validator.wordPiece();
            case "BPE" -> validator.bpe();
            case "Unigram" -> validator.unigram();
            default -> validator.wordLevel();
        };
    }

    /** Old files leave the type out. */
    private static String guess(JsonNode model) {
        return model.has("merges") ? "BPE" : model.has("unk_id") ? "Unigram"
                : model.has("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
    }

    private Map<String, Integer> wordPiece() {
        Map<String, Integer> vocab = vocab();
        check.text(model, "continuing_subword_prefix", "model");
        check.integer(model, "max_input_chars_per_word", 0, MAX_WORD, "model");
        requireUnknown(vocab);
        return vocab;
    }

    private Map<String, Integer> wordLevel() {
        Map<String, Integer> vocab = vocab();
        requireUnknown(vocab);
        return vocab;
    }

    private void requireUnknown(Map<String, Integer> vocab) {
        if (!vocab.containsKey(check.text(model, "unk_token", "model"))) {
            throw check.bad("model.unk_token", "a token of the vocabulary", "another");
        }
    }

    private Map<String, Integer> vocab() {
        JsonNode node = check.object(model, "vocab", "model");
        Map<String, Integer> vocab = new HashMap<>(node.size() * 2);
        node.properties().forEach(entry ->
                vocab.put(entry.getKey(), check.integer(entry.getValue(), 0, Vocabulary.MAX_ID, "model.vocab")));
        if (vocab.isEmpty()) {
            throw check.bad("model.vocab", "tokens", "none");
        }
        return vocab;
    }

    private Map<String, Integer> bpe() {
        Map<String, Integer> vocab = vocab();
        for (String key : new String[] {"unk_token", "continuing_subword_prefix", "end_of_word_suffix"}) {
            check.optionalText(model, key, "model");
        }
        for (String key : new String[] {"fuse_unk", "byte_fallback", "ignore_merges"}) {
            check.optionalFlag(model, key, "model");
        }
        JsonNode dropout = model.path("dropout");
        if (!dropout.isMissingNode() && !dropout.isNull()
                && !(dropout.isNumber() && dropout.doubleValue() >= 0 && dropout.doubleValue() <= 1)) {
            throw check.bad("model.dropout", "null or a number from 0 to 1", dropout);
        }
        JsonNode unknown = model.path("unk_token");
        if (unknown.isTextual() && !vocab.containsKey(unknown.textValue())) {
            throw check.bad("model.unk_token", "a token of the vocabulary", "another");
        }
        String prefix = model.path("continuing_subword_prefix").asText("");
        prefix = model.path("continuing_subword_prefix").isNull() ? "" : prefix;
        int i = 0;
        for (JsonNode merge : check.array(model, "merges", "model")) {
            merge(merge, vocab, prefix, "model.merges[" + i++ + "]");
        }
        return vocab;
    }

    private void merge(JsonNode merge, Map<String, Integer> vocab, String prefix, String where) {
        String first;
        String second;
        if (merge.isArray() && merge.size() == 2 && merge.get(0).isTextual() && merge.get(1).isTextual()) {
            first = merge.get(0).textValue();
            second = merge.get(1).textValue();
        } else if (merge.isTextual() && merge.textValue().indexOf(' ') >= 0
                && merge.textValue().indexOf(' ') == merge.textValue().lastIndexOf(' ')) {
            int space = merge.textValue().indexOf(' ');
            first = merge.textValue().substring(0, space);
            second = merge.textValue().substring(space + 1);
        } else {
            throw check.bad(where, "two tokens", merge);
        }
        // The library cuts the prefix's length off, in bytes, without looking.
        String joined = first + (prefix.isEmpty() ? second : cut(second, prefix, where));
        if (!vocab.containsKey(first) || !vocab.containsKey(second) || !vocab.containsKey(joined)) {
            throw check.bad(where, "tokens that are in the vocabulary, and so is what they make", "an unknown one");
        }
    }

    private String cut(String token, String prefix, String where) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        int length = prefix.getBytes(StandardCharsets.UTF_8).length;
        if (length > bytes.length || length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
            throw check.bad(where, "a second token that begins with the prefix", "another");
        }
        return new String(bytes, length, bytes.length - length, StandardCharsets.UTF_8);
    }

    private Map<String, Integer> unigram() {
        JsonNode list = check.array(model, "vocab", "model");
        Map<String, Integer> vocab = new HashMap<>(list.size() * 2);
        int id = 0;
        for (JsonNode piece : list) {
            String where = "model.vocab[" + id + "]";
            if (!piece.isArray() || piece.size() != 2 || !piece.get(0).isTextual() || !piece.get(1).isNumber()
                    || !Double.isFinite(piece.get(1).doubleValue())) {
                throw check.bad(where, "a token and its score", piece);
            }
            if (piece.get(0).textValue().isEmpty()) {
                throw check.bad(where, "a token", "an empty string");
            }
            vocab.put(piece.get(0).textValue(), id++);
        }
        if (vocab.isEmpty() || id > Vocabulary.MAX_ID) {
            throw check.bad("model.vocab", "1 to " + Vocabulary.MAX_ID + " tokens", list);
        }
        if (!model.path("unk_id").isNull() && model.has("unk_id")) {
            check.integer(model, "unk_id", 0, id - 1, "model");
        }
        check.optionalFlag(model, "byte_fallback", "model");
        return vocab;
    }
}
