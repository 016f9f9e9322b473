package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.models.Precision;
import io.glossa.testing.Fixtures;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequence classification against what {@code transformers} computed for the same files. */
class TaskParityTest {
    private static final double CLOSE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "roberta-sentiment", "deberta-v2-nli", "modernbert-topics", "mpnet-topics",
        "albert-sst2", "electra-subj", "xlm-roberta-sentiment", "distilbert-sst2", "bert-zh-sentiment", "bert-cased-stars",
        "bert-multilabel", "bert-regression"})
    void classify_singleMultiLabelRegression(String fixture) {
        try (TextClassifier classifier = TextClassifier.builder(Fixtures.model(fixture)).precision(Precision.FP32).build()) {
            for (JsonNode record : Fixtures.records(fixture, "pipeline")) {
                Classification found = classifier.classify(pair(record));
                if (record.path("options").has("function_to_apply")) {
                    String name = record.path("options").path("function_to_apply").textValue();
                    found = found.withActivation(Activation.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
                }
                assertSame(record.path("result"), found, record);
            }
            for (JsonNode record : Fixtures.records(fixture, "pipeline_batch")) {
                List<String> texts = new ArrayList<>();
                record.path("texts").forEach(text -> texts.add(text.textValue()));
                List<Classification> found = classifier.classify(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertSame(record.path("result").path(i), found.get(i), record);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roberta-nli", "bert-uncased-sst2", "bert-reranker", "xlm-roberta-reranker"})
    void forward_textsAndPairs(String fixture) {
        try (RawModel model = RawModel.builder(Fixtures.model(fixture)).precision(Precision.FP32).build()) {
            for (JsonNode record : Fixtures.records(fixture, "forward")) {
                float[] logits = model.forward(pair(record)).row(0);
                assertThat(logits).as("record %s", record.path("id")).hasSize(record.path("logits").size());
                for (int i = 0; i < logits.length; i++) {
                    assertThat((double) logits[i]).as("record %s", record.path("id"))
                            .isCloseTo(record.path("logits").path(i).doubleValue(), within(CLOSE));
                }
            }
        }
    }

    @Test
    void sentiment_ofStarsIsTheExpectation() {
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(Fixtures.model("bert-cased-stars"))) {
            int compared = 0;
            for (JsonNode record : Fixtures.records("bert-cased-stars", "pipeline")) {
                if (record.has("text_pair") || record.path("result").size() != 5
                        || record.path("options").has("function_to_apply")) {
                    continue;
                }
                double expectation = 0;
                double negative = 0;
                for (JsonNode label : record.path("result")) {
                    int stars = label.path("label").textValue().charAt(0) - '0';
                    expectation += (stars - 3) / 2.0 * label.path("score").doubleValue();
                    negative += stars < 3 ? label.path("score").doubleValue() : 0;
                }
                Sentiment found = analyzer.classify(record.path("text").textValue());
                assertThat((double) found.score()).isCloseTo(expectation, within(CLOSE));
                if (found.polarity() == Polarity.NEGATIVE) {
                    assertThat((double) found.confidence()).isCloseTo(negative, within(CLOSE));
                }
                compared++;
            }
            assertThat(compared).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-zh-sentiment", "roberta-sentiment", "albert-sst2", "bert-uncased-sst2"})
    void sentiment_readsTheLabelsOfTheModel(String fixture) {
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(Fixtures.model(fixture))) {
            for (String text : Fixtures.texts(fixture)) {
                Sentiment found = analyzer.classify(text);
                List<String> labels = found.classification().labels();
                float positive = found.classification().score(labels.get(labels.size() - 1));
                float negative = found.classification().score(labels.get(0));
                assertThat(found.score()).isCloseTo(positive - negative, within(1e-6f));
                assertThat(found.confidence()).isEqualTo(found.classification().best().score());
            }
        }
    }

    private static TextPair pair(JsonNode record) {
        return TextPair.of(record.path("text").textValue(), record.path("text_pair").textValue());
    }

    private static void assertSame(JsonNode expected, Classification found, JsonNode record) {
        List<JsonNode> labels = new ArrayList<>();
        expected.forEach(labels::add);
        for (int i = 0; i < labels.size(); i++) {
            JsonNode label = labels.get(i);
            double score = label.path("score").doubleValue();
            assertThat((double) found.scores().get(i).score()).as("record %s", record.path("id")).isCloseTo(score, within(CLOSE));
            assertThat((double) found.score(label.path("label").textValue())).as("record %s", record.path("id"))
                    .isCloseTo(score, within(CLOSE));
        }
    }
}
