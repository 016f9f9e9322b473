package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassificationEvaluationTest {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final TokenUsage USAGE = new TokenUsage(3, 0, 1, 0);

    private static Classification single(int best, double confidence) {
        float[] logits = new float[3];
        // The softmax of [x, 0, 0] gives x the confidence p for x = ln(2p / (1 - p)).
        logits[best] = (float) Math.log(2 * confidence / (1 - confidence));
        return new Classification(LABELS, logits, Activation.SOFTMAX, Map.of(), USAGE);
    }

    private static ClassificationEvaluation evaluate(int[] gold, int[] predicted, double confidence) {
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(LABELS, false);
        for (int i = 0; i < gold.length; i++) {
            collector.add(Set.of(LABELS.get(gold[i])), single(predicted[i], confidence));
        }
        return collector.evaluate();
    }

    @Test
    void singleLabel_workedByHand() {
        ClassificationEvaluation e = evaluate(new int[] {0, 1, 2, 2, 1, 0}, new int[] {0, 2, 2, 1, 1, 0}, 0.9);
        assertThat(e.examples()).isEqualTo(6);
        assertThat(e.accuracy()).isEqualTo(4 / 6.0);
        assertThat(e.microF1()).isEqualTo(4 / 6.0);
        assertThat(e.macroF1()).isCloseTo((1 + 0.5 + 0.5) / 3, within(1e-12));
        assertThat(e.perLabel().get(1).precision()).isEqualTo(0.5);
        assertThat(e.perLabel().get(0).support()).isEqualTo(2);
        assertThat(e.confusion()).isEqualTo(List.of(List.of(2L, 0L, 0L), List.of(0L, 1L, 1L), List.of(0L, 1L, 1L)));
        assertThat(e.calibrationError()).isCloseTo(0.9 - 4 / 6.0, within(1e-6));
        assertThat(e.macroF1Interval().low()).isLessThan(e.macroF1());
        assertThat(e.macroF1Interval().high()).isGreaterThan(e.macroF1());
    }

    @Test
    void labelWithoutTexts_countsAsZero() {
        ClassificationEvaluation e = evaluate(new int[] {0, 0}, new int[] {0, 0}, 0.8);
        assertThat(e.accuracy()).isEqualTo(1);
        assertThat(e.macroF1()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(evaluate(new int[0], new int[0], 0.5).examples()).isZero();
    }

    @Test
    void multiLabel_exactSetAndDecisions() {
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(LABELS, true);
        float[] ab = {2, 2, -2};
        float[] none = {-2, -2, -2};
        collector.add(Set.of("a", "b"), new Classification(LABELS, ab, Activation.SIGMOID, Map.of(), USAGE));
        collector.add(Set.of("a"), new Classification(LABELS, ab, Activation.SIGMOID, Map.of(), USAGE));
        collector.add(Set.of(), new Classification(LABELS, none, Activation.SIGMOID, Map.of(), USAGE));
        ClassificationEvaluation e = collector.evaluate();
        assertThat(e.accuracy()).isEqualTo(2 / 3.0);
        // Decisions: a right twice, b once right and once wrong.
        assertThat(e.microF1()).isCloseTo(2 * 3.0 / (4 + 3), within(1e-12));
        assertThat(e.confusion()).isEmpty();
    }

    @Test
    void unknownOrSeveralLabels_refusedWithoutQuoting() {
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(LABELS, false);
        assertThatThrownBy(() -> collector.add(Set.of("canary"), single(0, 0.5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[a, b, c]")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> collector.add(Set.of("a", "b"), single(0, 0.5))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void wilson_publishedValues() {
        // Wilson 95 % for 8 of 10, as tables give it.
        assertThat(Interval.wilson(8, 10).low()).isCloseTo(0.4902, within(5e-5));
        assertThat(Interval.wilson(8, 10).high()).isCloseTo(0.9433, within(5e-5));
        for (int trials = 1; trials < 2000; trials++) {
            assertThat(Interval.wilson(0, trials).low()).isZero();
            assertThat(Interval.wilson(trials, trials).high()).isEqualTo(1);
        }
        assertThat(Interval.wilson(0, 0)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void evaluation_repeatable() {
        int[] gold = new int[200];
        int[] predicted = new int[200];
        Arrays.setAll(gold, i -> i % 3);
        Arrays.setAll(predicted, i -> i % 7 == 0 ? (i + 1) % 3 : i % 3);
        assertThat(evaluate(gold, predicted, 0.7).macroF1Interval()).isEqualTo(evaluate(gold, predicted, 0.7).macroF1Interval());
    }
}
