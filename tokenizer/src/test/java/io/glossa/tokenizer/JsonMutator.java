package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a tokenizer.json in the ways that files get damaged, and in those that an attacker would try. */
final class JsonMutator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] STRINGS = {"", " ", "a", "\u0000", "\uD83D\uDE00", "\u00E9", "##", "(a+)+$", "[", "\\", "a|", "()",
            "[UNK]", "<0xZZ>", "AAAA", "\u2581", "(?<=a)b", "a{99999}", "\\p{L", "x*", " {2,}", "\u0301", "\u200B"};
    private static final String[] TYPES = {"BertNormalizer", "Strip", "StripAccents", "NFC", "NFD", "NFKC", "NFKD", "Nmt",
            "Lowercase", "Sequence", "Precompiled", "Replace", "Prepend", "ByteLevel", "BertPreTokenizer",
            "CharDelimiterSplit", "Metaspace", "Whitespace", "WhitespaceSplit", "Split", "Punctuation", "Digits",
            "UnicodeScripts", "FixedLength", "WordPiece", "BPEDecoder", "CTC", "Fuse", "ByteFallback", "BPE", "Unigram",
            "WordLevel", "TemplateProcessing", "RobertaProcessing", "BertProcessing", "Unheard"};
    private static final String[] COMPONENTS = {
            "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}", "{\"type\":\"Nmt\"}", "{\"type\":\"StripAccents\"}",
            "{\"type\":\"Prepend\",\"prepend\":\"\"}", "{\"type\":\"Prepend\",\"prepend\":\"\u2581\u00e9\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"String\":\"e\"},\"content\":\"\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"\\\\s*\"},\"content\":\"\u00e9\"}",
            "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"[a-z]*\"},\"content\":\"\"}",
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\s*|x?\"},\"behavior\":\"Isolated\",\"invert\":true}",
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(?=a)\"},\"behavior\":\"MergedWithNext\",\"invert\":false}",
            "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"$\"},\"behavior\":\"MergedWithPrevious\",\"invert\":false}",
            "{\"type\":\"FixedLength\",\"length\":0}", "{\"type\":\"FixedLength\",\"length\":3}", "{\"type\":\"UnicodeScripts\"}",
            "{\"type\":\"Digits\",\"individual_digits\":true}", "{\"type\":\"Punctuation\",\"behavior\":\"Contiguous\"}",
            "{\"type\":\"CharDelimiterSplit\",\"delimiter\":\"a\"}", "{\"type\":\"CharDelimiterSplit\",\"delimiter\":\"ab\"}",
            "{\"type\":\"Strip\",\"content\":\"a\",\"start\":5,\"stop\":0}", "{\"type\":\"Strip\",\"content\":\"a\",\"start\":1,\"stop\":9}",
            "{\"type\":\"CTC\",\"pad_token\":\"\",\"word_delimiter_token\":\"\",\"cleanup\":true}", "{\"type\":\"Fuse\"}",
            "{\"type\":\"BPEDecoder\",\"suffix\":\"\"}", "{\"type\":\"ByteFallback\"}", "{\"type\":\"NFKD\"}",
            "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}",
            "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"\"}", "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"CAAAAAAAAAAAAAAA\"}",
            "{\"type\":\"WordPiece\",\"prefix\":\"\",\"cleanup\":true}",
            "{\"type\":\"Metaspace\",\"replacement\":\"_\",\"prepend_scheme\":\"first\",\"split\":false}"};

    private static final String[] NORMALIZERS = {"Strip", "Nmt", "StripAccents", "Prepend", "Replace", "NFKD", "NFC", "Lowercase",
            "BertNormalizer", "ByteLevel"};
    private static final String[] PRE_TOKENIZERS = {"Split", "FixedLength", "UnicodeScripts", "Digits", "Punctuation",
            "CharDelimiterSplit", "ByteLevel", "Metaspace", "Whitespace", "WhitespaceSplit", "BertPreTokenizer"};
    private static final String[] DECODERS = {"Strip", "CTC", "Fuse", "BPEDecoder", "ByteFallback", "WordPiece", "Metaspace",
            "Replace", "ByteLevel"};

    private final Random random;

    JsonMutator(long seed) {
        this.random = new Random(seed);
    }

    byte[] mutate(JsonNode original) throws IOException {
        JsonNode tree = original.deepCopy();
        if (tree.has("model") && random.nextInt(3) == 0) {
            compose((ObjectNode) tree);
            return tree.toString().getBytes(StandardCharsets.UTF_8);
        }
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(tree, 0);
        }
        byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(12) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else if (random.nextInt(12) == 0) {
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    /** Sound parts in combinations that nobody has tried. */
    private void compose(ObjectNode tree) throws IOException {
        if (random.nextBoolean()) {
            tree.set("normalizer", sequence("normalizers", NORMALIZERS, tree.get("normalizer")));
        }
        if (random.nextBoolean()) {
            tree.set("pre_tokenizer", sequence("pretokenizers", PRE_TOKENIZERS, tree.get("pre_tokenizer")));
        }
        if (random.nextBoolean()) {
            tree.set("decoder", sequence("decoders", DECODERS, tree.get("decoder")));
        }
        for (JsonNode token : tree.get("added_tokens")) {
            if (random.nextInt(4) == 0) {
                ((ObjectNode) token).put("normalized", random.nextBoolean()).put("lstrip", random.nextBoolean())
                        .put("rstrip", random.nextBoolean()).put("single_word", random.nextBoolean());
            }
            if (random.nextInt(10) == 0) {
                ((ObjectNode) token).put("content", STRINGS[random.nextInt(STRINGS.length)] + " ");
            }
        }
        ObjectNode model = (ObjectNode) tree.get("model");
        if (random.nextInt(4) == 0) {
            model.put("byte_fallback", random.nextBoolean()).put("fuse_unk", random.nextBoolean())
                    .put("ignore_merges", random.nextBoolean()).put("end_of_word_suffix", "</w>")
                    .put("max_input_chars_per_word", random.nextInt(5));
        }
    }

    private JsonNode sequence(String key, String[] types, JsonNode old) throws IOException {
        ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray(key);
        while (parts.size() < 1 + random.nextInt(4)) {
            String type = types[random.nextInt(types.length)];
            JsonNode part = NODES.objectNode().put("type", type).put("clean_text", true).put("handle_chinese_chars", true)
                    .put("lowercase", true).put("add_prefix_space", random.nextBoolean()).put("trim_offsets", true);
            for (String component : COMPONENTS) {
                JsonNode candidate = SafeJson.mapper().readTree(component);
                boolean decoderStrip = candidate.has("content") && !candidate.has("pattern") && type.equals("Strip");
                if (candidate.get("type").textValue().equals(type) && decoderStrip == (types == DECODERS && type.equals("Strip"))
                        && random.nextInt(3) > 0) {
                    part = candidate;
                }
            }
            parts.add(old != null && old.has("type") && random.nextInt(4) == 0 ? old.deepCopy() : part);
        }
        return sequence;
    }

    private void change(JsonNode parent, int depth) throws IOException {
        if (parent instanceof ObjectNode object && !object.isEmpty()) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(random.nextInt(keys.size()));
            if (object.get(key).isContainerNode() && !object.get(key).isEmpty() && random.nextInt(10) > depth) {
                change(object.get(key), depth + 1);
            } else if (random.nextInt(6) == 0) {
                object.remove(key);
            } else {
                object.set(key, value(object.get(key), key));
            }
        } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (array.get(index).isContainerNode() && random.nextInt(10) > depth) {
                change(array.get(index), depth + 1);
            } else if (random.nextInt(6) == 0) {
                array.remove(index);
            } else if (random.nextInt(6) == 0) {
                array.insert(index, array.get(random.nextInt(array.size())).deepCopy());
            } else {
                array.set(index, value(array.get(index), ""));
            }
        }
    }

    private JsonNode value(JsonNode old, String key) throws IOException {
        if (key.equals("type") && random.nextBoolean()) {
            return NODES.textNode(TYPES[random.nextInt(TYPES.length)]);
        }
        if ((key.endsWith("normalizer") || key.endsWith("tokenizer") || key.equals("decoder") || old.has("type"))
                && random.nextInt(3) > 0) {
            return SafeJson.mapper().readTree(COMPONENTS[random.nextInt(COMPONENTS.length)]);
        }
        if (old.isTextual() && old.textValue().length() > 100 && random.nextBoolean()) {
            return damaged(old.textValue());
        }
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(2000));
            case 3 -> NODES.numberNode(-random.nextInt(3));
            case 4 -> NODES.numberNode(random.nextLong());
            case 5 -> NODES.numberNode(new BigInteger("18446744073709551615"));
            case 6 -> NODES.numberNode(random.nextBoolean() ? 1e308 : 0.5);
            case 7 -> NODES.arrayNode();
            case 8 -> NODES.objectNode();
            case 9 -> deep(random.nextInt(200));
            default -> NODES.textNode(STRINGS[random.nextInt(STRINGS.length)]);
        };
    }

    private JsonNode damaged(String base64) {
        StringBuilder text = new StringBuilder(base64);
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            text.setCharAt(random.nextInt(random.nextBoolean() ? 40 : text.length()), "ABCDwxyz0189+/".charAt(random.nextInt(14)));
        }
        return NODES.textNode(text.toString());
    }

    private static JsonNode deep(int depth) {
        JsonNode node = NODES.nullNode();
        for (int i = 0; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }
}
