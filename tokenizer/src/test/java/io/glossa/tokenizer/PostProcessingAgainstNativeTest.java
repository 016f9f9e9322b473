package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncation, windows and special tokens against the library doing them itself. */
class PostProcessingAgainstNativeTest {
    private static final String TEMPLATE = "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"[CLS]\",\"type_id\":2}},"
            + "{\"Sequence\":{\"id\":\"A\",\"type_id\":1}}],\"pair\":[{\"Sequence\":{\"id\":\"B\",\"type_id\":3}},"
            + "{\"SpecialToken\":{\"id\":\"both\",\"type_id\":1}},{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}],\"special_tokens\":"
            + "{\"[CLS]\":{\"id\":\"[CLS]\",\"ids\":[2],\"tokens\":[\"[CLS]\"]},"
            + "\"both\":{\"id\":\"both\",\"ids\":[3,2],\"tokens\":[\"[SEP]\",\"[CLS]\"]}}}";
    private static final String BERT = "{\"type\":\"BertProcessing\",\"sep\":[\"[SEP]\",3],\"cls\":[\"[CLS]\",2]}";
    private static final String BYTES = "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";
    private static final String ROBERTA = "{\"type\":\"RobertaProcessing\",\"sep\":[\"[SEP]\",3],\"cls\":[\"[CLS]\",2],"
            + "\"trim_offsets\":true,\"add_prefix_space\":false}";

    @ParameterizedTest
    @ValueSource(strings = {"as it is", "null", TEMPLATE, BERT, BYTES, ROBERTA,
            "{\"type\":\"Sequence\",\"processors\":[" + BYTES + "," + TEMPLATE + "]}"})
    void windows_areThoseOfTheLibrary(String processor) throws IOException {
        Random random = new Random(7);
        int compared = 0;
        for (Truncation truncation : new Truncation[] {Truncation.LONGEST_FIRST, Truncation.ONLY_FIRST, Truncation.ONLY_SECOND}) {
            for (Side side : Side.values()) {
                for (int i = 0; i < 60; i++) {
                    int maximum = 4 + random.nextInt(20);
                    compared += compare(processor, truncation, side, maximum, random.nextInt(4), random) ? 1 : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(150);
    }

    private static boolean compare(String processor, Truncation truncation, Side side, int maximum, int stride, Random random)
            throws IOException {
        ObjectNode tree = SafeJson.object(Files.readAllBytes(Fixture.BERT.path().resolve("tokenizer.json")), "test");
        if (!processor.startsWith("as")) {
            tree.set("post_processor", SafeJson.mapper().readTree(processor));
        }
        byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);
        String text = words(random.nextInt(25));
        String pair = random.nextInt(3) == 0 ? null : words(random.nextInt(25));
        List<Encoding> windows;
        try (Tokenizer tokenizer = Tokenizer.builder().tokenizerJson(json).build()) {
            windows = tokenizer.windows(text, pair, EncodingOptions.builder().truncation(truncation).maxLength(maximum)
                    .truncationSide(side).stride(stride).build());
        } catch (InvalidInputException e) {
            return false;
        }
        String name = truncation == Truncation.LONGEST_FIRST ? "LongestFirst"
                : truncation == Truncation.ONLY_FIRST ? "OnlyFirst" : "OnlySecond";
        tree.putObject("truncation").put("direction", side == Side.LEFT ? "Left" : "Right").put("max_length", maximum)
                .put("strategy", name).put("stride", stride);
        assertThat(windows.stream().map(PostProcessingAgainstNativeTest::describe).toList())
                .as("%s %s %d+%d", truncation, side, maximum, stride).isEqualTo(library(tree.toString(), text, pair));
        return true;
    }

    private static String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + i % 26)).append(' ');
        }
        return text.toString();
    }

    private static String describe(Encoding encoding) {
        return String.format(Locale.ROOT, "%s %s %s %s %s", Arrays.toString(encoding.ids()), Arrays.toString(encoding.typeIds()),
                Arrays.toString(encoding.specialTokensMask()), encoding.tokens(), Arrays.toString(encoding.attentionMask()));
    }

    private static List<String> library(String json, String text, String pair) {
        TokenizersLibrary library = NativeLibrary.load();
        long tokenizer = library.createTokenizerFromString(json);
        long encoding = pair == null ? library.encode(tokenizer, text, true) : library.encodeDual(tokenizer, text, pair, true);
        List<String> all = new ArrayList<>();
        all.add(describe(library, encoding));
        for (long overflow : library.getOverflowing(encoding)) {
            all.add(describe(library, overflow));
            library.deleteEncoding(overflow);
        }
        library.deleteEncoding(encoding);
        library.deleteTokenizer(tokenizer);
        return all;
    }

    private static String describe(TokenizersLibrary library, long encoding) {
        return String.format(Locale.ROOT, "%s %s %s %s %s", Arrays.toString(library.getTokenIds(encoding)),
                Arrays.toString(library.getTypeIds(encoding)), Arrays.toString(library.getSpecialTokenMask(encoding)),
                List.of(library.getTokens(encoding)), Arrays.toString(library.getAttentionMask(encoding)));
    }
}
