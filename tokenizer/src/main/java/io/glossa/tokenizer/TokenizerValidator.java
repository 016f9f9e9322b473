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

    /** Parts one after the other that double a text would fill any memory with a single character. */
    private static final int MOST_GROWTH = 1_000_000;
    /** A tokenizer that is not safe on texts of this length is of no use. */
    private static final int SHORTEST_LIMIT = 1000;

    private final JsonCheck check;
    /** How many characters one may have become, and how many may have been put before, where the walk stands. */
    private double growth = 1;
    private double added;
    private double longestText = Integer.MAX_VALUE;

    TokenizerValidator(JsonCheck check) {
        this.check = check;
    }

    /**
     * Checks the three components; a missing one or null is fine.
     *
     * @return the longest text, in UTF-16 units, that is safe with the regular expressions of the file
     */
    int validate(JsonNode tree) {
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
        if (longestText < SHORTEST_LIMIT) {
            throw check.bad("normalizer and pre_tokenizer", "regular expressions that are safe on texts of " + SHORTEST_LIMIT
                    + " characters", "such that are safe up to " + (int) longestText);
        }
        return (int) longestText;
    }

    private void grow(double factor, double more) {
        growth *= factor;
        added = added * factor + more;
        if (growth > MOST_GROWTH || added > MOST_GROWTH) {
            throw check.bad("normalizer and pre_tokenizer", "parts that make less than " + MOST_GROWTH + " characters of one",
                    "such that can make more");
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
                grow(3 * 4 * 3, 0);
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
            case "Precompiled" ->
                    grow(CharsMapValidator.validate(check.text(node, "precompiled_charsmap", where), check, where), 0);
            case "Replace" -> {
                pattern(node, true, where);
                grow(Math.max(1, check.text(node, "content", where).length()), 0);
            }
            // The most that Unicode has: three, four and eighteen characters for one.
            case "NFC", "Lowercase" -> grow(3, 0);
            case "NFD", "ByteLevel" -> grow(4, 0);
            case "NFKC", "NFKD" -> grow(18, 0);
            case "Prepend" -> {
                // With nothing to put before, the library loses count of the text's length.
                if (check.text(node, "prepend", where).isEmpty()) {
                    throw check.bad(where + ".prepend", "something to put before the text", "an empty string");
                }
                grow(1, check.text(node, "prepend", where).length());
            }
            default -> { }
        }
    }

    private void preTokenizer(JsonNode node, String where) {
        switch (check.type(node, where, PRE_TOKENIZERS)) {
            case "ByteLevel" -> {
                byteLevel(node, where);
                grow(4, 1);
            }
            case "CharDelimiterSplit" -> check.character(node, "delimiter", where);
            case "Metaspace" -> {
                metaspace(node, where);
                grow(1, 1);
            }
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
                // A decoder sees whole texts, of any length.
                if (pattern(node, true, where) < Integer.MAX_VALUE) {
                    throw check.bad(where + ".pattern", "a regular expression that is safe on any text", "another");
                }
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

    /** The longest text that the pattern is safe on, wherever it stands. */
    private int pattern(JsonNode node, boolean replaces, String where) {
        JsonNode pattern = check.object(node, "pattern", where);
        if (pattern.size() == 1 && pattern.has("String")) {
            if (check.text(pattern, "String", where + ".pattern").isEmpty()) {
                throw check.bad(where + ".pattern", "something to look for", "an empty string");
            }
            return Integer.MAX_VALUE;
        } else if (pattern.size() == 1 && pattern.has("Regex")) {
            int longest = RegexValidator.validate(
                    check.text(pattern, "Regex", where + ".pattern"), replaces, check, where + ".pattern");
            if (longest < Integer.MAX_VALUE) {
                longestText = Math.min(longestText, Math.max(0, (longest - added) / growth));
            }
            return longest;
        } else {
            throw check.bad(where + ".pattern", "String or Regex", "another key or several");
        }
    }
}
