package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.text.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that come as words: compared with what transformers gives for {@code is_split_into_words}, and with single words. */
class SplitWordsTest {
    private static final EncodingOptions BARE = EncodingOptions.builder().addSpecialTokens(false).build();

    @ParameterizedTest
    @EnumSource
    void words_asTransformers(Fixture fixture) throws IOException {
        List<String> lines = Files.readAllLines(fixture.path().resolve("words.jsonl"));
        for (Tokenizer.Implementation implementation : implementations(fixture)) {
            try (Tokenizer tokenizer = load(fixture, implementation)) {
                for (int i = 0; i < lines.size(); i++) {
                    compare(tokenizer, SafeJson.mapper().readTree(lines.get(i)),
                            fixture + " " + implementation + " line " + (i + 1));
                }
            }
            System.out.println("split words " + fixture + " " + implementation + ": " + lines.size() + " records");
        }
        assertThat(lines).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void words_eachAsByItself(Fixture fixture) {
        List<String> texts = Shared.texts();
        Random random = new Random(7);
        int compared = 0;
        for (Tokenizer.Implementation implementation : implementations(fixture)) {
            try (Tokenizer tokenizer = load(fixture, implementation)) {
                for (int n = 0; n < Math.min(texts.size(), 400); n++) {
                    String text = texts.get(random.nextInt(texts.size()));
                    List<Word> words = chunks(text, random);
                    Encoding encoding = tokenizer.encodeWords(text, words, BARE);
                    int at = 0;
                    for (int i = 0; i < words.size(); i++) {
                        Encoding alone = tokenizer.encode(words.get(i).text(), BARE);
                        for (int j = 0; j < alone.length(); j++, at++) {
                            assertThat(encoding.ids()[at]).isEqualTo(alone.ids()[j]);
                            assertThat(encoding.wordIds()[at]).isEqualTo(i);
                            assertThat(encoding.starts()[at]).isEqualTo(words.get(i).start() + alone.starts()[j]);
                            assertThat(encoding.ends()[at]).isEqualTo(words.get(i).start() + alone.ends()[j]);
                            compared++;
                        }
                    }
                    assertThat(encoding.length()).isEqualTo(at);
                    assertThat(encoding.textTokens()).isEqualTo(at);
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource
    void words_changed_haveTheirWholePlace(Fixture fixture) {
        String text = "Große Häuser \uD83D\uDC4D stehen";
        List<Word> words = List.of(new Word("gross", 0, 5), new Word("Häuser", 6, 12), new Word("hoch", 13, 15),
                new Word("steh", 16, 22));
        for (Tokenizer.Implementation implementation : implementations(fixture)) {
            try (Tokenizer tokenizer = load(fixture, implementation)) {
                Encoding encoding = tokenizer.encodeWords(text, words, BARE);
                boolean inside = false;
                for (int i = 0; i < encoding.length(); i++) {
                    Word word = words.get(encoding.wordIds()[i]);
                    if (encoding.wordIds()[i] == 1) {
                        inside |= encoding.ends()[i] < 12;
                    } else {
                        assertThat(encoding.starts()[i]).isEqualTo(word.start());
                        assertThat(encoding.ends()[i]).isEqualTo(word.end());
                    }
                }
                assertThat(inside).isTrue();
            }
        }
    }

    @Test
    void words_outsideTheText() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.encodeWords("short", List.of(new Word("a", 0, 1), new Word("long", 2, 6)), BARE))
                    .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("words[1]: expected a place inside")
                    .hasMessageNotContaining("long");
        }
    }

    @Test
    void words_loneSurrogates() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.encodeWords("a\uD83D\uDC4D", List.of(new Word("\uD83D", 1, 2)), BARE))
                    .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("words[0]: expected valid Unicode");
            assertThatThrownBy(() -> tokenizer.encodeWords("a\uD83D", List.of(), BARE))
                    .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("text: expected valid Unicode");
        }
    }

    @Test
    void words_classThatNeedsASpaceBefore() {
        try (Tokenizer tokenizer = Fixture.ROBERTA.load()) {
            assertThatThrownBy(() -> tokenizer.encodeWords("a", List.of(new Word("a", 0, 1)), BARE))
                    .isInstanceOf(InvalidInputException.class).hasMessageContaining("add_prefix_space");
        }
    }

    @Test
    void words_afterClose() {
        Tokenizer tokenizer = Fixture.ALBERT.load();
        tokenizer.close();
        assertThatThrownBy(() -> tokenizer.encodeWords("", List.of(), BARE)).isInstanceOf(IllegalStateException.class);
    }

    private static void compare(Tokenizer tokenizer, JsonNode record, String where) {
        StringBuilder text = new StringBuilder();
        List<Word> words = new ArrayList<>();
        for (JsonNode node : record.get("words")) {
            text.append("\u2014 ");
            words.add(new Word(node.textValue(), text.length(), text.length() + node.textValue().length()));
            text.append(node.textValue());
        }
        EncodingOptions options = options(record.get("options"));
        List<Encoding> windows = tokenizer.windowsOfWords(text.toString(), words, options);
        assertThat(windows.get(0)).as(where).isEqualTo(tokenizer.encodeWords(text.toString(), words, options));
        JsonNode expected = record.get("windows");
        if (record.get("options").has("return_overflowing_tokens")) {
            assertThat(windows).as(where).hasSize(expected.size());
        }
        for (int i = 0; i < expected.size(); i++) {
            Encoding window = windows.get(i);
            JsonNode wanted = expected.get(i);
            assertThat(window.ids()).as(where).isEqualTo(ints(wanted.get("input_ids")));
            assertThat(window.wordIds()).as(where).isEqualTo(ints(wanted.get("word_ids")));
            assertThat(window.specialTokensMask()).as(where).isEqualTo(ints(wanted.get("special_tokens_mask")));
            for (int j = 0; j < window.length(); j++) {
                int number = window.wordIds()[j];
                assertThat(window.tokens().get(j)).as(where).isEqualTo(wanted.get("tokens").get(j).textValue());
                int[] offsets = ints(wanted.get("offsets").get(j));
                assertThat(List.of(window.starts()[j], window.ends()[j])).as(where)
                        .isEqualTo(number < 0 ? List.of(0, 0) : place(words.get(number), offsets));
            }
        }
    }

    private static List<Integer> place(Word word, int[] points) {
        return List.of(word.start() + word.text().offsetByCodePoints(0, points[0]),
                word.start() + word.text().offsetByCodePoints(0, points[1]));
    }

    /** A text in pieces of random length that cut no character, some of them left out. */
    private static List<Word> chunks(String text, Random random) {
        List<Word> words = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int to = Math.min(text.length(), at + 1 + random.nextInt(12));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            if (random.nextInt(4) > 0) {
                words.add(new Word(text.substring(at, to), at, to));
            }
            at = to;
        }
        return words;
    }

    private static EncodingOptions options(JsonNode options) {
        EncodingOptions.Builder builder = EncodingOptions.builder()
                .addSpecialTokens(options.path("add_special_tokens").asBoolean(true)).stride(options.path("stride").asInt(0));
        if (options.path("truncation").asBoolean(false)) {
            builder.truncation(Truncation.LONGEST_FIRST).maxLength(options.get("max_length").intValue());
        }
        if (options.path("truncation_side").asText("right").equals("left")) {
            builder.truncationSide(Side.LEFT);
        }
        return builder.build();
    }

    /** A fixture as the records were made: RoBERTa's class takes words only with a space before each. */
    private static Tokenizer load(Fixture fixture, Tokenizer.Implementation implementation) {
        Tokenizer.Builder builder = Shared.builder(fixture.path()).implementation(implementation);
        if (fixture == Fixture.ROBERTA) {
            builder.tokenizerConfig("{\"tokenizer_class\":\"RobertaTokenizer\",\"add_prefix_space\":true}"
                    .getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    private static List<Tokenizer.Implementation> implementations(Fixture fixture) {
        return fixture == Fixture.BERT || fixture == Fixture.MPNET
                ? List.of(Tokenizer.Implementation.JAVA, Tokenizer.Implementation.NATIVE)
                : List.of(Tokenizer.Implementation.NATIVE);
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).intValue();
        }
        return values;
    }
}
