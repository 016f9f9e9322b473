package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.glossa.error.GlossaException;
import io.glossa.testing.Fixtures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task on every kind of model: it works, or it says in words what the model is not. */
class WrongTaskTest {
    private static final List<String> MODELS = List.of("bert-uncased-sst2", "bert-cased-stars", "bert-multilabel",
            "bert-regression", "bert-ner", "bert-embed-mean", "bert-reranker", "roberta-nli", "deberta-v2-nli-2way", "base-en");
    /** The tasks that work for a model, first letters of their names: Classifier, Sentiment, Zero-shot, Ner, Embedder, Reranker. */
    private static final Map<String, String> WORKS = Map.of("bert-uncased-sst2", "CS", "bert-cased-stars", "CS",
            "bert-multilabel", "C", "bert-regression", "CR", "bert-ner", "N", "bert-embed-mean", "EZ", "bert-reranker", "CR",
            "roberta-nli", "CZ", "deberta-v2-nli-2way", "CZ", "base-en", "EZ");

    static Stream<Arguments> pairs() {
        return MODELS.stream().flatMap(model -> tasks().keySet().stream().map(task -> Arguments.of(task, model)));
    }

    private static Map<String, Consumer<String>> tasks() {
        Map<String, Consumer<String>> tasks = new LinkedHashMap<>();
        tasks.put("Classifier", model -> {
            try (TextClassifier task = TextClassifier.load(model)) {
                task.classify("a text");
            }
        });
        tasks.put("Sentiment", model -> {
            try (SentimentAnalyzer task = SentimentAnalyzer.load(model)) {
                task.classify("a text");
            }
        });
        tasks.put("ZeroShot", model -> {
            try (ZeroShotClassifier task = ZeroShotClassifier.load(model)) {
                task.classify("a text", List.of("one", "two"));
            }
        });
        tasks.put("Ner", model -> {
            try (TokenClassifier task = TokenClassifier.load(model)) {
                task.recognize("a text");
            }
        });
        tasks.put("Embedder", model -> {
            try (TextEmbedder task = TextEmbedder.load(model)) {
                task.embed("a text");
            }
        });
        tasks.put("Reranker", model -> {
            try (Reranker task = Reranker.load(model)) {
                task.score("a query", "a text");
            }
        });
        return tasks;
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("pairs")
    void task_worksOrSaysWhyNot(String task, String model) {
        boolean works = WORKS.get(model).contains(task.substring(0, 1));
        String id = model.equals("base-en") ? model : Fixtures.model(model);
        try {
            tasks().get(task).accept(id);
            assertThat(works).as("expected %s to refuse %s", task, model).isTrue();
        } catch (GlossaException e) {
            if (works) {
                fail("expected " + task + " to work with " + model, e);
            }
            assertThat(e.getMessage()).contains("expected", "found").contains(model);
            assertThat(Set.of("ModelFormatException", "ModelNotFoundException")).contains(e.getClass().getSimpleName());
        }
    }
}
