package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what transformers recorded: every encoding, error, batch and window, with each engine that can do the file. */
class ParityTest {
    private static final List<String> KINDS = List.of("encode", "encode_error", "encode_batch", "windows");

    static Stream<Path> fixtures() {
        return Shared.fixtures().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void fixture_givesWhatTransformersGives(Path fixture) {
        for (Tokenizer.Implementation implementation : implementations(fixture)) {
            Map<String, Integer> counts = new TreeMap<>();
            try (Tokenizer tokenizer = Shared.builder(fixture).implementation(implementation).build()) {
                for (JsonNode record : Shared.records(fixture)) {
                    if (KINDS.contains(record.get("kind").textValue())) {
                        replay(tokenizer, record, fixture.getFileName() + "#" + record.get("id") + " " + implementation);
                        counts.merge(record.get("kind").textValue(), 1, Integer::sum);
                    }
                }
            }
            System.out.println("parity " + fixture + " " + implementation + " " + counts);
            assertThat(counts).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void directory_loadsAsFilesDo(Path fixture) {
        try (Tokenizer tokenizer = Tokenizer.load(fixture)) {
            assertThat(tokenizer.implementation()).isEqualTo(implementations(fixture).get(0));
            assertThat(tokenizer.padTokenId()).isPresent();
            assertThat(tokenizer.unknownTokenId()).isPresent();
            assertThat(tokenizer.modelMaxLength()).hasValue(64);
        }
    }

    private static List<Tokenizer.Implementation> implementations(Path fixture) {
        try (Tokenizer tokenizer = Shared.builder(fixture).build()) {
            return tokenizer.implementation() == Tokenizer.Implementation.JAVA
                    ? List.of(Tokenizer.Implementation.JAVA, Tokenizer.Implementation.NATIVE)
                    : List.of(Tokenizer.Implementation.NATIVE);
        }
    }

    private static void replay(Tokenizer tokenizer, JsonNode record, String where) {
        JsonNode options = record.get("options");
        EncodingOptions how = options(options);
        String text = record.path("text").textValue();
        String pair = record.path("text_pair").textValue();
        switch (record.get("kind").textValue()) {
            case "encode" -> {
                Encoding encoding = tokenizer.encode(text, pair, how);
                same(tokenizer, encoding, record, text, pair, where);
                if (record.has("decoded")) {
                    assertThat(tokenizer.decode(encoding.ids(), false)).as(where)
                            .isEqualTo(record.get("decoded").textValue());
                    assertThat(tokenizer.decode(encoding.ids(), true)).as(where)
                            .isEqualTo(record.get("decoded_skip_special").textValue());
                }
            }
            case "encode_error" -> assertThatThrownBy(() -> tokenizer.encode(text, pair, how)).as(where)
                    .isInstanceOf(InvalidInputException.class);
            case "windows" -> {
                List<Encoding> windows = tokenizer.windows(text, pair, how);
                assertThat(windows).as(where).hasSize(record.get("windows").size());
                for (int i = 0; i < windows.size(); i++) {
                    same(tokenizer, windows.get(i), record.get("windows").get(i), text, pair, where + " window " + i);
                }
            }
            default -> batch(tokenizer, record, how, where);
        }
    }

    private static void batch(Tokenizer tokenizer, JsonNode record, EncodingOptions how, String where) {
        JsonNode options = record.get("options");
        PaddingOptions padding = options.get("padding").isBoolean() ? PaddingOptions.longest()
                : PaddingOptions.toLength(options.get("max_length").intValue());
        if (options.has("pad_to_multiple_of")) {
            padding = padding.withMultipleOf(options.get("pad_to_multiple_of").intValue());
        }
        if (options.has("padding_side")) {
            padding = padding.withSide(options.get("padding_side").textValue().equals("left") ? Side.LEFT : Side.RIGHT);
        }
        List<Encoding> encodings = new ArrayList<>();
        for (JsonNode text : record.get("texts")) {
            encodings.add(tokenizer.encode(text.textValue(), how));
        }
        List<Encoding> padded = tokenizer.pad(encodings, padding);
        for (int i = 0; i < padded.size(); i++) {
            assertThat(padded.get(i).ids()).as(where).isEqualTo(ints(record.get("input_ids").get(i)));
            assertThat(padded.get(i).attentionMask()).as(where).isEqualTo(ints(record.get("attention_mask").get(i)));
            if (record.has("token_type_ids")) {
                assertThat(padded.get(i).typeIds()).as(where).isEqualTo(ints(record.get("token_type_ids").get(i)));
            }
        }
        assertThat(record.has("token_type_ids")).as(where).isEqualTo(tokenizer.returnsTokenTypeIds());
    }

    private static void same(Tokenizer tokenizer, Encoding encoding, JsonNode expected, String text, @Nullable String pair,
            String where) {
        assertThat(encoding.ids()).as(where).isEqualTo(ints(expected.get("input_ids")));
        assertThat(encoding.attentionMask()).as(where).isEqualTo(ints(expected.get("attention_mask")));
        assertThat(expected.has("token_type_ids")).as(where).isEqualTo(tokenizer.returnsTokenTypeIds());
        if (expected.has("token_type_ids")) {
            assertThat(encoding.typeIds()).as(where).isEqualTo(ints(expected.get("token_type_ids")));
        }
        if (expected.has("tokens")) {
            List<String> tokens = new ArrayList<>();
            expected.get("tokens").forEach(token -> tokens.add(token.textValue()));
            assertThat(encoding.tokens()).as(where).isEqualTo(tokens);
            assertThat(encoding.specialTokensMask()).as(where).isEqualTo(ints(expected.get("special_tokens_mask")));
        }
        int[] starts = encoding.starts();
        int[] ends = encoding.ends();
        List<List<Integer>> actual = new ArrayList<>();
        List<List<Integer>> wanted = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            actual.add(List.of(starts[i], ends[i]));
            wanted.add(utf16(ints(expected.get("offsets").get(i)), encoding.sequenceIds()[i] == 1 ? pair : text));
        }
        assertThat(actual).as(where).isEqualTo(wanted);
        if (expected.has("sequence_ids")) {
            assertThat(encoding.sequenceIds()).as(where).isEqualTo(ints(expected.get("sequence_ids")));
        }
        assertThat(encoding.textTokens()).as(where)
                .isEqualTo((int) Arrays.stream(encoding.sequenceIds()).filter(s -> s >= 0).count());
    }

    /** The recorded offsets count code points. */
    private static List<Integer> utf16(int[] offsets, @Nullable String text) {
        return Arrays.stream(offsets).mapToObj(n -> n == 0 ? 0 : text.offsetByCodePoints(0, n)).toList();
    }

    private static EncodingOptions options(JsonNode options) {
        EncodingOptions.Builder builder = EncodingOptions.builder();
        JsonNode truncation = options.path("truncation");
        if (truncation.isTextual()) {
            builder.truncation(Truncation.valueOf(truncation.textValue().toUpperCase(Locale.ROOT)));
        } else if (truncation.asBoolean(false)) {
            builder.truncation(Truncation.LONGEST_FIRST);
        }
        if (options.has("max_length")) {
            builder.maxLength(options.get("max_length").intValue());
        }
        if (options.has("truncation_side")) {
            builder.truncationSide(options.get("truncation_side").textValue().equals("left") ? Side.LEFT : Side.RIGHT);
        }
        builder.addSpecialTokens(options.path("add_special_tokens").asBoolean(true));
        return builder.stride(options.path("stride").asInt(0)).build();
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).isNull() ? -1 : list.get(i).intValue();
        }
        return values;
    }
}
