package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.text.LanguageDetector;
import io.glossa.tokenizer.TextPair;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> LABELS = List.of("a", "b", "c");

    private static ClassificationEvaluation.Collector single() {
        return ClassificationEvaluation.collector(LABELS, false);
    }

    @Test
    void evaluation_ofNothing() {
        ClassificationEvaluation empty = single().evaluate();
        assertThat(empty.examples()).isZero();
        assertThat(empty.accuracy()).isZero();
        assertThat(empty.macroF1()).isZero();
        assertThat(empty.calibrationError()).isZero();
        assertThat(empty.accuracyInterval()).isEqualTo(new Interval(0, 1));
        assertThat(empty.reliability()).hasSize(15);
        assertThat(empty.worstErrors(3)).isEmpty();
        assertThat(empty.slices(List.of())).isEmpty();
        for (Metric metric : Metric.values()) {
            assertThat(empty.value(metric)).as(metric.key()).isEmpty();
            assertThat(RegressionEvaluation.collector().evaluate().value(metric)).as(metric.key()).isEmpty();
        }
        assertThat(RegressionEvaluation.collector().evaluate().interval(Metric.MEAN_SQUARED_ERROR)).isEmpty();
        assertThat(OutOfScopeEvaluation.collector().evaluate().rocAuc()).isEmpty();
        assertThat(OutOfScopeEvaluation.collector().evaluate().mostAccurate()).isEqualTo(new Rejection(0, 0, 0, 0, 0, 0));
    }

    @Test
    void metrics_ofTheirKindOnly() {
        ClassificationEvaluation.Collector collector = single();
        collector.add(new int[] {0}, new float[] {1, 0, 0});
        ClassificationEvaluation evaluation = collector.evaluate();
        assertThat(evaluation.value(Metric.HAMMING_LOSS)).isEmpty();
        assertThat(evaluation.value(Metric.PEARSON)).isEmpty();
        assertThat(evaluation.metrics()).contains(Metric.MATTHEWS).doesNotContain(Metric.SAMPLES_F1, Metric.SPEARMAN);
        assertThat(ClassificationEvaluation.collector(LABELS, true).evaluate().metrics())
                .contains(Metric.SAMPLES_F1).doesNotContain(Metric.MATTHEWS, Metric.BALANCED_ACCURACY);
        assertThat(Metric.LOG_LOSS.higherIsBetter()).isFalse();
        assertThat(Metric.MACRO_F1.higherIsBetter()).isTrue();
    }

    @Test
    void add_checksNumbers() {
        assertThatThrownBy(() -> single().add(new int[] {3}, new float[3])).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("from 0 to 2, found 3");
        assertThatThrownBy(() -> single().add(new int[] {0, 1}, new float[3])).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected one label a text, found 2");
        assertThatThrownBy(() -> single().add(new int[] {0}, new float[2])).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found 2");
        assertThatThrownBy(() -> single().add(new int[] {0}, new float[] {0, Float.NaN, 0}))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("label 2 of 3");
        assertThatThrownBy(() -> single().add(new int[] {0}, new float[] {3.5f, -1, 0}))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("softmax");
        assertThatThrownBy(() -> ClassificationEvaluation.collector(LABELS, true).add(new int[] {1, 1}, new float[3]))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> ClassificationEvaluation.collector(List.of("a", "a"), false))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ClassificationEvaluation.collector(List.of(), false)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ClassificationEvaluation.collector(LABELS, true, Map.of("z", 0.1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> RegressionEvaluation.collector().add(1, Double.NaN)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void scores_areCopied() {
        ClassificationEvaluation.Collector collector = single();
        float[] scores = {0.7f, 0.2f, 0.1f};
        collector.add(new int[] {0}, scores);
        scores[0] = 0;
        ClassificationEvaluation before = collector.evaluate();
        collector.add(new int[] {0}, scores);
        assertThat(before.examples()).isEqualTo(1);
        assertThat(before.accuracy()).isEqualTo(1);
        assertThat(before.value(Metric.LOG_LOSS).orElseThrow()).isCloseTo(-Math.log(0.7f), within(1e-9));
    }

    @Test
    void worstErrors_highestLossFirst() {
        ClassificationEvaluation.Collector collector = single();
        collector.add(new int[] {0}, new float[] {0.4f, 0.5f, 0.1f}, 2);
        collector.add(new int[] {1}, new float[] {0.1f, 0.8f, 0.1f}, 5);
        collector.add(new int[] {2}, new float[] {0.9f, 0.09f, 0.01f}, 7);
        collector.add(new int[] {0}, new float[] {0.4f, 0.1f, 0.5f}, 11);
        List<WorstError> worst = collector.evaluate().worstErrors(10);
        assertThat(worst).extracting(WorstError::row).containsExactly(7L, 2L, 11L);
        assertThat(worst.get(0)).isEqualTo(new WorstError(7, 2, List.of("c"), List.of("a"), -Math.log(0.01f), 0.9f));
        assertThat(collector.evaluate().worstErrors(1)).hasSize(1);
        assertThatThrownBy(() -> collector.evaluate().worstErrors(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void multiLabel_thresholdsSelect() {
        var collector = ClassificationEvaluation.collector(LABELS, true, Map.of("a", 0.9, "c", 0.1));
        collector.add(new int[] {1, 2}, new float[] {0.8f, 0.6f, 0.2f}, 4);
        assertThat(collector.evaluate().accuracy()).isEqualTo(1);
        collector.add(new int[] {0}, new float[] {0.8f, 0.6f, 0.05f}, 9);
        WorstError error = collector.evaluate().worstErrors(5).get(0);
        assertThat(error.row()).isEqualTo(9);
        assertThat(error.right()).containsExactly("a");
        assertThat(error.predicted()).containsExactly("b");
    }

    @Test
    void confusion_countsPairs() {
        ClassificationEvaluation.Collector collector = single();
        collector.add(new int[] {0}, new float[] {0, 1, 0});
        collector.add(new int[] {2}, new float[] {0, 0, 1});
        assertThat(collector.evaluate().confusion()).isEqualTo(List.of(List.of(0L, 1L, 0L), List.of(0L, 0L, 0L), List.of(0L, 0L, 1L)));
        assertThat(collector.evaluate().rocAuc("c")).hasValue(1);
        assertThat(collector.evaluate().rocAuc("b")).isEmpty();
        assertThat(collector.evaluate().averagePrecision("a").orElseThrow()).isEqualTo(0.5);
        assertThatThrownBy(() -> collector.evaluate().rocAuc("z")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void comparison_refusesOtherTexts() {
        ClassificationEvaluation.Collector one = single();
        one.add(new int[] {0}, new float[] {1, 0, 0});
        ClassificationEvaluation.Collector other = single();
        assertThatThrownBy(() -> Comparison.of(one.evaluate(), other.evaluate())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one of 1 and one of 0");
        other.add(new int[] {1}, new float[] {1, 0, 0});
        assertThatThrownBy(() -> Comparison.of(one.evaluate(), other.evaluate())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("text 1");
        assertThatThrownBy(() -> Comparison.of(one.evaluate(), ClassificationEvaluation.collector(LABELS, true).evaluate()))
                .isInstanceOf(InvalidInputException.class);
        var turned = ClassificationEvaluation.collector(List.of("c", "b", "a"), false);
        turned.add(new int[] {2}, new float[] {1, 0, 0});
        Comparison comparison = Comparison.of(one.evaluate(), turned.evaluate());
        assertThat(comparison.mcNemar()).hasValue(new McNemar(1, 0));
        assertThat(comparison.difference(Metric.ACCURACY)).hasValue(-1);
        assertThat(comparison.difference(Metric.PEARSON)).isEmpty();
    }

    @Test
    void comparison_ofRegression() {
        RegressionEvaluation.Collector one = RegressionEvaluation.collector();
        RegressionEvaluation.Collector other = RegressionEvaluation.collector();
        for (int i = 0; i < 20; i++) {
            one.add(i, i + 2);
            other.add(i, i + 1);
        }
        Comparison comparison = Comparison.of(one.evaluate(), other.evaluate());
        assertThat(comparison.mcNemar()).isEmpty();
        assertThat(comparison.difference(Metric.MEAN_ABSOLUTE_ERROR)).hasValue(-1);
        assertThat(comparison.interval(Metric.MEAN_ABSOLUTE_ERROR)).hasValue(new Interval(-1, -1));
        other.add(0, 0);
        assertThatThrownBy(() -> Comparison.of(one.evaluate(), other.evaluate())).isInstanceOf(InvalidInputException.class);
        one.add(1, 0);
        assertThatThrownBy(() -> Comparison.of(one.evaluate(), other.evaluate())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("text 21");
    }

    @Test
    void regression_worstErrorsAndSlices() {
        RegressionEvaluation.Collector collector = RegressionEvaluation.collector();
        collector.add(1, 1.5, 10);
        collector.add(2, 2, 20);
        collector.add(3, 0, 30);
        RegressionEvaluation evaluation = collector.evaluate();
        assertThat(evaluation.worstErrors(5))
                .containsExactly(new RegressionError(30, 2, 3, 0), new RegressionError(10, 0, 1, 1.5));
        assertThat(evaluation.worstErrors(1).get(0).difference()).isEqualTo(-3);
        Map<String, RegressionEvaluation> slices = evaluation.slices(List.of("x", "y", "x"));
        assertThat(slices.keySet()).containsExactly("x", "y");
        assertThat(slices.get("x").value(Metric.MEAN_ABSOLUTE_ERROR)).hasValue(1.75);
    }

    /** A tenth has no exact binary form, so the mean of many is not a tenth. */
    @Test
    void regression_constantNumbers() {
        RegressionEvaluation.Collector exact = RegressionEvaluation.collector();
        RegressionEvaluation.Collector off = RegressionEvaluation.collector();
        for (int i = 0; i < 27; i++) {
            exact.add(0.1, 0.1);
            off.add(0.1, i);
        }
        assertThat(exact.evaluate().value(Metric.R_SQUARED)).hasValue(1);
        assertThat(off.evaluate().value(Metric.R_SQUARED)).hasValue(0);
        assertThat(off.evaluate().value(Metric.PEARSON)).isEmpty();
        assertThat(off.evaluate().value(Metric.SPEARMAN)).isEmpty();
        assertThat(off.evaluate().interval(Metric.SPEARMAN)).isEmpty();
    }

    @Test
    void slicer_lengthsInCharacters() {
        Slicer length = Slicer.length();
        assertThat(length.of("")).isEqualTo("0-24");
        assertThat(length.of("x".repeat(24))).isEqualTo("0-24");
        assertThat(length.of("x".repeat(25))).isEqualTo("25-49");
        assertThat(length.of("😀".repeat(24))).isEqualTo("0-24");
        assertThat(length.of("x".repeat(400))).isEqualTo("400+");
        assertThat(length.of(TextPair.of("x".repeat(30), "y".repeat(30)))).isEqualTo("50-99");
        assertThat(Slicer.length(10).of("x".repeat(10))).isEqualTo("10+");
        assertThatThrownBy(() -> Slicer.length(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Slicer.length(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slicer_languageOrScript() {
        Slicer language = Slicer.language(LanguageDetector.scripts());
        assertThat(language.of("这家餐厅很好")).isEqualTo("zh");
        assertThat(language.of("a nice day")).isEqualTo("Latn");
        assertThat(language.of("12")).isEqualTo("Zyyy");
    }

    @Test
    void slices_numbersInOrder() {
        ClassificationEvaluation.Collector collector = single();
        List<String> names = List.of("100-199", "25-49", "zh", "400+", "0-24", "en");
        names.forEach(name -> collector.add(new int[] {0}, new float[] {1, 0, 0}));
        assertThat(collector.evaluate().slices(names).keySet()).containsExactly("0-24", "25-49", "100-199", "400+", "en", "zh");
        assertThatThrownBy(() -> collector.evaluate().slices(List.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void temperature_limitsAndRefusals() {
        float[][] sure = {{5, 0}, {0, 5}};
        assertThat(Calibration.temperature(sure, new int[] {0, 1})).isEqualTo(Calibration.MIN_TEMPERATURE);
        assertThat(Calibration.temperature(sure, new int[] {1, 0})).isEqualTo(Calibration.MAX_TEMPERATURE);
        assertThat(Calibration.temperature(new float[][] {{2, 2}}, new int[] {0})).isEqualTo(1);
        assertThatThrownBy(() -> Calibration.temperature(new float[0][], new int[0])).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Calibration.temperature(sure, new int[] {0, 2})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Calibration.temperature(new float[][] {{1, Float.NaN}}, new int[] {0}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Calibration.thresholds(single().evaluate())).isInstanceOf(InvalidInputException.class);
    }

    /** Logits of twice the size need twice the temperature, and a shift of a row changes nothing. */
    @Test
    void temperature_scalesWithLogits() {
        java.util.Random random = new java.util.Random(8);
        float[][] logits = new float[200][4];
        float[][] doubled = new float[200][4];
        int[] gold = new int[200];
        for (int i = 0; i < 200; i++) {
            for (int l = 0; l < 4; l++) {
                logits[i][l] = (float) (random.nextGaussian() * 2);
                doubled[i][l] = 2 * logits[i][l] + 8 * (i % 3);
            }
            gold[i] = random.nextInt(3) == 0 ? random.nextInt(4) : Answers.best(logits[i]);
        }
        double temperature = Calibration.temperature(logits, gold);
        assertThat(Calibration.temperature(doubled, gold)).isCloseTo(2 * temperature, within(1e-4));
    }

    @Test
    void thresholds_absentLabelKeepsHalf() {
        var collector = ClassificationEvaluation.collector(LABELS, true);
        collector.add(new int[] {0}, new float[] {0.3f, 0.9f, 0.2f});
        collector.add(new int[] {2}, new float[] {0.1f, 0.8f, 0.4f});
        Map<String, Double> thresholds = Calibration.thresholds(collector.evaluate());
        assertThat(thresholds.get("a")).isCloseTo(0.2, within(1e-6));
        assertThat(thresholds.get("b")).isEqualTo(0.5);
        assertThat(thresholds.get("c")).isCloseTo(0.3, within(1e-6));
    }

    @Test
    void outOfScope_workedByHand() {
        OutOfScopeEvaluation.Collector collector = OutOfScopeEvaluation.collector();
        collector.addInScope(true, 0.9f);
        collector.addInScope(true, 0.4f);
        collector.addInScope(false, 0.6f);
        collector.addOutOfScope(0.3f);
        collector.addOutOfScope(0.7f);
        Rejection rejection = collector.evaluate().at(0.5);
        assertThat(rejection).isEqualTo(new Rejection(0.5, 3, 1, 2, 2, 1));
        assertThat(rejection.inScopeAccuracy()).isEqualTo(1 / 3.0);
        assertThat(rejection.outOfScopeRecall()).isEqualTo(0.5);
        assertThat(rejection.outOfScopePrecision()).isEqualTo(0.5);
        assertThat(rejection.accuracy()).isEqualTo(0.4);
        assertThat(collector.evaluate().rocAuc().orElseThrow()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(collector.evaluate().mostAccurate()).isEqualTo(new Rejection((0.3f + (double) 0.4f) / 2, 3, 2, 2, 1, 1));
        assertThatThrownBy(() -> collector.evaluate().at(Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> collector.addOutOfScope(Float.NaN)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void mcNemar_smallCountsByHand() {
        assertThat(new McNemar(1, 5).exactP()).isCloseTo(2 * 7 / 64.0, within(1e-12));
        assertThat(new McNemar(1, 5).midP()).isCloseTo((2 * 7 - 6) / 64.0, within(1e-12));
        assertThat(new McNemar(5, 1)).extracting(McNemar::exactP).isEqualTo(new McNemar(1, 5).exactP());
        assertThatThrownBy(() -> new McNemar(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(IntStream.range(0, 200).mapToDouble(i -> new McNemar(i, 200 - i).midP())).allMatch(p -> p >= 0 && p <= 1);
    }
}
