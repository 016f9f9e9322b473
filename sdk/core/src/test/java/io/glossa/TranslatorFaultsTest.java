package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, or could: each ends with a result that says so, or an error that says what was expected, found and is to be done. */
class TranslatorFaultsTest {
    private static final String TEXT = "A woman is asleep on a chair on a bus.";

    private static Translator marian() {
        return Translator.load(Fixtures.model("marian-en-de"));
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call).satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void languages_unknown() {
        try (Translator m2m = Translator.load(Fixtures.model("m2m100")); Translator nllb = Translator.load(Fixtures.model("nllb"))) {
            refused(() -> m2m.between("en", "xx"), "m2m100: language: expected one of the model's languages, found 'xx'; it has", "af, am, ar");
            refused(() -> m2m.between("tlh", "de"), "found 'tlh'");
            refused(() -> nllb.between("eng_Latn", "deu_Cyrl"), "found 'deu_Cyrl'");
            refused(() -> nllb.between("eng_Latn", "zh"), "zho_Hans or zho_Hant; name one of these");
            refused(() -> nllb.between("eng_Latn", "what the user typed"), "found another word");
        }
        refused(() -> Translator.builder(Fixtures.model("mbart50")).from("en_XX").to("xx_XX").build(), "found 'xx_XX'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"marian-en-de | de | en | (en to de), found de to en; change it, or load another model",
            "marian-en-de | en | fr | (en to de), found en to fr", "marian-en-de | fr | | found fr to any",
            "t5-translate | en | zh | found en to zh; change it, or load another model", "t5-translate | de | en | found de to en",
            "marian-en-mul | | ja | expected one of the model's languages, found 'ja'"})
    void directions_wrong(String model, String from, String to, String words) {
        Translator.Builder builder = Translator.builder(Fixtures.model(model));
        if (from != null) {
            builder.from(from);
        }
        refused(() -> (to == null ? builder : builder.to(to)).build().close(), words);
        try (Translator translator = Translator.load(Fixtures.model(model))) {
            refused(() -> translator.between(from, to), words);
            assertThat(translator.translate(TEXT).text()).isNotEmpty();
        }
    }

    @Test
    void models_thatWriteNothing() {
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> Translator.load(Fixtures.model("bert-uncased-sst2")))
                .withMessageContaining("expected model_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\t\u3000\n", "---", "12 345"})
    void texts_withoutWords_stay(String text) {
        try (Translator translator = marian()) {
            List<String> told = new ArrayList<>();
            TranslatedText translated = translator.translateText(text, told::add);
            assertThat(translated.text()).isEqualTo(text);
            assertThat(translated.complete()).isTrue();
            assertThat(translated.sentences()).isEmpty();
            assertThat(told).isEqualTo(text.isEmpty() ? List.of() : List.of(text));
            // As one sequence the model is asked, whatever it makes of nothing.
            assertThat(translator.translate(text).alternatives()).hasSize(1);
        }
    }

    @Test
    void nothing_atAll() {
        try (Translator translator = marian()) {
            assertThat(translator.translate(List.of())).isEmpty();
            assertThat(translator.translateTexts(List.of())).isEmpty();
            assertThat(translator.translate(Stream.of())).isEmpty();
            refused(() -> translator.translateIds(new int[0]), "input_ids: expected at least one, found none; leave the text out");
            refused(() -> translator.translateIds(new int[] {5, 99_999}), "input_ids[1]: expected an id of the vocabulary (0 to");
            refused(() -> translator.forwardIds(new int[] {5}, -1), "decoder_input_ids[0]", "found -1");
            assertThatNullPointerException().isThrownBy(() -> translator.translate((String) null)).withMessage("text");
            assertThatNullPointerException().isThrownBy(() -> translator.translate(TEXT, null)).withMessage("soFar");
            assertThatNullPointerException().isThrownBy(() -> translator.translateText(TEXT, null)).withMessage("soFar");
            assertThatNullPointerException().isThrownBy(() -> translator.complete(TEXT, null)).withMessage("begun");
            assertThatNullPointerException().isThrownBy(() -> translator.translateTexts(Arrays.asList(TEXT, null))).withMessage("texts[1]");
            assertThatNullPointerException().isThrownBy(() -> translator.translateTextAsync(null)).withMessage("text");
        }
    }

    @Test
    void texts_thatAreNotUnicode() {
        try (Translator translator = marian()) {
            String half = TEXT + " " + TEXT + " Half \ud83d";
            String place = "at index " + (half.length() - 1) + ";";
            refused(() -> translator.translate(List.of(TEXT, half)), "texts[1]: ", place);
            refused(() -> translator.translateTexts(List.of(TEXT, half)), "texts[1]: ", place);
            refused(() -> translator.translateText(half, soFar -> { }), "text: ", place);
        }
    }

    /** A hundred thousand characters on one line: cut and told, refused, or read in pieces, with words and without a single space. */
    @ParameterizedTest
    @ValueSource(strings = {"dog ", "x"})
    void lines_ofAHundredThousandCharacters(String unit) {
        String text = unit.repeat(100_000 / unit.length());
        TranslationOptions shortest = TranslationOptions.builder().beams(1).maxNewTokens(1).build();
        try (Translator translator = marian().with(shortest)) {
            Translation cut = translator.translate(text);
            assertThat(cut.usage().truncated()).isTrue();
            assertThat(cut.complete()).isFalse();
            refused(() -> translator.with(TextOptions.builder().length(LengthPolicy.fail()).build()).translate(text), "text: expected at most 48 tokens, found");
            refused(() -> translator.with(TextOptions.builder().length(LengthPolicy.window(0)).build()).translate(text), "split the text into sentences");
            // The time is over when the first sentence is asked for: cutting alone is what is to be seen here.
            TranslatedText pieces = translator.with(shortest.toBuilder().timeout(Duration.ofNanos(1)).build()).translateText(text);
            assertThat(pieces.translation().usage().truncated()).isFalse();
            assertThat(pieces.sentences()).hasSizeGreaterThan(100).allMatch(TranslatedSentence::split);
            int at = 0;
            for (TranslatedSentence piece : pieces.sentences()) {
                assertThat(text.substring(at, piece.sourceStart())).isBlank();
                at = piece.sourceEnd();
            }
            assertThat(text.substring(at)).isBlank();
        }
    }

    /** What the model has no piece for is one unknown token, however long; nothing is cut then, and the result tells how little was known. */
    @Test
    void lines_ofUnknownCharacters() {
        try (Translator translator = marian()) {
            Translation unknown = translator.translate("\u5403".repeat(100_000));
            assertThat(unknown.usage().truncated()).isFalse();
            assertThat(unknown.usage().unknownRatio()).isGreaterThan(0.3);
        }
    }

    /** The end is forbidden until the longest translation; the longest translation is the model's own, or the one that was asked for. */
    @ParameterizedTest
    @CsvSource({"marian-en-de, 64", "m2m100, 60", "t5-translate, 21"})
    void models_thatNeverEnd(String model, int longest) {
        for (int beams : new int[] {1, 3}) {
            String options = "{\"min_new_tokens\": 1000, \"num_beams\": " + beams + "%s}";
            try (Translator translator = Translator.load(Fixtures.model(model))) {
                Translation own = translator.with(TranslationOptions.parse(options.formatted(""))).translate(TEXT);
                Translation asked = translator.with(TranslationOptions.parse(options.formatted(", \"max_new_tokens\": 7"))).translate(TEXT);
                for (Translation each : List.of(own, asked)) {
                    assertThat(each.alternatives().get(0).end()).isEqualTo(Translation.End.LENGTH);
                    assertThat(each.complete()).isFalse();
                }
                assertThat(own.alternatives().get(0).tokenIds()).hasSize(longest);
                assertThat(asked.alternatives().get(0).tokenIds()).hasSize(8);
                TranslatedText text = translator.with(TranslationOptions.parse(options.formatted(", \"max_new_tokens\": 7"))).translateText(TEXT + " " + TEXT);
                assertThat(text.translation().alternatives().get(0).end()).isEqualTo(Translation.End.LENGTH);
            }
        }
    }

    /** One clock for all parts of a call: lists of more texts than go together, texts of many sentences, shown or not. */
    @Test
    void timeouts_areOfTheWholeCall() {
        assertThatIllegalArgumentException().isThrownBy(() -> TranslationOptions.builder().timeout(Duration.ZERO))
                .withMessage("timeout: expected more than 0, found PT0S");
        TranslationOptions over = TranslationOptions.builder().timeout(Duration.ofNanos(1)).build();
        try (Translator translator = marian()) {
            Translator late = translator.with(over);
            assertThat(late.translate(java.util.Collections.nCopies(3000, TEXT)))
                    .allMatch(each -> each.alternatives().get(0).end() == Translation.End.TIMEOUT && each.text().isEmpty() && !each.complete());
            List<String> told = new ArrayList<>();
            TranslatedText text = late.translateText((TEXT + " ").repeat(300), told::add);
            assertThat(text.translation().alternatives().get(0).end()).isEqualTo(Translation.End.TIMEOUT);
            assertThat(text.complete()).isFalse();
            assertThat(late.complete(TEXT, "Eine").text()).isEqualTo("Eine");
            Translation unlimited = translator.with(TranslationOptions.builder().timeout(Duration.ofSeconds(Long.MAX_VALUE)).build()).translate(TEXT);
            assertThat(unlimited).isEqualTo(translator.translate(TEXT));
        }
    }

    @Test
    void close_inTheMiddleOfAText() throws Exception {
        Translator translator = marian();
        CountDownLatch writing = new CountDownLatch(1);
        String text = (TEXT + " Two dogs play. ").repeat(5);
        CompletableFuture<TranslatedText> running = CompletableFuture.supplyAsync(() -> translator.translateText(text, soFar -> writing.countDown()));
        writing.await();
        translator.close();
        assertThat(running.get().complete()).isTrue();
        assertThat(running.get().sentences()).hasSize(10);
        translator.close();
        for (ThrowingCallable late : List.<ThrowingCallable>of(() -> translator.translate(TEXT), () -> translator.translateText(TEXT),
                () -> translator.translateText(TEXT, soFar -> { }), () -> translator.complete(TEXT, "Eine"), () -> translator.forward(TEXT),
                () -> translator.translateIds(new int[] {5}), () -> translator.translate(Stream.of(TEXT)).toList())) {
            assertThatIllegalStateException().isThrownBy(late).withMessageContaining("Translator").withMessageContaining("closed");
        }
    }
}
