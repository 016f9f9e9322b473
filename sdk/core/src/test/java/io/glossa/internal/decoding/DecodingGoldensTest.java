package io.glossa.internal.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids and scores of transformers, case by case. */
final class DecodingGoldensTest {
    private static final List<DecodingGoldens> CASES = DecodingGoldens.all();

    @Test
    void searches_giveTheIdsAndScoresOfTransformers() {
        int compared = 0;
        double largest = 0;
        for (DecodingGoldens golden : CASES.stream().filter(golden -> !golden.sampled()).toList()) {
            List<List<Hypothesis>> found = golden.generate();
            for (int text = 0; text < found.size(); text++) {
                JsonNode ids = golden.json().get("outputs").get(text);
                JsonNode scores = golden.json().get("scores").get(text);
                assertThat(found.get(text)).as("case " + golden.number()).hasSize(ids.size());
                for (int i = 0; i < ids.size(); i++) {
                    Hypothesis hypothesis = found.get(text).get(i);
                    String where = "case " + golden.number() + ", text " + text + ", sequence " + i + ": " + golden.json();
                    assertThat(hypothesis.ids()).as(where).isEqualTo(DecodingGoldens.ints(ids.get(i)));
                    if (scores.get(i).isNull()) {
                        assertThat(Float.isFinite(hypothesis.score())).as(where).isFalse();
                    } else {
                        double score = scores.get(i).asDouble();
                        assertThat((double) hypothesis.score()).as(where).isCloseTo(score, within(1e-5 * Math.max(1, Math.abs(score))));
                        largest = Math.max(largest, Math.abs(hypothesis.score() - score) / Math.max(1, Math.abs(score)));
                    }
                    compared++;
                }
            }
        }

        assertThat(compared).isGreaterThan(1500);
    }

    @Test
    void sampler_keepsTheTokensAndProbabilitiesOfTransformers() {
        int compared = 0;
        for (DecodingGoldens golden : CASES.stream().filter(DecodingGoldens::sampled).toList()) {
            int[] source = golden.requests().get(0).source();
            int[] ids = DecodingGoldens.ints(golden.json().get("outputs").get(0).get(0));
            Task task = Task.of(golden.requests().get(0), golden.config());
            int vocabulary = golden.model().vocabulary();
            Sampler sampler = new Sampler(golden.config(), vocabulary);
            for (int step = 0; step < golden.json().get("kept").size(); step++) {
                int[] prefix = Arrays.copyOf(ids, step + 1);
                ScoreRow row = new ScoreRow(vocabulary).at(golden.model().logits(source, prefix), 0, prefix, task, true);
                ScoreRules.of(golden.config(), vocabulary).forEach(rule -> rule.apply(row));
                sampler.read(row);
                JsonNode kept = golden.json().get("kept").get(step);
                for (int token = 0; token < vocabulary; token++) {
                    JsonNode expected = kept.get(String.valueOf(token));
                    String where = "case " + golden.number() + ", step " + step + ", token " + token;
                    if (expected == null) {
                        assertThat(sampler.logProbability(token)).as(where).isEqualTo(Float.NEGATIVE_INFINITY);
                    } else {
                        assertThat((double) sampler.logProbability(token)).as(where).isCloseTo(expected.asDouble(), within(1e-5));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }
}
