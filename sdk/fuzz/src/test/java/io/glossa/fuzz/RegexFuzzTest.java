package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The regular expression of a tokenizer, on texts that make it try every way: the native engine ends the process when it tries
 * too many. An input that begins with the byte 1 puts an expression together; any other is one.
 */
class RegexFuzzTest {
    private static final List<String> TOKENS = List.of("a", "b", "aa", "a?", "a*", "a+", "b*", "(?:", "(", "|", ")", ")", "?", "{0,20}",
            "{2}", "{3,9}", "{,4}", "[^a]", "[ab]", "\\s", "\\s*", "$", "^", "(?=", "(?!", "a{0,9}", "+", "*?", ".", ".*", "\\p{L}+",
            "(?i:", "\\b", "[^b]+", "c", "{1,}");
    /** Long enough for what grows with powers of two, short enough for what grows with the square. */
    private static final List<String> TEXTS = List.of("a".repeat(48), "ab".repeat(24), " ".repeat(48), "aab".repeat(15) + "c",
            "a".repeat(24) + "b".repeat(24), "", "\n \n a");

    @FuzzTest
    void regex(byte[] input) {
        String regex = resolve(input);
        byte[] shown = regex.getBytes(StandardCharsets.UTF_8);
        Oracle.read(shown, () -> {
            try (Tokenizer tokenizer = Tokenizer.builder().name("fuzz").tokenizerJson(json(regex, input.length % 2 == 0)).build()) {
                for (String text : TEXTS) {
                    try {
                        tokenizer.encode(text);
                    } catch (EngineException | InvalidInputException e) {
                        Oracle.require(e.getMessage() != null, "a message");
                    }
                }
            }
            return true;
        });
    }

    private static String resolve(byte[] input) {
        if (input.length == 0 || input[0] != 1) {
            return new String(input, StandardCharsets.UTF_8);
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 1; i < input.length && i < 80; i++) {
            regex.append(TOKENS.get((input[i] & 0xff) % TOKENS.size()));
        }
        return regex.toString();
    }

    /** A tokenizer that splits at the expression, or that replaces its matches before anything else. */
    private static byte[] json(String regex, boolean replaces) {
        String quoted = SafeJson.mapper().getNodeFactory().textNode(regex).toString();
        return ("{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":"
                + (replaces ? "{\"type\":\"Replace\",\"pattern\":{\"Regex\":" + quoted + "},\"content\":\"x\"}" : "null")
                + ",\"pre_tokenizer\":"
                + (replaces ? "null" : "{\"type\":\"Split\",\"pattern\":{\"Regex\":" + quoted
                        + "},\"behavior\":\"Isolated\",\"invert\":false}")
                + ",\"post_processor\":null,\"decoder\":null,\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"[UNK]\":0},"
                + "\"unk_token\":\"[UNK]\"}}").getBytes(StandardCharsets.UTF_8);
    }
}
