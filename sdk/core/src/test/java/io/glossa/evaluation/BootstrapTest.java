package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final List<String> LABELS = List.of("a", "b", "c");

    private static ClassificationEvaluation sample(long seed, int count, double skill) {
        Random random = new Random(seed);
        var collector = ClassificationEvaluation.collector(LABELS, false);
        for (int i = 0; i < count; i++) {
            int gold = random.nextInt(3);
            int answer = random.nextDouble() < skill ? gold : random.nextInt(3);
            float sure = 0.5f + 0.5f * random.nextFloat();
            float[] scores = {(1 - sure) / 2, (1 - sure) / 2, (1 - sure) / 2};
            scores[answer] = sure;
            collector.add(new int[] {gold}, scores);
        }
        return collector.evaluate();
    }

    /** The same resamples, made by copying texts. */
    @Test
    void interval_asWithCopiedTexts() {
        ClassificationEvaluation evaluation = sample(1, 40, 0.6);
        Random random = new Random(7);
        List<Double> values = new ArrayList<>();
        for (int r = 0; r < 200; r++) {
            int[] picks = random.ints(40, 0, 40).toArray();
            values.add(new ClassificationEvaluation(evaluation.answers().take(picks)).macroF1());
        }
        Interval found = evaluation.intervals(Set.of(Metric.MACRO_F1), 200, 7).get(Metric.MACRO_F1);
        values.sort(null);
        assertThat(found.low()).isCloseTo(values.get((int) Math.floor(0.025 * 199)), within(0.02));
        assertThat(found.high()).isCloseTo(values.get((int) Math.ceil(0.975 * 199)), within(0.02));
    }

    /** Drawn again and again from a population with known values, 95 % intervals hold them about 95 times in 100. */
    @Test
    void intervals_coverTheTruth() {
        Set<Metric> metrics = EnumSet.of(Metric.MACRO_F1, Metric.ACCURACY, Metric.ROC_AUC, Metric.MATTHEWS, Metric.LOG_LOSS);
        ClassificationEvaluation population = sample(99, 200_000, 0.6);
        int samples = 300;
        for (Metric metric : metrics) {
            double truth = population.value(metric).orElseThrow();
            int held = 0;
            for (int i = 0; i < samples; i++) {
                Interval interval = sample(1000 + i, 150, 0.6).intervals(Set.of(metric), 200, 5).get(metric);
                held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
            }
            assertThat((double) held / samples).as(metric.key()).isBetween(0.90, 0.985);
        }
    }

    @Test
    void perLabelF1Interval_coversTheTruth() {
        double truth = sample(99, 200_000, 0.6).perLabel().get(0).f1();
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            Interval interval = sample(5000 + i, 60, 0.6).perLabel().get(0).f1Interval();
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(held / 1000.0).isBetween(0.93, 0.975);
    }

    @Test
    void pairedInterval_narrowerThanUnpaired() {
        Random random = new Random(3);
        var first = ClassificationEvaluation.collector(LABELS, false);
        var second = ClassificationEvaluation.collector(LABELS, false);
        for (int i = 0; i < 400; i++) {
            int gold = random.nextInt(3);
            float[] scores = {0.1f, 0.1f, 0.1f};
            scores[random.nextDouble() < 0.7 ? gold : (gold + 1) % 3] = 0.8f;
            first.add(new int[] {gold}, scores);
            float[] better = {0.1f, 0.1f, 0.1f};
            better[gold] = 0.8f;
            second.add(new int[] {gold}, random.nextDouble() < 0.1 ? better : scores);
        }
        Comparison comparison = Comparison.of(first.evaluate(), second.evaluate());
        double difference = comparison.difference(Metric.ACCURACY).orElseThrow();
        Interval paired = comparison.interval(Metric.ACCURACY).orElseThrow();
        Interval alone = first.evaluate().intervals(Set.of(Metric.ACCURACY), 1000, 13).get(Metric.ACCURACY);
        assertThat(difference).isCloseTo(second.evaluate().accuracy() - first.evaluate().accuracy(), within(1e-12));
        assertThat(difference).isBetween(paired.low(), paired.high());
        assertThat(paired.low()).isPositive();
        assertThat(paired.high() - paired.low()).isLessThan((alone.high() - alone.low()) / 2);
        assertThat(comparison.mcNemar().orElseThrow().onlyFirst()).isZero();
        assertThat(comparison.mcNemar().orElseThrow().midP()).isLessThan(0.001);
    }

    @Test
    void seeds_giveTheSameIntervals() {
        ClassificationEvaluation evaluation = sample(4, 100, 0.5);
        Set<Metric> metrics = EnumSet.copyOf(evaluation.metrics());
        Map<Metric, Interval> one = evaluation.intervals(metrics, 50, 1);
        assertThat(evaluation.intervals(metrics, 50, 1)).isEqualTo(one);
        assertThat(evaluation.intervals(metrics, 50, 2)).isNotEqualTo(one);
        assertThat(evaluation.intervals(Set.of(Metric.MACRO_F1), 50, 1).get(Metric.MACRO_F1)).isEqualTo(one.get(Metric.MACRO_F1));
        assertThat(one.keySet()).containsExactlyInAnyOrderElementsOf(evaluation.metrics());
        assertThatThrownBy(() -> evaluation.intervals(metrics, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void undefinedMetrics_haveNoInterval() {
        var collector = ClassificationEvaluation.collector(LABELS, false);
        for (int i = 0; i < 5; i++) {
            collector.add(new int[] {0}, new float[] {0.6f, 0.3f, 0.1f});
        }
        ClassificationEvaluation evaluation = collector.evaluate();
        assertThat(evaluation.interval(Metric.ROC_AUC)).isEmpty();
        assertThat(evaluation.interval(Metric.PEARSON)).isEmpty();
        assertThat(evaluation.interval(Metric.MACRO_F1)).hasValue(new Interval(1 / 3.0, 1 / 3.0));
        ClassificationEvaluation empty = ClassificationEvaluation.collector(LABELS, false).evaluate();
        assertThat(empty.interval(Metric.ACCURACY)).isEmpty();
        assertThat(empty.macroF1Interval()).isEqualTo(new Interval(0, 1));
    }

    @Test
    void resamples_fewerOnMoreTexts() {
        assertThat(Bootstrap.resamples(3_000, 450_000)).isEqualTo(1000);
        assertThat(Bootstrap.resamples(100_000, 200_000)).isEqualTo(500);
        assertThat(Bootstrap.resamples(5_000_000, 10_000_000)).isEqualTo(100);
        assertThat(Bootstrap.resamples(0, 0)).isEqualTo(1000);
    }
}
