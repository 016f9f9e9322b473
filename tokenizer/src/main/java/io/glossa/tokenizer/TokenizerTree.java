package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits the tree of a tokenizer.json as {@code from_pretrained} edits the tokenizer it has read. */
final class TokenizerTree {
    private TokenizerTree() {}

    /** A tokenizer.json for a BERT-like vocabulary, one token a line. */
    static ObjectNode ofVocabulary(byte[] vocabulary, TokenizerConfig config, String name) {
        if (!config.traits().readsVocabularyText()) {
            throw new ModelFormatException(name + ": expected a BERT-like tokenizer class for vocab.txt, found another or "
                    + "none; add tokenizer.json, or name the class as tokenizer_class in tokenizer_config.json");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(vocabulary)).toString();
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(name + ": vocab.txt: expected UTF-8, found other bytes; get the file again");
        }
        ObjectNode vocab = JsonNodeFactory.instance.objectNode();
        int id = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            if (!line.isEmpty()) {
                vocab.put(line, id);
            }
            id++;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("version", "1.0");
        tree.putObject("normalizer").put("type", "BertNormalizer").put("clean_text", true)
                .put("handle_chinese_chars", config.flag("tokenize_chinese_chars", true))
                .put("strip_accents", config.optionalFlag("strip_accents"))
                .put("lowercase", config.flag("do_lower_case", true));
        tree.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode model = tree.putObject("model").put("type", "WordPiece")
                .put("unk_token", required(config, "unk_token", name)).put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        model.set("vocab", vocab);
        tree.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        template(tree, vocab, config, name);
        return tree;
    }

    private static void template(ObjectNode tree, ObjectNode vocab, TokenizerConfig config, String name) {
        String cls = required(config, "cls_token", name);
        String sep = required(config, "sep_token", name);
        boolean mpnet = config.traits().rules() == ClassTraits.Rules.MPNET;
        ObjectNode post = tree.putObject("post_processor").put("type", "TemplateProcessing");
        piece(post.putArray("single"), "SpecialToken", cls, 0, "Sequence", "A", 0, "SpecialToken", sep, 0);
        ArrayNode pair = post.putArray("pair");
        piece(pair, "SpecialToken", cls, 0, "Sequence", "A", 0, "SpecialToken", sep, 0);
        if (mpnet) {
            piece(pair, "SpecialToken", sep, 0);
        }
        piece(pair, "Sequence", "B", 1, "SpecialToken", sep, 1);
        ObjectNode specials = post.putObject("special_tokens");
        for (String token : List.of(cls, sep)) {
            if (!vocab.has(token)) {
                throw new ModelFormatException(name + ": vocab.txt: expected the special tokens of the tokenizer class in "
                        + "it, found one missing; correct tokenizer_config.json or get the file again");
            }
            ObjectNode special = specials.putObject(token).put("id", token);
            special.putArray("ids").add(vocab.get(token).intValue());
            special.putArray("tokens").add(token);
        }
    }

    private static void piece(ArrayNode template, Object... parts) {
        for (int i = 0; i < parts.length; i += 3) {
            template.addObject().putObject((String) parts[i]).put("id", (String) parts[i + 1])
                    .put("type_id", (Integer) parts[i + 2]);
        }
    }

    private static String required(TokenizerConfig config, String role, String name) {
        AddedToken token = config.specials().get(role);
        if (token == null) {
            throw new ModelFormatException(name + ": tokenizer_config.json: expected " + role + ", found none; vocab.txt "
                    + "cannot be used without it");
        }
        return token.content();
    }

    /** Settings of the configuration and the class override those of the file. */
    static void override(ObjectNode tree, TokenizerConfig config) {
        if (!config.exists()) {
            return;
        }
        ClassTraits.Rules rules = config.traits().rules();
        JsonNode normalizer = tree.path("normalizer");
        boolean bert = rules == ClassTraits.Rules.BERT;
        if ((bert || rules == ClassTraits.Rules.MPNET) && isType(normalizer, "BertNormalizer")) {
            ObjectNode node = (ObjectNode) normalizer;
            node.put("lowercase", config.flag("do_lower_case", true));
            node.put("strip_accents", config.optionalFlag("strip_accents"));
            if (bert) {
                node.put("handle_chinese_chars", config.flag("tokenize_chinese_chars", true));
            }
        }
        boolean prefixSpace = config.flag("add_prefix_space", false);
        if (isType(tree.path("pre_tokenizer"), "ByteLevel")) {
            ((ObjectNode) tree.get("pre_tokenizer")).put("add_prefix_space", prefixSpace);
        }
        JsonNode post = tree.path("post_processor");
        if (rules == ClassTraits.Rules.ROBERTA && (isType(post, "RobertaProcessing") || isType(post, "ByteLevel"))) {
            ((ObjectNode) post).put("add_prefix_space", prefixSpace);
            ((ObjectNode) post).put("trim_offsets", config.flag("trim_offsets", true));
        }
    }

    private static boolean isType(JsonNode component, String type) {
        return component.isObject() && type.equals(component.path("type").textValue());
    }

    /** All added tokens: those of the file, those of the configuration, the special tokens; each content once. */
    static List<AddedToken> addedTokens(ObjectNode tree, TokenizerConfig config, JsonCheck check) {
        Map<String, AddedToken> tokens = new LinkedHashMap<>();
        JsonNode list = tree.path("added_tokens");
        if (!list.isMissingNode() && !list.isNull()) {
            int i = 0;
            for (JsonNode node : check.array(tree, "added_tokens", "(root)")) {
                String where = "added_tokens[" + i++ + "]";
                check.integer(node, "id", 0, Vocabulary.MAX_ID, where);
                String content = check.text(node, "content", where);
                if (content.isEmpty()) {
                    throw check.bad(where + ".content", "a token", "an empty string");
                }
                add(tokens, new AddedToken(content, check.flag(node, "single_word", where),
                        check.flag(node, "lstrip", where), check.flag(node, "rstrip", where),
                        check.flag(node, "normalized", where), check.flag(node, "special", where)));
            }
        }
        config.decoder().forEach(token -> add(tokens, token));
        boolean complete = config.exists() && config.traits().rules() != ClassTraits.Rules.PLAIN;
        config.specials().forEach((role, token) -> {
            // A role that only a class beyond our tables knows counts where the vocabulary has the token.
            if (complete || tokens.containsKey(token.content()) || config.node(role) != null
                    || tree.path("model").path("vocab").has(token.content())) {
                add(tokens, token);
            }
        });
        config.additional().forEach(token -> add(tokens, token));
        return new ArrayList<>(tokens.values());
    }

    private static void add(Map<String, AddedToken> tokens, AddedToken token) {
        AddedToken known = tokens.get(token.content());
        tokens.put(token.content(), known == null ? token : token.special() ? known.asSpecial() : known);
    }

    /** Writes the added tokens back. */
    static void putAddedTokens(ObjectNode tree, Vocabulary vocabulary) {
        ArrayNode list = tree.putArray("added_tokens");
        for (AddedToken token : vocabulary.addedTokens()) {
            Integer id = vocabulary.idOf(token.content());
            list.addObject().put("id", id).put("content", token.content()).put("single_word", token.singleWord())
                    .put("lstrip", token.lstrip()).put("rstrip", token.rstrip()).put("normalized", token.normalized())
                    .put("special", token.special());
        }
    }
}
