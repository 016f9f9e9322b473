package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.testing.Fixtures;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Token labels that are set by hand, on the letters of a text, one token each or joined with {@code ##}. */
class EntityAggregatorTest {
    private static final List<String> LABELS = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = Tokenizer.load(Fixtures.folder("bert-ner"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static List<Entity> entities(String text, EntityAggregation aggregation, Object... labelsAndScores) {
        EntityAggregator aggregator = new EntityAggregator(LABELS, Optional.of("##"), OptionalInt.empty());
        Encoding encoding = tokenizer.encode(text);
        assertThat(encoding.length()).as("%s", encoding.tokens()).isEqualTo(labelsAndScores.length / 2 + 2);
        return aggregator.entities(text, List.of(encoding), List.of(logits(labelsAndScores)),
                EntityOptions.defaults().withAggregation(aggregation));
    }

    /** Logits whose softmax gives the label its score and the others equal shares of the rest. */
    private static float[] logits(Object... labelsAndScores) {
        int tokens = labelsAndScores.length / 2 + 2;
        float[] logits = new float[tokens * LABELS.size()];
        for (int t = 1; t < tokens - 1; t++) {
            double score = (double) labelsAndScores[2 * t - 1];
            for (int l = 0; l < LABELS.size(); l++) {
                boolean mine = LABELS.get(l).equals(labelsAndScores[2 * t - 2]);
                logits[t * LABELS.size() + l] = (float) Math.log(mine ? score : (1 - score) / (LABELS.size() - 1));
            }
        }
        return logits;
    }

    @Test
    void none_everyTokenWithItsFullLabel() {
        assertThat(entities("a b c", EntityAggregation.NONE, "B-PER", 0.9, "O", 0.9, "I-LOC", 0.6))
                .extracting(Entity::label, Entity::start, Entity::end, Entity::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("B-PER", 0, 1, "a"),
                        org.assertj.core.groups.Tuple.tuple("I-LOC", 4, 5, "c"));
    }

    @Test
    void simple_joinsNeighboursOfAKind() {
        List<Entity> found = entities("a b c", EntityAggregation.SIMPLE, "B-PER", 0.9, "I-PER", 0.7, "I-LOC", 0.6);
        assertThat(found).extracting(Entity::label).containsExactly("PER", "LOC");
        assertThat(found.get(0).score()).isCloseTo(0.8f, within(1e-5f));
        assertThat(found.get(0).text()).isEqualTo("a b");
    }

    @Test
    void simple_aBeginningBegins() {
        assertThat(entities("a b c", EntityAggregation.SIMPLE, "B-PER", 0.9, "B-PER", 0.9, "I-PER", 0.9))
                .extracting(Entity::text).containsExactly("a", "b c");
    }

    @Test
    void simple_anIgnoredTokenSeparates() {
        assertThat(entities("a b c", EntityAggregation.SIMPLE, "I-PER", 0.9, "O", 0.9, "I-PER", 0.9))
                .extracting(Entity::text).containsExactly("a", "c");
    }

    @Test
    void words_takeOneLabel() {
        // "xq" is not in the vocabulary and comes as x, ##q.
        assertThat(tokenizer.encode("xq").tokens()).containsExactly("[CLS]", "x", "##q", "[SEP]");
        Object[] labels = {"B-PER", 0.5, "I-LOC", 0.9};
        assertThat(entities("xq", EntityAggregation.SIMPLE, labels)).extracting(Entity::label).containsExactly("PER", "LOC");
        assertThat(entities("xq", EntityAggregation.FIRST, labels)).singleElement()
                .satisfies(entity -> assertThat(entity.label()).isEqualTo("PER"))
                .satisfies(entity -> assertThat(entity.score()).isCloseTo(0.5f, within(1e-5f)))
                .satisfies(entity -> assertThat(entity.text()).isEqualTo("xq"));
        assertThat(entities("xq", EntityAggregation.MAX, labels)).singleElement()
                .satisfies(entity -> assertThat(entity.label()).isEqualTo("LOC"))
                .satisfies(entity -> assertThat(entity.score()).isCloseTo(0.9f, within(1e-5f)));
        assertThat(entities("xq", EntityAggregation.AVERAGE, labels)).singleElement()
                .satisfies(entity -> assertThat(entity.label()).isEqualTo("LOC"))
                .satisfies(entity -> assertThat(entity.score()).isCloseTo((0.9f + 0.125f) / 2, within(1e-5f)));
    }

    @Test
    void windows_keepTheLongerOfOverlapping() {
        EntityAggregator aggregator = new EntityAggregator(LABELS, Optional.of("##"), OptionalInt.empty());
        String text = "a b c";
        Encoding encoding = tokenizer.encode(text);
        List<Entity> found = aggregator.entities(text, List.of(encoding, encoding),
                List.of(logits("B-PER", 0.9, "I-PER", 0.9, "O", 0.9), logits("O", 0.9, "B-LOC", 0.99, "O", 0.9)),
                EntityOptions.defaults());
        assertThat(found).singleElement().satisfies(entity -> assertThat(entity.text()).isEqualTo("a b"));
        found = aggregator.entities(text, List.of(encoding, encoding),
                List.of(logits("B-PER", 0.8, "O", 0.9, "O", 0.9), logits("B-LOC", 0.9, "O", 0.9, "O", 0.9)), EntityOptions.defaults());
        assertThat(found).singleElement().satisfies(entity -> assertThat(entity.label()).isEqualTo("LOC"));
    }

    @Test
    void string_isWithoutTheText() {
        Entity entity = entities("a b c", EntityAggregation.SIMPLE, "B-PER", 0.9, "O", 0.9, "O", 0.9).get(0);
        assertThat(entity.toString()).contains("PER").doesNotContain("text");
    }
}
