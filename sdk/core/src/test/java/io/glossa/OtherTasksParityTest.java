package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.testing.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zero-shot, entities, embeddings and reranking against what {@code transformers} and sentence-transformers computed. */
class OtherTasksParityTest {
    private static final double CLOSE = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"roberta-nli", "deberta-v2-nli", "deberta-v2-nli-2way"})
    void zeroShot_oneAndManyLabels(String fixture) {
        try (ZeroShotClassifier classifier = ZeroShotClassifier.load(Fixtures.model(fixture))) {
            for (JsonNode record : Fixtures.records(fixture, "zero_shot")) {
                JsonNode given = record.path("candidate_labels");
                List<String> labels = given.isTextual() ? Arrays.asList(given.textValue().split(", *")) : strings(given);
                ZeroShotOptions how = ZeroShotOptions.defaults()
                        .withTemplate(record.path("hypothesis_template").textValue())
                        .withMultiLabel(record.path("multi_label").booleanValue());
                Classification found = classifier.classify(record.path("text").textValue(), labels, how);
                JsonNode expected = record.path("result");
                for (int i = 0; i < labels.size(); i++) {
                    assertThat((double) found.score(expected.path("labels").path(i).textValue()))
                            .as("record %s", record.path("id"))
                            .isCloseTo(expected.path("scores").path(i).doubleValue(), within(CLOSE));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-ner", "xlm-roberta-ner"})
    void recognize_everyAggregation(String fixture) {
        Set<EntityAggregation> seen = new HashSet<>();
        try (TokenClassifier classifier = TokenClassifier.load(Fixtures.model(fixture))) {
            for (JsonNode record : Fixtures.records(fixture, "pipeline")) {
                JsonNode options = record.path("options");
                EntityAggregation aggregation = EntityAggregation.valueOf(
                        options.path("aggregation_strategy").textValue().toUpperCase(Locale.ROOT));
                seen.add(aggregation);
                EntityOptions how = EntityOptions.defaults().withAggregation(aggregation);
                if (options.has("ignore_labels")) {
                    how = how.withIgnoreLabels(Set.copyOf(strings(options.path("ignore_labels"))));
                }
                TokenClassifier view = options.has("stride")
                        ? classifier.with(TextOptions.builder().length(LengthPolicy.window(options.path("stride").intValue())).build())
                        : classifier;
                String text = record.path("text").textValue();
                List<Entity> found = view.recognize(text, how).list();
                JsonNode expected = record.path("result");
                assertThat(found).as("record %s", record.path("id")).hasSize(expected.size());
                for (int i = 0; i < found.size(); i++) {
                    Entity entity = found.get(i);
                    JsonNode wanted = expected.path(i);
                    assertThat(entity.label()).as("record %s", record.path("id"))
                            .isEqualTo(wanted.path(wanted.has("entity") ? "entity" : "entity_group").textValue());
                    assertThat((double) entity.score()).isCloseTo(wanted.path("score").doubleValue(), within(CLOSE));
                    assertThat(entity.start()).isEqualTo(wanted.path("start_utf16").intValue());
                    assertThat(entity.end()).isEqualTo(wanted.path("end_utf16").intValue());
                    assertThat(entity.text()).isEqualTo(text.substring(entity.start(), entity.end()));
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(EntityAggregation.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-embed-mean", "bert-embed-cls", "mpnet-embed-max", "xlm-roberta-embed-mean"})
    void embed_withAndWithoutPrompts(String fixture) {
        try (TextEmbedder embedder = TextEmbedder.load(Fixtures.model(fixture))) {
            for (JsonNode record : Fixtures.records(fixture, "embedding")) {
                String text = record.path("text").textValue();
                Embedding found = record.path("prompt_name").isTextual()
                        ? embedder.embed(text, record.path("prompt_name").textValue())
                        : embedder.embed(text);
                float[] vector = found.vector();
                assertThat(vector).hasSize(record.path("embedding").size());
                for (int i = 0; i < vector.length; i++) {
                    assertThat((double) vector[i]).as("record %s", record.path("id"))
                            .isCloseTo(record.path("embedding").path(i).doubleValue(), within(CLOSE));
                }
            }
            for (JsonNode record : Fixtures.records(fixture, "similarity")) {
                List<Embedding> a = embedder.embed(strings(record.path("texts_a")));
                List<Embedding> b = embedder.embed(strings(record.path("texts_b")));
                for (int i = 0; i < a.size(); i++) {
                    for (int j = 0; j < b.size(); j++) {
                        assertThat(a.get(i).cosine(b.get(j)))
                                .isCloseTo(record.path("result").path(i).path(j).doubleValue(), within(CLOSE));
                    }
                }
            }
            for (JsonNode record : Fixtures.records(fixture, "semantic_search")) {
                List<Embedding> documents = embedder.embed(strings(record.path("docs")));
                Embedding query = embedder.embed(record.path("query").textValue());
                JsonNode hits = record.path("result");
                List<SearchHit> found = TextEmbedder.search(query, documents, hits.size());
                for (int i = 0; i < hits.size(); i++) {
                    assertThat(found.get(i).score()).isCloseTo(hits.path(i).path("score").doubleValue(), within(CLOSE));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-reranker", "xlm-roberta-reranker"})
    void rerank_scoresAndOrder(String fixture) {
        try (Reranker reranker = Reranker.load(Fixtures.model(fixture))) {
            for (JsonNode record : Fixtures.records(fixture, "rerank")) {
                List<String> documents = strings(record.path("docs"));
                List<RankedDocument> scored = reranker.score(record.path("query").textValue(), documents);
                for (int i = 0; i < documents.size(); i++) {
                    assertThat((double) scored.get(i).logit()).isCloseTo(record.path("logits").path(i).doubleValue(), within(CLOSE));
                    assertThat((double) scored.get(i).score()).isCloseTo(record.path("scores").path(i).doubleValue(), within(CLOSE));
                }
                List<RankedDocument> ranked = reranker.rank(record.path("query").textValue(), documents);
                assertThat(ranked).extracting(RankedDocument::score).isSortedAccordingTo((x, y) -> Float.compare(y, x));
                assertThat(ranked).containsExactlyInAnyOrderElementsOf(scored);
            }
        }
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.textValue()));
        return strings;
    }
}
