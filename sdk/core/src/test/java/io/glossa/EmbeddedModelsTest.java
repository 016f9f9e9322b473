package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models on the class path, whichever they are, do what their manifests say. */
class EmbeddedModelsTest {
    @Test
    void everyModel_servesItsTask() {
        List<ModelSummary> models = ModelStore.defaults().embedded();
        assertThat(models).extracting(ModelSummary::name).contains(TextEmbedder.DEFAULT_MODEL);
        for (ModelSummary model : models) {
            if (model.name().startsWith("sentiment")) {
                try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(model.name())) {
                    List<Sentiment> found = analyzer.classify(List.of("I loved every minute of it.", "A dull, sad waste of time."));
                    assertThat(found.get(0).polarity()).isEqualTo(Polarity.POSITIVE);
                    assertThat(found.get(0).score()).isPositive();
                    assertThat(found.get(1).polarity()).isEqualTo(Polarity.NEGATIVE);
                    assertThat(found.get(1).score()).isNegative();
                    assertThat(analyzer.classify("A dull, sad waste of time.").score()).isCloseTo(found.get(1).score(),
                            org.assertj.core.api.Assertions.within(1e-5f));
                }
            } else {
                try (RawModel raw = RawModel.load(model.name())) {
                    assertThat(raw.forward(io.glossa.tokenizer.TextPair.of("a text")).rows()).isPositive();
                }
            }
        }
    }

    @Test
    void baseEn_putsLikeTextsTogether() {
        try (TextEmbedder embedder = TextEmbedder.load(); ZeroShotClassifier zeroShot = ZeroShotClassifier.load()) {
            assertThat(embedder.embed("a").dimension()).isEqualTo(384);
            assertThat(embedder.similarity("A cat sits on the mat.", "A kitten rests on a rug."))
                    .isGreaterThan(embedder.similarity("A cat sits on the mat.", "Shares fell sharply in Tokyo."));
            assertThat(zeroShot.classify("The striker scored twice in the final.", List.of("politics", "football", "cooking"))
                    .best().label()).isEqualTo("football");
        }
    }
}
