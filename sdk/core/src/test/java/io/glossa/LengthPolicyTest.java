package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.testing.Fixtures;
import io.glossa.tokenizer.Side;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Truncation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to long texts, and what the results say about it. The model takes 64 tokens, two of them special. */
class LengthPolicyTest {
    private static final String LONG = "the man and the dog ".repeat(40).strip();
    private static TextClassifier classifier;
    private static RawModel raw;

    @BeforeAll
    static void load() {
        classifier = TextClassifier.load(Fixtures.model("bert-uncased-sst2"));
        raw = RawModel.load(Fixtures.model("bert-uncased-sst2"));
    }

    @AfterAll
    static void close() {
        classifier.close();
        raw.close();
    }

    private static TextClassifier with(LengthPolicy policy) {
        return classifier.with(TextOptions.builder().length(policy).build());
    }

    private static int tokens(String text) {
        return raw.tokenizer().encode(text).length();
    }

    @Test
    void truncate_countsWhatIsRead() {
        TokenUsage usage = classifier.classify(LONG).usage();
        assertThat(usage.tokens()).isEqualTo(64);
        assertThat(usage.droppedTokens()).isEqualTo(tokens(LONG) - 64);
        assertThat(usage.windows()).isOne();
        assertThat(usage.truncated()).isTrue();
        assertThat(classifier.classify("the man").usage()).isEqualTo(new TokenUsage(tokens("the man"), 0, 1, 0));
        assertThat(classifier.model().maxLength()).hasValue(64);
    }

    @Test
    void truncate_readsTheBeginningOrTheEnd() {
        String text = "good " + LONG;
        TextOptions right = TextOptions.builder().maxLength(10).truncationSide(Side.RIGHT).build();
        TextOptions left = right.toBuilder().truncationSide(Side.LEFT).build();
        assertThat(classifier.with(right).classify(text).logits()).isNotEqualTo(classifier.with(left).classify(text).logits());
        assertThat(classifier.with(left).classify(text).usage().tokens()).isEqualTo(10);
    }

    @Test
    void window_readsEverything() {
        Classification found = with(LengthPolicy.window(16)).classify(LONG);
        int all = tokens(LONG);
        int step = 62 - 16;
        int windows = 1 + (int) Math.ceil((all - 2 - 62) / (double) step);
        assertThat(found.usage()).isEqualTo(new TokenUsage(all, 0, windows, 0));
        assertThat(found.usage().truncated()).isFalse();
        assertThat(with(LengthPolicy.window(16)).classify("the man").usage().windows()).isOne();
    }

    @Test
    void window_classifiesByTheWeightedMean() {
        List<io.glossa.tokenizer.Encoding> windows = raw.tokenizer().windows(LONG, null, io.glossa.tokenizer.EncodingOptions
                .builder().truncation(Truncation.LONGEST_FIRST).maxLength(64).stride(8).build());
        double[] mean = new double[2];
        double weights = 0;
        for (io.glossa.tokenizer.Encoding window : windows) {
            float[] logits = raw.forwardIds(window.ids()).row(0);
            weights += window.textTokens();
            for (int l = 0; l < mean.length; l++) {
                mean[l] += window.textTokens() * logits[l];
            }
        }
        float[] found = with(LengthPolicy.window(8)).classify(LONG).logits();
        assertThat(windows).hasSizeGreaterThan(2);
        for (int l = 0; l < mean.length; l++) {
            assertThat((double) found[l]).isCloseTo(mean[l] / weights, within(1e-4));
        }
    }

    @Test
    void window_ofPairsCutsTheLonger() {
        TextClassifier windows = with(LengthPolicy.window(4));
        for (TextPair pair : List.of(new TextPair(LONG, "a dog"), new TextPair("a dog", LONG))) {
            TokenUsage usage = windows.classify(pair).usage();
            assertThat(usage.droppedTokens()).isZero();
            assertThat(usage.windows()).isGreaterThan(1);
        }
    }

    @Test
    void window_strideTooWide() {
        assertThatThrownBy(() -> with(LengthPolicy.window(62)).classify(LONG)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stride");
        assertThatThrownBy(() -> LengthPolicy.window(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void fail_refusesOnlyWhatDoesNotFit() {
        TextClassifier strict = with(LengthPolicy.fail());
        assertThat(strict.classify("the man").usage().tokens()).isEqualTo(tokens("the man"));
        assertThatThrownBy(() -> strict.classify(LONG)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("64").hasMessageContaining(String.valueOf(tokens(LONG)));
        assertThatThrownBy(() -> strict.classify(List.of("a", "b", LONG))).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("texts[2]: text: ");
    }

    @Test
    void maxLength_beyondThePositions() {
        TextClassifier wide = classifier.with(TextOptions.builder().maxLength(1000).build());
        assertThat(wide.classify("the man").usage().tokens()).isEqualTo(tokens("the man"));
        assertThatThrownBy(() -> wide.classify(LONG)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("maxLength").hasMessageContaining("64").hasMessageContaining("1000");
    }

    @Test
    void maxLength_smallerThanTheSpecialTokens() {
        TextClassifier tiny = classifier.with(TextOptions.builder().maxLength(1).build());
        assertThatThrownBy(() -> tiny.classify("the man")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> TextOptions.builder().maxLength(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxLength");
    }

    @Test
    void truncationOff_failsWhereTheModelEnds() {
        TextClassifier off = classifier.with(TextOptions.builder().truncation(Truncation.OFF).build());
        assertThat(off.classify("the man").usage().truncated()).isFalse();
        assertThatThrownBy(() -> off.classify(LONG)).isInstanceOf(InvalidInputException.class).hasMessageContaining("64");
    }

    @Test
    void specialTokens_leftOut() {
        TextClassifier bare = classifier.with(TextOptions.builder().addSpecialTokens(false).build());
        assertThat(bare.classify("the man").usage().tokens()).isEqualTo(tokens("the man") - 2);
        assertThatThrownBy(() -> bare.classify(List.of("a", ""))).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("texts[1]: ").hasMessageContaining("at least one token");
    }

    @Test
    void unknownRatio_isTheShareOfUnknownTokens() {
        assertThat(classifier.classify("the man").usage().unknownRatio()).isZero();
        assertThat(classifier.classify("\u16a0\u16a1 \u16a2\u16a3").usage().unknownRatio()).isEqualTo(1);
        assertThat(classifier.classify("").usage().unknownRatio()).isZero();
    }

    @Test
    void embedding_windowsAreMergedAndNormalised() {
        try (TextEmbedder embedder = TextEmbedder.builder(Fixtures.model("bert-embed-mean")).length(LengthPolicy.window(8)).build()) {
            Embedding found = embedder.embed(LONG);
            assertThat(found.usage().windows()).isGreaterThan(1);
            assertThat(found.usage().droppedTokens()).isZero();
            assertThat(found.cosine(found)).isCloseTo(1, within(1e-9));
            double norm = 0;
            for (float x : found.vector()) {
                norm += (double) x * x;
            }
            assertThat(norm).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void entities_ofWindowsCoverTheTextWithoutOverlap() {
        EntityOptions all = EntityOptions.defaults().withIgnoreLabels(java.util.Set.of());
        for (String fixture : List.of("bert-ner", "xlm-roberta-ner")) {
            try (TokenClassifier tagger = TokenClassifier.builder(Fixtures.model(fixture)).length(LengthPolicy.window(12)).build()) {
                Entities found = tagger.recognize(LONG, all);
                assertThat(found.usage().windows()).isGreaterThan(1);
                int end = 0;
                for (Entity entity : found) {
                    assertThat(entity.start()).isGreaterThanOrEqualTo(end);
                    end = entity.end();
                }
                assertThat(end).isEqualTo(LONG.length());
            }
        }
    }

    @Test
    void reranker_takesTheBestWindow() {
        try (Reranker reranker = Reranker.builder(Fixtures.model("bert-reranker")).length(LengthPolicy.window(4)).build()) {
            RankedDocument found = reranker.score("a dog", LONG);
            assertThat(found.usage().windows()).isGreaterThan(1);
            assertThat(found.score()).isBetween(0f, 1f);
        }
    }

    @Test
    void rawModel_putsNoWindowsTogether() {
        RawModel windows = raw.with(TextOptions.builder().length(LengthPolicy.window(4)).build());
        assertThatThrownBy(() -> windows.forward(List.of(TextPair.of("a"), TextPair.of(LONG))))
                .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("texts[1]: ");
        assertThatThrownBy(() -> raw.forwardIds(new int[65])).isInstanceOf(InvalidInputException.class).hasMessageContaining("64");
        assertThatThrownBy(() -> raw.forwardIds(new int[0])).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> raw.forwardIds(new int[] {2, 1_000_000})).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("input_ids[1]");
    }
}
