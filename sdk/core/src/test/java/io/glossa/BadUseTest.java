package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.testing.Fixtures;
import io.glossa.tokenizer.TextPair;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are wrong: refused at once, with words that help. */
class BadUseTest {
    private static TextClassifier classifier;
    private static ZeroShotClassifier zeroShot;
    private static TextEmbedder embedder;
    private static Reranker reranker;

    @BeforeAll
    static void load() {
        classifier = TextClassifier.load(Fixtures.model("bert-uncased-sst2"));
        zeroShot = ZeroShotClassifier.load(Fixtures.model("roberta-nli"));
        embedder = TextEmbedder.load(Fixtures.model("bert-embed-cls"));
        reranker = Reranker.load(Fixtures.model("bert-reranker"));
    }

    @AfterAll
    static void close() {
        classifier.close();
        zeroShot.close();
        embedder.close();
        reranker.close();
    }

    @Test
    void nulls_areNamed() {
        assertThatNullPointerException().isThrownBy(() -> classifier.classify((String) null)).withMessage("text");
        assertThatNullPointerException().isThrownBy(() -> classifier.classify((List<String>) null)).withMessage("texts");
        assertThatNullPointerException().isThrownBy(() -> classifier.classify(Arrays.asList("a", null))).withMessage("texts[1]");
        assertThatNullPointerException().isThrownBy(() -> classifier.classify((Stream<String>) null)).withMessage("texts");
        assertThatNullPointerException().isThrownBy(() -> classifier.classify(Stream.of("a", null)).toList())
                .withMessage("texts[1]");
        assertThatNullPointerException().isThrownBy(() -> classifier.classify("a", null)).withMessage("textPair");
        assertThatNullPointerException().isThrownBy(() -> classifier.classifyAsync((String) null)).withMessage("text");
        assertThatNullPointerException().isThrownBy(() -> classifier.classifyAsync("a", null)).withMessage("executor");
        assertThatNullPointerException().isThrownBy(() -> classifier.with(null)).withMessage("options");
        assertThatNullPointerException().isThrownBy(() -> TextClassifier.load(null)).withMessage("model");
        assertThatNullPointerException().isThrownBy(() -> reranker.rank(null, List.of("a"))).withMessage("query");
        assertThatNullPointerException().isThrownBy(() -> reranker.rank("a", Arrays.asList("a", null))).withMessage("documents[1]");
        assertThatNullPointerException().isThrownBy(() -> zeroShot.classify("a", Arrays.asList("x", null))).withMessage("labels[1]");
        assertThatNullPointerException().isThrownBy(() -> zeroShot.classify("a", List.of("x"), null)).withMessage("how");
        assertThatNullPointerException().isThrownBy(() -> zeroShot.classifyAsync("a", List.of("x"), null)).withMessage("how");
        assertThatNullPointerException().isThrownBy(() -> embedder.embed("a", null)).withMessage("promptName");
        assertThatNullPointerException().isThrownBy(() -> Device.parse(null)).withMessage("text");
        assertThatNullPointerException().isThrownBy(() -> embedder.similarity("a", null)).withMessage("b");
        assertThatNullPointerException().isThrownBy(() -> TextOptions.builder().truncationSide(null)).withMessage("side");
    }

    @Test
    void nullsInListsForLater_areNamedAtOnce() {
        List<String> texts = Arrays.asList("a", null);
        assertThatNullPointerException().isThrownBy(() -> classifier.classifyAsync((List<String>) null)).withMessage("texts");
        assertThatNullPointerException().isThrownBy(() -> classifier.classifyAsync(texts)).withMessage("texts[1]");
        assertThatNullPointerException().isThrownBy(() -> embedder.embedAsync(texts)).withMessage("texts[1]");
        assertThatNullPointerException().isThrownBy(() -> reranker.rankAsync("a", texts)).withMessage("documents[1]");
        assertThatNullPointerException().isThrownBy(() -> zeroShot.classifyAsync(texts, List.of("x"), ZeroShotOptions.defaults()))
                .withMessage("texts[1]");
    }

    @Test
    void evaluation_ofAnotherClassifiersAnswer() {
        var collector = io.glossa.evaluation.ClassificationEvaluation.collector(List.of("a", "b"), false);
        Classification answer = classifier.classify("a");
        assertThatThrownBy(() -> collector.add(java.util.Set.of("a"), answer)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("answer");
    }

    @Test
    void emptyLists_giveEmptyLists() {
        assertThat(classifier.classify(List.<String>of())).isEmpty();
        assertThat(classifier.classifyPairs(List.<TextPair>of())).isEmpty();
        assertThat(classifier.classify(Stream.<String>empty())).isEmpty();
        assertThat(reranker.rank("a", List.of())).isEmpty();
        assertThat(embedder.embed(List.<String>of())).isEmpty();
        assertThat(zeroShot.classify(List.of(), List.of("a"), ZeroShotOptions.defaults())).isEmpty();
    }

    @Test
    void strangeTexts_areAccepted() {
        for (String text : List.of("", " ", "\0", "a\0b", "\ufffd", "\uffff", "\ud83d\ude00", "e\u0301", "\u202e", "x".repeat(100_000))) {
            assertThat(classifier.classify(text).scores()).hasSize(2);
        }
    }

    @Test
    void loneSurrogates_areRefusedWithTheirPlace() {
        assertThatThrownBy(() -> classifier.classify("ab\ud800")).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("text: ").hasMessageContaining("index 2");
        List<String> texts = new java.util.ArrayList<>(Collections.nCopies(5000, "a"));
        texts.set(4321, "\udc00");
        texts.set(4999, "\udc00");
        assertThatThrownBy(() -> classifier.classify(texts)).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("texts[4321]: text: ").hasCauseInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> classifier.classify(texts.stream()).toList()).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("texts[4321]: ");
        assertThatThrownBy(() -> classifier.classifyAsync(texts).join()).cause().isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("texts[4321]: ");
        assertThatThrownBy(() -> reranker.score("a", List.of("b", "\udc00"))).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("documents[1]: ");
        assertThatThrownBy(() -> reranker.score("\udc00", List.of("b"))).hasMessageStartingWith("query: ");
        assertThatThrownBy(() -> zeroShot.classify(List.of("a", "\udc00"), List.of("x", "y", "z"), ZeroShotOptions.defaults()))
                .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("texts[1]: ");
        assertThatThrownBy(() -> zeroShot.classify("a", List.of("x", "\udc00"))).hasMessageStartingWith("labels[1]: ");
        assertThatThrownBy(() -> ZeroShotOptions.defaults().withTemplate("{}\udc00")).hasMessageStartingWith("template: ");
    }

    @Test
    void zeroShot_labelsAndTemplates() {
        assertThatThrownBy(() -> zeroShot.classify("a", List.of())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> zeroShot.classify("a", List.of("x", " "))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> zeroShot.classify("a", List.of("x", "x"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ZeroShotOptions.defaults().withTemplate("no place")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("{}");
    }

    @Test
    void prompt_unknown() {
        assertThatThrownBy(() -> embedder.embed("a", "nonsense")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("query").hasMessageContaining("document");
    }

    @Test
    void threshold_forAnUnknownLabel() {
        TextClassifier.Builder builder = TextClassifier.builder(Fixtures.model("bert-uncased-sst2")).threshold("POSITVE", 0.5);
        assertThatThrownBy(builder::build).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("POSITVE").hasMessageContaining("POSITIVE");
        assertThatThrownBy(() -> builder.threshold("POSITIVE", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void polarity_forUnknownLabels() {
        assertThatThrownBy(() -> SentimentAnalyzer.load(Fixtures.model("mpnet-topics"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("Sci/Tech").hasMessageContaining("polarity");
        assertThatThrownBy(() -> SentimentAnalyzer.builder("x").polarity("a", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SentimentAnalyzer.builder("x").polarity("a", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        try (SentimentAnalyzer topics = SentimentAnalyzer.builder(Fixtures.model("electra-subj"))
                .polarity("objective", 0).polarity("subjective", -1).build()) {
            assertThat(topics.classify("a").score()).isBetween(-1f, 0f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:x", "cuda:99999", "cpu "})
    void device_unknown(String text) {
        assertThatThrownBy(() -> Device.parse(text)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + text + "'").hasMessageContaining("cuda:n");
    }

    @Test
    void device_known() {
        assertThat(Device.parse("CUDA:3")).isEqualTo(Device.cuda(3)).hasToString("cuda:3");
        assertThat(Device.parse("cuda")).isEqualTo(Device.cuda(0));
        assertThat(Device.parse("Auto")).isEqualTo(Device.auto());
        assertThat(Device.parse("cpu")).isEqualTo(Device.cpu()).hasToString("cpu");
        assertThatThrownBy(() -> Device.cuda(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cuda_onTheCpuBuild() {
        assertThatThrownBy(() -> TextClassifier.builder(Fixtures.model("bert-uncased-sst2")).device(Device.cuda(0)).build())
                .isInstanceOf(EngineException.class).hasMessageContaining("onnxruntime_gpu");
        try (TextClassifier auto = TextClassifier.builder(Fixtures.model("bert-uncased-sst2")).device(Device.auto()).build()) {
            assertThat(auto.model().device()).isEqualTo("cpu");
        }
    }

    @Test
    void builder_badNumbers() {
        TextClassifier.Builder builder = TextClassifier.builder("x");
        assertThatThrownBy(() -> builder.threads(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("threads");
        assertThatThrownBy(() -> builder.batchTokens(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxLength(-3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-3");
    }

    @Test
    void model_thatIsNotThere() {
        assertThatThrownBy(() -> TextClassifier.load("no-such-model")).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("io.github.glossa-nlp:glossa-model-no-such-model");
        assertThatThrownBy(() -> TextClassifier.load("./no/such/folder")).isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("no/such/folder");
    }

    @Test
    void search_acrossModels() {
        try (TextEmbedder other = TextEmbedder.load("base-en")) {
            Embedding foreign = other.embed("a");
            assertThatThrownBy(() -> embedder.embed("a").cosine(foreign)).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("same model");
            assertThatThrownBy(() -> TextEmbedder.search(foreign, List.of(embedder.embed("a")), 1))
                    .isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> TextEmbedder.search(foreign, List.of(), -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatCode(() -> TextEmbedder.search(foreign, List.of(), 3)).doesNotThrowAnyException();
        }
    }
}
