package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Checks normaliser, pre-tokeniser and decoder of a tokenizer.json before native code sees them: a panic there cannot be
 * caught and ends the process. Only kinds that are known, with the fields they need.
 */
final class TokenizerValidator {
    private static final Set<String> NORMALIZERS = Set.of("BertNormalizer", "Strip", "StripAccents", "NFC", "NFD", "NFKC",
            "NFKD", "Nmt", "Lowercase", "Sequence", "Precompiled", "Replace", "Prepend", "ByteLevel");
    private static final Set<String> PRE_TOKENIZERS = Set.of("BertPreTokenizer", "ByteLevel", "CharDelimiterSplit",
            "Metaspace", "Whitespace", "WhitespaceSplit", "Sequence", "Split", "Punctuation", "Digits", "UnicodeScripts",
            "FixedLength");
    private static final Set<String> DECODERS = Set.of("ByteLevel", "WordPiece", "Metaspace", "BPEDecoder", "CTC", "Sequence",
            "Replace", "Fuse", "Strip",
            "ByteFallback");
    private static final Set<String> BEHAVIORS = Set.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext",
            "Contiguous");
    private static final Set<String> SCHEMES = Set.of("always", "never", "first");
    private static final int MAX_LENGTH = 1 << 20;

    private final JsonCheck check;

    TokenizerValidator(JsonCheck check) {
        this.check = check;
    }

    /** Checks the three components; a missing one or null is fine. */
    void validate(JsonNode tree) {
        if (!"1.0".equals(tree.path("version").asText("1.0"))) {
            throw check.bad("version", "1.0", tree.path("version"));
        }
        if (present(tree.path("normalizer"))) {
            normalizer(tree.path("normalizer"), "normalizer");
        }
        if (present(tree.path("pre_tokenizer"))) {
            preTokenizer(tree.path("pre_tokenizer"), "pre_tokenizer");
        }
        if (present(tree.path("decoder"))) {
            decoder(tree.path("decoder"), "decoder");
        }
    }

    private static boolean present(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private void normalizer(JsonNode node, String where) {
        switch (check.type(node, where, NORMALIZERS)) {
            case "BertNormalizer" -> {
                check.flag(node, "clean_text", where);
                check.flag(node, "handle_chinese_chars", where);
                check.flag(node, "lowercase", where);
                if (!node.path("strip_accents").isNull()) {
                    check.optionalFlag(node, "strip_accents", where);
                }
            }
            case "Strip" -> {
                check.flag(node, "strip_left", where);
                check.flag(node, "strip_right", where);
            }
            case "Sequence" -> {
                int i = 0;
                for (JsonNode part : check.array(node, "normalizers", where)) {
                    normalizer(part, where + ".normalizers[" + i++ + "]");
                }
            }
            case "Precompiled" -> CharsMapValidator.validate(check.text(node, "precompiled_charsmap", where), check, where);
            case "Replace" -> {
                pattern(node, true, where);
                check.text(node, "content", where);
            }
            case "Prepend" -> {
                // With nothing to put before, the library loses count of the text's length.
                if (check.text(node, "prepend", where).isEmpty()) {
                    throw check.bad(where + ".prepend", "something to put before the text", "an empty string");
                }
            }
            default -> { }
        }
    }

    private void preTokenizer(JsonNode node, String where) {
        switch (check.type(node, where, PRE_TOKENIZERS)) {
            case "ByteLevel" -> byteLevel(node, where);
            case "CharDelimiterSplit" -> check.character(node, "delimiter", where);
            case "Metaspace" -> metaspace(node, where);
            case "Sequence" -> {
                int i = 0;
                for (JsonNode part : check.array(node, "pretokenizers", where)) {
                    preTokenizer(part, where + ".pretokenizers[" + i++ + "]");
                }
            }
            case "Split" -> {
                pattern(node, false, where);
                check.choice(node, "behavior", BEHAVIORS, where);
                check.flag(node, "invert", where);
            }
            case "Punctuation" -> {
                if (node.has("behavior")) {
                    check.choice(node, "behavior", BEHAVIORS, where);
                }
            }
            case "Digits" -> check.flag(node, "individual_digits", where);
            case "FixedLength" -> check.integer(node, "length", 1, MAX_LENGTH, where);
            default -> { }
        }
    }

    private void decoder(JsonNode node, String where) {
        switch (check.type(node, where, DECODERS)) {
            case "ByteLevel" -> byteLevel(node, where);
            case "WordPiece" -> {
                check.text(node, "prefix", where);
                check.flag(node, "cleanup", where);
            }
            case "Metaspace" -> metaspace(node, where);
            case "BPEDecoder" -> check.text(node, "suffix", where);
            case "CTC" -> {
                check.text(node, "pad_token", where);
                check.text(node, "word_delimiter_token", where);
                check.flag(node, "cleanup", where);
            }
            case "Sequence" -> {
                int i = 0;
                for (JsonNode part : check.array(node, "decoders", where)) {
                    decoder(part, where + ".decoders[" + i++ + "]");
                }
            }
            case "Replace" -> {
                pattern(node, true, where);
                check.text(node, "content", where);
            }
            case "Strip" -> {
                check.character(node, "content", where);
                check.integer(node, "start", 0, MAX_LENGTH, where);
                // The library counts below zero on a token shorter than what is stripped from its end.
                check.integer(node, "stop", 0, 0, where);
            }
            default -> { }
        }
    }

    private void byteLevel(JsonNode node, String where) {
        check.flag(node, "add_prefix_space", where);
        check.flag(node, "trim_offsets", where);
        check.optionalFlag(node, "use_regex", where);
    }

    private void metaspace(JsonNode node, String where) {
        check.character(node, "replacement", where);
        if (node.has("prepend_scheme")) {
            check.choice(node, "prepend_scheme", SCHEMES, where);
        }
        check.optionalFlag(node, "split", where);
        if (!node.path("add_prefix_space").isNull()) {
            check.optionalFlag(node, "add_prefix_space", where);
        }
        check.optionalText(node, "str_rep", where);
    }

    private void pattern(JsonNode node, boolean replaces, String where) {
        JsonNode pattern = check.object(node, "pattern", where);
        if (pattern.size() == 1 && pattern.has("String")) {
            if (check.text(pattern, "String", where + ".pattern").isEmpty()) {
                throw check.bad(where + ".pattern", "something to look for", "an empty string");
            }
        } else if (pattern.size() == 1 && pattern.has("Regex")) {
            RegexValidator.validate(check.text(pattern, "Regex", where + ".pattern"), replaces, check, where + ".pattern");
        } else {
            throw check.bad(where + ".pattern", "String or Regex", "another key or several");
        }
    }
}
