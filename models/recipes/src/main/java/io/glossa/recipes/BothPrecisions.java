package io.glossa.recipes;

import io.glossa.Polarity;
import io.glossa.SentimentAnalyzer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Answers of a model in 8 bits and in 32 to the same texts.
 *
 * @param texts how many
 * @param before right answers in 32 bits
 * @param after right answers in 8 bits
 * @param same texts to which both gave the same answer
 */
record BothPrecisions(long texts, long before, long after, long same) {
    /** What 8 bits may lose at most: half a point of accuracy. */
    static final double MOST_LOST = 0.005;
    /** What share of the answers must stay the same. */
    static final double LEAST_SAME = 0.98;

    /** Asks both; {@code answers} must give one answer a text. */
    static <T, A> BothPrecisions of(List<T> texts, Function<T, A> right, Function<List<T>, List<A>> full,
            Function<List<T>, List<A>> small) {
        List<A> expected = full.apply(texts);
        List<A> found = small.apply(texts);
        long before = 0;
        long after = 0;
        long same = 0;
        for (int i = 0; i < texts.size(); i++) {
            A label = right.apply(texts.get(i));
            before += label.equals(expected.get(i)) ? 1 : 0;
            after += label.equals(found.get(i)) ? 1 : 0;
            same += expected.get(i).equals(found.get(i)) ? 1 : 0;
        }
        return new BothPrecisions(texts.size(), before, after, same);
    }

    /** Asks a sentiment model in both. */
    static BothPrecisions of(List<LabelledText> texts, SentimentAnalyzer full, SentimentAnalyzer small) {
        return of(texts, LabelledText::positive, some -> positive(full, some), some -> positive(small, some));
    }

    private static List<Boolean> positive(SentimentAnalyzer analyzer, List<LabelledText> texts) {
        return analyzer.classify(texts.stream().map(LabelledText::text).toList()).stream()
                .map(answer -> answer.polarity() == Polarity.POSITIVE).toList();
    }

    /** Accuracy in 8 bits. */
    Proportion accuracy() {
        return new Proportion(after, texts);
    }

    /** Accuracy in 32 bits. */
    Proportion fullAccuracy() {
        return new Proportion(before, texts);
    }

    /** The share of texts with the same answer, 0 to 1. */
    double agreement() {
        return (double) same / texts;
    }

    /** Whether 8 bits lose no more than they may. */
    boolean passes() {
        // Accuracies are ratios of counts: a loss of exactly the limit must not fail by rounding.
        return (before - after) <= MOST_LOST * texts + 1e-9 && agreement() >= LEAST_SAME;
    }

    /** A row of a table in Markdown. */
    String row(String set) {
        return String.format(Locale.ROOT, "| %s | %,d | %s | %.1f | %.1f |", set, texts, accuracy(), 100 * fullAccuracy().value(),
                100 * agreement());
    }
}
