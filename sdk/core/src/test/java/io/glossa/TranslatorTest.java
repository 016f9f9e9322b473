package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.testing.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes beyond single results, which the recorded ones are for: texts that grow, that were begun, that take too long. */
class TranslatorTest {
    private static final String TEXT = "A woman is asleep on a chair on a bus.";
    /** Nothing ends before it has so many tokens. */
    private static final TranslationOptions ENDLESS = TranslationOptions.builder().minNewTokens(400).maxNewTokens(400).build();

    private static Translator load(String model, String from, String to) {
        Translator.Builder builder = Translator.builder(Fixtures.model(model)).threads(2);
        if (from != null) {
            builder.from(from).to(to);
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({"marian-en-de,,, 1", "marian-en-de,,, 4", "m2m100, en, de, 1", "nllb, eng_Latn, deu_Latn, 1", "mbart50, en_XX, de_DE, 3",
            "t5-translate, en, de, 1"})
    void translate_asItGrows(String model, String from, String to, int beams) {
        try (Translator translator = load(model, from, to).with(TranslationOptions.builder().beams(beams).maxNewTokens(24).build())) {
            List<String> told = new ArrayList<>();
            Translation translation = translator.translate(TEXT, told::add);
            assertThat(translation).isEqualTo(translator.translate(TEXT));
            assertThat(told).isNotEmpty().doesNotHaveDuplicates().last().isEqualTo(translation.text());
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i)).startsWith(told.get(i - 1));
            }
            if (beams == 1) {
                assertThat(told).hasSizeGreaterThan(translation.alternatives().get(0).tokenIds().size() / 2);
            }
        }
    }

    /** Sentences with and without protected parts, what stands between them, and one that is too long. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2"})
    void translateText_asItGrows(int beams, int alternatives) {
        String text = "- " + TEXT + " Two dogs run.\n\n  1. Write <b>a letter</b> to {name}.\n---\n" + TEXT + "\n" + "a dog and ".repeat(60) + "a cat.\n\n";
        Translator.Builder builder = Translator.builder(Fixtures.model("marian-en-de")).glossary(Glossary.builder().term("dogs", "Vierbeiner").build());
        try (Translator translator = builder.options(TranslationOptions.builder().beams(beams).alternatives(alternatives).maxNewTokens(20).build())
                .build()) {
            List<String> told = new ArrayList<>();
            TranslatedText translation = translator.translateText(text, told::add);
            assertThat(translation).isEqualTo(translator.translateText(text));
            assertThat(translation.sentences()).hasSizeGreaterThan(5);
            assertThat(told).doesNotHaveDuplicates().hasSizeGreaterThan(translation.sentences().size()).last().isEqualTo(translation.text());
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i)).startsWith(told.get(i - 1));
            }
            told.clear();
            assertThat(translator.translateText("---\n", told::add).text()).isEqualTo("---\n");
            assertThat(told).containsExactly("---\n");
        }
    }

    @Test
    void translate_whatTheListenerThrows_endsIt() {
        try (Translator translator = load("marian-en-de", null, null).with(ENDLESS)) {
            int[] count = {0};
            assertThatIllegalStateException().isThrownBy(() -> translator.translate(TEXT, soFar -> {
                if (++count[0] == 3) {
                    throw new IllegalStateException("enough");
                }
            })).withMessage("enough");
            assertThat(count[0]).isEqualTo(3);
        }
    }

    /** Greedy search, begun with what it writes anyway, writes it again. */
    @ParameterizedTest
    @CsvSource({"marian-en-de,,", "m2m100, en, de", "nllb, eng_Latn, deu_Latn", "mbart50, en_XX, de_DE", "t5-translate, en, de"})
    void complete_withItsOwnWords(String model, String from, String to) {
        try (Translator translator = load(model, from, to).with(TranslationOptions.builder().beams(1).maxNewTokens(24).build())) {
            Translation whole = translator.translate(TEXT);
            String[] words = whole.text().split(" ");
            int kept = 0;
            for (int count = 1; count < words.length; count++) {
                String begun = String.join(" ", List.of(words).subList(0, count));
                Translation completed = translator.complete(TEXT, begun);
                assertThat(completed.text()).startsWith(begun);
                List<Integer> ids = completed.alternatives().get(0).tokenIds();
                List<Integer> expected = whole.alternatives().get(0).tokenIds();
                // Words may be cut into other tokens than the model chose; where they are not, all is the same.
                kept += ids.subList(0, Math.min(ids.size(), expected.size())).equals(expected.subList(0, Math.min(ids.size(), expected.size())))
                        ? 1 : 0;
            }
            assertThat(kept).as("of %d beginnings", words.length - 1).isPositive();
            assertThat(translator.complete(TEXT, "")).isEqualTo(whole);
        }
    }

    /** Ids, texts and scores of {@code generate} with {@code decoder_input_ids}, by {@code tools/make_prefix_goldens.py}. */
    @ParameterizedTest
    @ValueSource(strings = {"marian-en-de", "m2m100", "nllb", "mbart50", "t5-translate"})
    void complete_givesWhatTransformersGives(String model) throws IOException {
        int seen = 0;
        try (InputStream in = TranslatorTest.class.getResourceAsStream("/decoding/prefixes.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode record = SafeJson.mapper().readTree(line);
                if (!record.get("model").asText().equals(model)) {
                    continue;
                }
                seen++;
                try (Translator translator = load(model, record.get("from").textValue(), record.get("to").textValue())
                        .with(TranslationOptions.parse(record.get("options").toString()))) {
                    List<Translation.Candidate> found = translator.complete(record.get("text").asText(), record.get("begun").asText()).alternatives();
                    for (int i = 0; i < record.get("ids").size(); i++) {
                        assertThat(found.get(i).tokenIds()).as(line).isEqualTo(SafeJson.mapper().convertValue(record.get("ids").get(i), List.class));
                        assertThat(found.get(i).text()).isEqualTo(record.get("texts").get(i).asText());
                        if (record.has("scores")) {
                            assertThat(found.get(i).score()).isCloseTo((float) record.get("scores").get(i).asDouble(), within(1e-3f));
                        }
                    }
                    assertThat(found).hasSize(record.get("ids").size());
                }
            }
        }
        assertThat(seen).isEqualTo(8);
    }

    @Test
    void complete_withOtherWords() {
        try (Translator translator = load("m2m100", "en", "de")) {
            Translation completed = translator.complete(TEXT, "Zwei Hunde");
            assertThat(completed.text()).startsWith("Zwei Hunde").isNotEqualTo("Zwei Hunde");
            List<Integer> ids = completed.alternatives().get(0).tokenIds();
            // The decoder's start, the language, then the words.
            assertThat(ids.subList(0, 2)).isEqualTo(translator.translate(TEXT).alternatives().get(0).tokenIds().subList(0, 2));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> translator
                    .with(TranslationOptions.parse("{\"max_length\": 5}")).complete(TEXT, "Zwei Hunde spielen im Garten mit einem Ball."));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void async_cancelledInTheMiddle_frees(boolean whole) throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Translator translator = load("marian-en-de", null, null).with(ENDLESS)) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<?> future = whole ? translator.translateTextAsync((TEXT + " ").repeat(50), task -> executor.execute(() -> {
                begun.countDown();
                task.run();
            })) : translator.translateAsync(TEXT, task -> executor.execute(() -> {
                begun.countDown();
                task.run();
            }));
            begun.await();
            assertThat(future.cancel(true)).isTrue();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
            // The one thread is free again when the search has seen it.
            assertThat(CompletableFuture.supplyAsync(() -> "free", executor).join()).isEqualTo("free");
        } finally {
            executor.shutdownNow();
        }
    }

    /** The time is that of the call, not of each of its searches. */
    @Test
    void timeout_ofAWholeText() {
        TranslationOptions options = ENDLESS.toBuilder().timeout(Duration.ofNanos(1)).build();
        try (Translator translator = load("marian-en-de", null, null).with(options)) {
            TranslatedText text = translator.translateText(TEXT + " " + TEXT);
            assertThat(text.complete()).isFalse();
            assertThat(text.translation().alternatives().get(0).end()).isEqualTo(Translation.End.TIMEOUT);
            assertThat(translator.translate(TEXT).alternatives().get(0).end()).isEqualTo(Translation.End.TIMEOUT);
        }
    }

    @Test
    void close_waitsForASearch_thenRefuses() throws InterruptedException, ExecutionException {
        Translator translator = load("marian-en-de", null, null);
        CountDownLatch writing = new CountDownLatch(1);
        CompletableFuture<Translation> running = CompletableFuture.supplyAsync(() -> translator.with(TranslationOptions.builder()
                .minNewTokens(60).maxNewTokens(60).build()).translate(TEXT, soFar -> writing.countDown()));
        writing.await();
        translator.close();
        assertThat(running.get().alternatives().get(0).tokenIds()).hasSizeGreaterThan(60);
        assertThatThrownBy(() -> translator.translate(TEXT)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }
}
