package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scores, signatures and lines of sacreBLEU 2.6.0; src/test/tools/make_translation_goldens.py wrote them. */
final class TranslationGoldensTest {
    private static final Map<String, BleuTokenizer> TOKENIZERS = Map.of("13a", BleuTokenizer.WMT_13A, "intl", BleuTokenizer.INTERNATIONAL,
            "zh", BleuTokenizer.CHINESE, "none", BleuTokenizer.NONE, "char", BleuTokenizer.CHARACTERS);
    private static final Map<String, BleuSmoothing> SMOOTHING = Map.of("floor", BleuSmoothing.FLOOR, "add-k", BleuSmoothing.ADD_K,
            "none", BleuSmoothing.NONE);

    /** Scores to six decimals: tighter than the four that sacreBLEU is compared with. */
    private static final double EQUAL = 1e-6;

    private static List<JsonNode> corpora() throws IOException {
        List<JsonNode> corpora = new ArrayList<>();
        try (InputStream in = TranslationGoldensTest.class.getResourceAsStream("/evaluation/translations.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                corpora.add(new ObjectMapper().readTree(line));
            }
        }
        assertThat(corpora).hasSizeGreaterThan(35);
        return corpora;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<List<String>> references(JsonNode corpus) {
        List<List<String>> references = new ArrayList<>();
        corpus.get("references").forEach(list -> references.add(texts(list)));
        return references;
    }

    private static Bleu bleu(JsonNode settings) {
        Bleu.Builder builder = Bleu.builder().tokenizer(TOKENIZERS.get(settings.get("tokenize").asText()))
                .lowercase(settings.path("lowercase").asBoolean()).effectiveOrder(settings.path("effective_order").asBoolean());
        if (settings.has("smooth_method")) {
            BleuSmoothing smoothing = SMOOTHING.get(settings.get("smooth_method").asText());
            if (settings.get("smooth_value").isNull()) {
                builder.smoothing(smoothing);
            } else {
                builder.smoothing(smoothing, settings.get("smooth_value").asDouble());
            }
        }
        return builder.build();
    }

    private static Chrf chrf(JsonNode settings) {
        return Chrf.builder().characterOrder(settings.path("char_order").asInt(6)).wordOrder(settings.path("word_order").asInt())
                .beta(settings.path("beta").asInt(2)).lowercase(settings.path("lowercase").asBoolean())
                .whitespace(settings.path("whitespace").asBoolean()).epsilonSmoothing(settings.path("eps_smoothing").asBoolean()).build();
    }

    @Test
    void bleu_isThatOfSacreBleu() throws IOException {
        for (JsonNode corpus : corpora()) {
            List<String> hypotheses = texts(corpus.get("hypotheses"));
            List<List<String>> references = references(corpus);
            for (JsonNode golden : corpus.get("bleu")) {
                String where = corpus.get("name").asText() + " " + golden.get("settings");
                Bleu bleu = bleu(golden.get("settings"));
                BleuScore score = bleu.corpus(hypotheses, references);
                assertThat(score.score()).as(where).isCloseTo(golden.get("score").asDouble(), within(EQUAL));
                for (int n = 0; n < 4; n++) {
                    assertThat(score.precisions().get(n)).as(where).isCloseTo(golden.get("precisions").get(n).asDouble(), within(EQUAL));
                }
                assertThat(score.brevityPenalty()).as(where).isCloseTo(golden.get("bp").asDouble(), within(EQUAL));
                assertThat(List.of(score.hypothesisLength(), score.referenceLength())).as(where)
                        .containsExactly(golden.get("lengths").get(0).asLong(), golden.get("lengths").get(1).asLong());
                assertThat(score.signature()).as(where).isEqualTo(golden.get("signature").asText());
                assertThat(score).as(where).hasToString(golden.get("line").asText());
                for (int i = 0; i < golden.get("sentences").size(); i++) {
                    BleuScore sentence = bleu.sentence(hypotheses.get(i), references.get(i));
                    assertThat(sentence.score()).as(where + " " + i).isCloseTo(golden.get("sentences").get(i).asDouble(), within(EQUAL));
                    assertThat(sentence.signature()).contains("|eff:yes|");
                }
            }
        }
    }

    @Test
    void chrf_isThatOfSacreBleu() throws IOException {
        for (JsonNode corpus : corpora()) {
            List<String> hypotheses = texts(corpus.get("hypotheses"));
            List<List<String>> references = references(corpus);
            for (JsonNode golden : corpus.get("chrf")) {
                String where = corpus.get("name").asText() + " " + golden.get("settings");
                Chrf chrf = chrf(golden.get("settings"));
                ChrfScore score = chrf.corpus(hypotheses, references);
                assertThat(score.score()).as(where).isCloseTo(golden.get("score").asDouble(), within(EQUAL));
                assertThat(score.signature()).as(where).isEqualTo(golden.get("signature").asText());
                assertThat(score).as(where).hasToString(golden.get("line").asText());
                for (int i = 0; i < golden.get("sentences").size(); i++) {
                    assertThat(chrf.sentence(hypotheses.get(i), references.get(i)).score()).as(where + " " + i)
                            .isCloseTo(golden.get("sentences").get(i).asDouble(), within(EQUAL));
                }
            }
        }
    }
}
