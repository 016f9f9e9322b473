package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import io.glossa.text.Word;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.Truncation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
                try {
                    check(tokenizer.encodeWords(given, words(given), CUT.toBuilder().stride(0).build()), given);
                } catch (InvalidInputException e) {
                    Oracle.require(e.getMessage() != null, "a message: some classes take no words");
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

    /** Words that overlap, are empty, or say another thing than the text. */
    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        for (int at = 0; at < text.length() && words.size() < 50; at += 5) {
            int end = Math.min(text.length(), at + 7);
            String form = text.substring(at, end);
            words.add(new Word(at % 2 == 0 ? form : form.toUpperCase(Locale.ROOT), at, end));
        }
        words.add(new Word("", 0, 0));
        return words;
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
