package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.Truncation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts, through the tokenizers of {@link TokenizerFuzzTest}: UTF-8, or, after a byte 1, any UTF-16 units. Valid text is never
 * refused.
 */
class TextFuzzTest {
    private static final List<Tokenizer> TOKENIZERS = Seeds.of(TokenizerFuzzTest.class, List.of(), List.of()).trees().stream()
            .map(TextFuzzTest::tokenizer).toList();
    private static final EncodingOptions CUT =
            EncodingOptions.builder().maxLength(9).stride(2).truncation(Truncation.LONGEST_FIRST).build();

    @FuzzTest
    void text(byte[] input) {
        String given = input.length > 0 && input[0] == 1 ? raw(input) : new String(input, StandardCharsets.UTF_8);
        for (Tokenizer tokenizer : TOKENIZERS) {
            Oracle.read(input, () -> {
                try {
                    check(tokenizer, given);
                } catch (InvalidInputException e) {
                    Oracle.require(loneSurrogate(given), "valid text to be accepted, found " + e.getMessage());
                }
                return true;
            });
        }
    }

    private static Tokenizer tokenizer(ObjectNode bundle) {
        return TokenizerFuzzTest.builder(new byte[0], bundle).build();
    }

    private static String raw(byte[] input) {
        char[] units = new char[(input.length - 1) / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) ((input[1 + 2 * i] & 0xff) << 8 | input[2 + 2 * i] & 0xff);
        }
        return new String(units);
    }

    private static boolean loneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static void check(Tokenizer tokenizer, String text) {
        Encoding whole = tokenizer.encode(text);
        check(whole, text);
        tokenizer.decode(whole.ids(), true);
        int kept = 0;
        for (Encoding window : tokenizer.windows(text, null, CUT)) {
            check(window, text);
            Oracle.require(window.length() <= 9, "windows of at most nine tokens");
            kept += window.textTokens();
        }
        Oracle.require(kept >= whole.textTokens(), "windows that hold all tokens");
        check(tokenizer.encode(text, text, CUT.toBuilder().stride(0).build()), text);
    }

    private static void check(Encoding encoding, String text) {
        for (int i = 0; i < encoding.length(); i++) {
            int start = encoding.starts()[i];
            int end = encoding.ends()[i];
            Oracle.require(start >= 0 && start <= end && end <= text.length(), "offsets inside the text");
            Oracle.require(start == text.length() || !Character.isLowSurrogate(text.charAt(start)), "no half of a character");
        }
    }
}
