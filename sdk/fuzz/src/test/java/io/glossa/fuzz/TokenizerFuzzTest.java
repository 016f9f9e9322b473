package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a tokenizer, as a bundle {@code {"tokenizer.json": …, "tokenizer_config.json": …, "vocab.txt": "…"}}; anything
 * else is the {@code tokenizer.json} itself. What our validation lets through goes to native code, which ends the process
 * rather than the call: then the input is in {@code fuzz.last}.
 */
class TokenizerFuzzTest {
    private static final List<String> TEXTS = List.of("", " ", "a", "The quick brown fox, isn't it?  \u2581x",
            "\u4F60\u597D \u00C4rger e\u0301\u0323 \uFB01\u2460\u3314\u00BD \u200B\u00AD", "\uD83D\uDE00\uD83D\uDE00 \u0000\uFFFD\n\t x",
            "[MASK] <mask> <s>[UNK]</s>##ing", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1234567890");
    private static final Seeds SEEDS = Seeds.of(TokenizerFuzzTest.class,
            List.of("", " ", "a", "\u0000", "\uD83D\uDE00", "\u00E9", "##", "[UNK]", "<unk>", "<0x41>", "<0xZZ>", "\u2581", "\u0301",
                    "\u200B", "(a+)+$", "a|", "()", "\\p{L}+", "x*", "[^\\s]", "(?=a)", "a{2,3}", "(?i:'s)", "Removed", "Isolated",
                    "MergedWithPrevious", "Contiguous", "always", "never", "first", "left", "right", "BertTokenizer",
                    "RobertaTokenizer", "XLMRobertaTokenizer", "T5Tokenizer", "MPNetTokenizer", "AlbertTokenizer", "ELECTRA",
                    "BPE", "Unigram", "WordLevel", "WordPiece"),
            List.of("{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}", "{\"type\":\"Nmt\"}",
                    "{\"type\":\"StripAccents\"}", "{\"type\":\"NFKD\"}", "{\"type\":\"NFC\"}", "{\"type\":\"Lowercase\"}",
                    "{\"type\":\"Prepend\",\"prepend\":\"\u2581\u00e9\"}",
                    "{\"type\":\"Replace\",\"pattern\":{\"String\":\"e\"},\"content\":\"\"}",
                    "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\" {2,}\"},\"content\":\" \"}",
                    "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"[a-z]+\"},\"content\":\"\u00e9\"}",
                    "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\s*|x?\"},\"behavior\":\"Isolated\",\"invert\":true}",
                    "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(?=a)\"},\"behavior\":\"MergedWithNext\",\"invert\":false}",
                    "{\"type\":\"Split\",\"pattern\":{\"String\":\" \"},\"behavior\":\"Contiguous\",\"invert\":false}",
                    "{\"type\":\"FixedLength\",\"length\":3}", "{\"type\":\"UnicodeScripts\"}", "{\"type\":\"Whitespace\"}",
                    "{\"type\":\"WhitespaceSplit\"}", "{\"type\":\"Digits\",\"individual_digits\":true}",
                    "{\"type\":\"Punctuation\",\"behavior\":\"Contiguous\"}", "{\"type\":\"CharDelimiterSplit\",\"delimiter\":\"a\"}",
                    "{\"type\":\"Strip\",\"content\":\"a\",\"start\":5,\"stop\":0}", "{\"type\":\"Fuse\"}", "{\"type\":\"ByteFallback\"}",
                    "{\"type\":\"CTC\",\"pad_token\":\"\",\"word_delimiter_token\":\"\",\"cleanup\":true}",
                    "{\"type\":\"BPEDecoder\",\"suffix\":\"\"}", "{\"type\":\"WordPiece\",\"prefix\":\"\",\"cleanup\":true}",
                    "{\"type\":\"BertPreTokenizer\"}",
                    "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,\"strip_accents\":null,"
                            + "\"lowercase\":true}",
                    "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}",
                    "{\"type\":\"Metaspace\",\"replacement\":\"_\",\"prepend_scheme\":\"first\",\"split\":false}",
                    "{\"id\":3,\"content\":\"x y\",\"single_word\":true,\"lstrip\":true,\"rstrip\":true,\"normalized\":true,"
                            + "\"special\":false}"));

    static {
        // Tables and the native library are loaded once, whatever the input.
        SEEDS.trees().forEach(seed -> {
            try (Tokenizer tokenizer = builder(new byte[0], seed).build()) {
                use(tokenizer);
            }
        });
    }

    @FuzzTest
    void tokenizer(byte[] input) {
        byte[] json = SEEDS.resolve(input);
        ObjectNode bundle = Seeds.object(json);
        Oracle.read(json, () -> {
            try (Tokenizer tokenizer = builder(json, bundle).build()) {
                use(tokenizer);
                return true;
            } catch (IllegalStateException e) {
                // Documented: neither of the two files was given.
                Oracle.require(bundle != null && !bundle.has("tokenizer.json") && !bundle.has("vocab.txt"), "files");
                return false;
            }
        });
    }

    static Tokenizer.Builder builder(byte[] json, @Nullable ObjectNode bundle) {
        Tokenizer.Builder builder = Tokenizer.builder().name("fuzz");
        if (bundle == null || !(bundle.has("tokenizer_config.json") || bundle.has("vocab.txt") || bundle.has("tokenizer.json"))) {
            return builder.tokenizerJson(json);
        }
        byte[] tokenizer = member(bundle, "tokenizer.json");
        byte[] vocabulary = member(bundle, "vocab.txt");
        if (tokenizer != null) {
            builder.tokenizerJson(tokenizer);
        }
        if (vocabulary != null) {
            builder.vocabulary(vocabulary);
        }
        // The same files go through either implementation.
        if (bundle.path("native").asBoolean(false)) {
            builder.implementation(Tokenizer.Implementation.NATIVE);
        }
        return builder.tokenizerConfig(member(bundle, "tokenizer_config.json"))
                .specialTokensMap(member(bundle, "special_tokens_map.json"))
                .modelType(bundle.path("model_type").textValue());
    }

    private static byte @Nullable [] member(ObjectNode bundle, String name) {
        JsonNode content = bundle.get(name);
        return content == null ? null : ModelFolder.bytes(content);
    }

    private static void use(Tokenizer tokenizer) {
        for (int i = 0; i < TEXTS.size(); i++) {
            String pair = i % 3 == 0 ? TEXTS.get((i + 4) % TEXTS.size()) : null;
            try {
                check(tokenizer, tokenizer.encode(TEXTS.get(i), pair, EncodingOptions.defaults()), TEXTS.get(i), pair);
                EncodingOptions cut = EncodingOptions.builder().maxLength(7).stride(1)
                        .truncation(io.glossa.tokenizer.Truncation.LONGEST_FIRST).build();
                for (Encoding window : tokenizer.windows(TEXTS.get(i), pair, cut)) {
                    check(tokenizer, window, TEXTS.get(i), pair);
                    Oracle.require(window.length() <= 7, "a window of at most 7 tokens");
                }
            } catch (EngineException | InvalidInputException e) {
                // An unknown token that is not there, found out only with a text that needs it; special tokens without room.
                Oracle.require(e.getMessage() != null, "a message");
            }
        }
        try {
            tokenizer.decode(new int[] {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}, false);
        } catch (EngineException e) {
            Oracle.require(e.getMessage() != null, "a message");
        }
    }

    private static void check(Tokenizer tokenizer, Encoding encoding, String text, @Nullable String pair) {
        for (int i = 0; i < encoding.length(); i++) {
            int sequence = encoding.sequenceIds()[i];
            int length = sequence == 1 && pair != null ? pair.length() : text.length();
            int start = encoding.starts()[i];
            int end = encoding.ends()[i];
            Oracle.require(start >= 0 && start <= end && end <= length, "offsets inside the text, found " + start + " to " + end
                    + " of " + length);
            Oracle.require(encoding.ids()[i] >= 0, "an id");
        }
        tokenizer.decode(encoding.ids(), true);
    }
}
