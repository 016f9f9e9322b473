package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.Precision;
import io.glossa.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** A text's result is the same alone, in any list, in any order, with any budget, on any number of threads. */
class ResultIndependenceTest {
    /** How texts reach the model. */
    enum Way { LIST, STREAM, ASYNC_LIST, ASYNC_SINGLE, SINGLE }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void scores_fp32WithinRounding(@ForAll("architectures") String fixture, @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4096) int budget, @ForAll @IntRange(min = 1, max = 32) int threads,
            @ForAll Way way) {
        check(fixture, Precision.FP32, random, budget, threads, way, 1e-5f);
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void scores_int8ToTheBit(@ForAll("quantised") String fixture, @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4096) int budget, @ForAll @IntRange(min = 1, max = 32) int threads,
            @ForAll Way way) {
        check(fixture, Precision.INT8, random, budget, threads, way, 0);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void vectors_fp32WithinRounding(@ForAll("embedders") String fixture, @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4096) int budget, @ForAll @IntRange(min = 1, max = 32) int threads) {
        List<String> texts = shuffled(Fixtures.texts(fixture), random);
        try (TextEmbedder alone = TextEmbedder.builder(Fixtures.model(fixture)).threads(1).batchTokens(1).build();
                TextEmbedder together = TextEmbedder.builder(Fixtures.model(fixture)).threads(threads).batchTokens(budget).build()) {
            List<Embedding> many = together.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(many.get(i).vector()).containsExactly(alone.embed(texts.get(i)).vector(), within(1e-5f));
            }
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void entities_fp32WithinRounding(@ForAll("taggers") String fixture, @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4096) int budget, @ForAll @IntRange(min = 1, max = 32) int threads,
            @ForAll EntityAggregation aggregation) {
        EntityOptions how = EntityOptions.defaults().withAggregation(aggregation);
        List<String> texts = shuffled(Fixtures.texts(fixture), random);
        try (TokenClassifier alone = TokenClassifier.builder(Fixtures.model(fixture)).threads(1).batchTokens(1).build();
                TokenClassifier together =
                        TokenClassifier.builder(Fixtures.model(fixture)).threads(threads).batchTokens(budget).build()) {
            List<Entities> many = together.recognize(texts, how);
            for (int i = 0; i < texts.size(); i++) {
                List<Entity> expected = alone.recognize(texts.get(i), how).list();
                assertThat(many.get(i).list()).usingElementComparator((a, b) -> near(a, b) ? 0 : 1)
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    private static boolean near(Entity a, Entity b) {
        return a.label().equals(b.label()) && a.start() == b.start() && a.end() == b.end()
                && Math.abs(a.score() - b.score()) <= 1e-5;
    }

    @Provide
    Arbitrary<String> architectures() {
        return Arbitraries.of(Fixtures.ARCHITECTURES);
    }

    @Provide
    Arbitrary<String> quantised() {
        return Arbitraries.of("bert-uncased-sst2", "distilbert-sst2");
    }

    @Provide
    Arbitrary<String> embedders() {
        return Arbitraries.of("bert-embed-mean", "bert-embed-cls", "mpnet-embed-max", "xlm-roberta-embed-mean");
    }

    @Provide
    Arbitrary<String> taggers() {
        return Arbitraries.of("bert-ner", "xlm-roberta-ner");
    }

    private static void check(String fixture, Precision precision, Random random, int budget, int threads, Way way,
            float tolerance) {
        List<String> texts = shuffled(Fixtures.texts(fixture), random);
        try (TextClassifier alone = TextClassifier.builder(Fixtures.model(fixture)).precision(precision)
                        .threads(1).batchTokens(1).build();
                TextClassifier together = TextClassifier.builder(Fixtures.model(fixture)).precision(precision)
                        .threads(threads).batchTokens(budget).build()) {
            List<Classification> many = run(together, texts, way);
            assertThat(many).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                Classification single = alone.classify(texts.get(i));
                Classification found = many.get(i);
                assertThat(found.usage()).isEqualTo(single.usage());
                for (String label : single.labels()) {
                    assertThat(found.score(label)).as("%s, %s by %s", fixture, label, way)
                            .isCloseTo(single.score(label), within(tolerance));
                }
                if (tolerance == 0) {
                    assertThat(found.logits()).containsExactly(single.logits());
                }
            }
        }
    }

    private static List<Classification> run(TextClassifier classifier, List<String> texts, Way way) {
        return switch (way) {
            case LIST -> classifier.classify(texts);
            case STREAM -> classifier.classify(texts.stream()).toList();
            case ASYNC_LIST -> classifier.classifyAsync(texts).join();
            case ASYNC_SINGLE -> texts.stream().map(classifier::classifyAsync).toList().stream().map(f -> f.join()).toList();
            case SINGLE -> texts.stream().map(classifier::classify).toList();
        };
    }

    private static List<String> shuffled(List<String> texts, Random random) {
        List<String> some = new ArrayList<>();
        IntStream.range(0, 1 + random.nextInt(24)).forEach(i -> some.add(texts.get(random.nextInt(texts.size()))));
        return some;
    }
}
