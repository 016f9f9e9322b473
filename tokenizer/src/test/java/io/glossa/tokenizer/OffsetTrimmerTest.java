package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets of byte-level tokens, window by window, against the library trimming them itself. */
class OffsetTrimmerTest {
    private static final List<String> TEXTS = List.of("", " ", "a", "  two  spaces  ", "one two three four five six seven eight",
            "😀👨‍👩‍👧 family 🇩🇪 flag", "𝔘𝔫𝔦 𝔠𝔬𝔡𝔢  \t tabs\n\nlines ", " leading and trailing ", "naïve café\u00a0nbsp\u3000wide");

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void offsets_areThoseOfTheLibrary(boolean prefixSpace, boolean trim) throws IOException {
        int compared = 0;
        for (Side side : Side.values()) {
            for (int maximum : new int[] {5, 9, 64}) {
                for (String text : TEXTS) {
                    ObjectNode tree =
                            SafeJson.object(Files.readAllBytes(Fixture.ROBERTA.path().resolve("tokenizer.json")), "test");
                    ((ObjectNode) tree.get("pre_tokenizer")).put("add_prefix_space", prefixSpace);
                    ((ObjectNode) tree.get("post_processor")).put("add_prefix_space", prefixSpace).put("trim_offsets", trim);
                    List<String> ours = new ArrayList<>();
                    try (Tokenizer tokenizer =
                            Tokenizer.builder().tokenizerJson(tree.toString().getBytes(StandardCharsets.UTF_8)).build()) {
                        tokenizer.windows(text, null, EncodingOptions.builder().truncation(Truncation.LONGEST_FIRST)
                                .maxLength(maximum).truncationSide(side).stride(1).build()).forEach(w -> ours.add(describe(w)));
                    }
                    tree.putObject("truncation").put("direction", side == Side.LEFT ? "Left" : "Right")
                            .put("max_length", maximum).put("strategy", "LongestFirst").put("stride", 1);
                    assertThat(ours).as("%s %d", side, maximum).isEqualTo(library(tree.toString(), text));
                    compared += ours.size();
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static String describe(Encoding encoding) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < encoding.length(); i++) {
            text.append(encoding.tokens().get(i)).append(' ').append(encoding.starts()[i]).append('-')
                    .append(encoding.ends()[i]).append("; ");
        }
        return text.toString();
    }

    private static List<String> library(String json, String text) {
        TokenizersLibrary library = NativeLibrary.load();
        long tokenizer = library.createTokenizerFromString(json);
        long encoding = library.encode(tokenizer, text, true);
        List<String> all = new ArrayList<>();
        all.add(describe(library, encoding, text));
        for (long overflow : library.getOverflowing(encoding)) {
            all.add(describe(library, overflow, text));
            library.deleteEncoding(overflow);
        }
        library.deleteEncoding(encoding);
        library.deleteTokenizer(tokenizer);
        return all;
    }

    private static String describe(TokenizersLibrary library, long encoding, String text) {
        StringBuilder described = new StringBuilder();
        String[] tokens = library.getTokens(encoding);
        CharSpan[] spans = library.getTokenCharSpans(encoding);
        long[] special = library.getSpecialTokenMask(encoding);
        for (int i = 0; i < tokens.length; i++) {
            int start = special[i] == 1 || spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getStart());
            int end = special[i] == 1 || spans[i] == null ? 0 : text.offsetByCodePoints(0, spans[i].getEnd());
            described.append(tokens[i]).append(' ').append(start).append('-').append(end).append("; ");
        }
        return described.toString();
    }
}
