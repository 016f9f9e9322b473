package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.testing.Fixtures;
import io.glossa.text.TextCleaner;
import io.glossa.tokenizer.TextPair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cleaner in a task gives what cleaning before it gives, and entities where they stand in the given text. */
class CleaningTest {
    private static final String MESSY = "<p>Anna &amp; Bob\u200B love&nbsp;Berlin</p>";
    private static final String CLEAN = "Anna & Bob love Berlin";
    private static final TextCleaner WEB = TextCleaner.web();

    @Test
    void sequenceTasks_readTheCleanedText() {
        try (TextClassifier with = TextClassifier.builder(Fixtures.model("roberta-nli")).cleaner(WEB).build();
                TextClassifier without = TextClassifier.load(Fixtures.model("roberta-nli"))) {
            assertThat(with.classify(MESSY).logits()).isEqualTo(without.classify(CLEAN).logits());
            assertThat(with.classify(CLEAN, MESSY).logits()).isEqualTo(without.classify(CLEAN, CLEAN).logits());
            assertThat(with.classify("x", "<br>").logits()).as("an empty second text is none").isEqualTo(without.classify("x").logits());
            assertThat(without.classify(MESSY).logits()).isNotEqualTo(without.classify(CLEAN).logits());
            assertThat(with.classify("a\uD800").logits()).isEqualTo(without.classify("a\uFFFD").logits());
            assertThatThrownBy(() -> without.classify("a\uD800")).isInstanceOf(InvalidInputException.class);
        }
        try (Reranker with = Reranker.builder(Fixtures.model("bert-reranker")).cleaner(WEB).build();
                Reranker without = Reranker.load(Fixtures.model("bert-reranker"))) {
            assertThat(with.score(MESSY, "<b>who</b>").logit()).isEqualTo(without.score(CLEAN, "who").logit());
        }
        try (RawModel with = RawModel.builder(Fixtures.model("roberta-nli")).cleaner(WEB).build();
                RawModel without = RawModel.load(Fixtures.model("roberta-nli"))) {
            assertThat(with.forward(new TextPair(MESSY, MESSY)).row(0))
                    .isEqualTo(without.forward(new TextPair(CLEAN, CLEAN)).row(0));
        }
    }

    @Test
    void embeddings_readTheCleanedText() {
        try (TextEmbedder with = TextEmbedder.builder("base-en").cleaner(WEB).build();
                TextEmbedder without = TextEmbedder.load()) {
            assertThat(with.embed(MESSY).vector()).isEqualTo(without.embed(CLEAN).vector());
        }
        try (ZeroShotClassifier with = ZeroShotClassifier.builder("base-en").cleaner(WEB).build();
                ZeroShotClassifier without = ZeroShotClassifier.load()) {
            assertThat(with.classify(MESSY, List.of("love", "<b>hate</b>")).logits())
                    .as("labels are not cleaned").isEqualTo(without.classify(CLEAN, List.of("love", "<b>hate</b>")).logits());
        }
    }

    @Test
    void sentiment_takesTheCleaner() {
        try (SentimentAnalyzer with = SentimentAnalyzer.builder("sentiment-en").cleaner(TextCleaner.socialMedia()).build();
                SentimentAnalyzer without = SentimentAnalyzer.load("sentiment-en")) {
            assertThat(with.classify("@tom this is sooooo good!!!! https://t.co/x").score())
                    .isEqualTo(without.classify("@user this is sooo good! http").score());
        }
    }

    @Test
    void entities_standWhereTheyStoodInTheGivenText() {
        EntityOptions all = EntityOptions.defaults().withAggregation(EntityAggregation.NONE).withIgnoreLabels(Set.of());
        for (LengthPolicy length : List.of(LengthPolicy.truncate(), LengthPolicy.window(0))) {
            try (TokenClassifier with = TokenClassifier.builder(Fixtures.model("bert-ner")).cleaner(WEB).maxLength(8)
                            .length(length).build();
                    TokenClassifier without = TokenClassifier.builder(Fixtures.model("bert-ner")).maxLength(8).length(length).build()) {
                Entities messy = with.recognize(MESSY, all);
                Entities clean = without.recognize(CLEAN, all);
                assertThat(messy.usage()).isEqualTo(clean.usage());
                assertThat(messy.list()).hasSameSizeAs(clean.list()).isNotEmpty();
                for (int i = 0; i < clean.list().size(); i++) {
                    Entity found = messy.list().get(i);
                    Entity expected = clean.list().get(i);
                    assertThat(found.label()).isEqualTo(expected.label());
                    assertThat(found.score()).isEqualTo(expected.score());
                    assertThat(found.text()).isEqualTo(MESSY.substring(found.start(), found.end()));
                    assertThat(WEB.clean(MESSY).toCleaned(found.start(), found.end()).start()).isEqualTo(expected.start());
                    assertThat(found.text().replace("&amp;", "&")).isEqualTo(expected.text());
                }
            }
        }
    }
}
