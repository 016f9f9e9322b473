package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.error.TrainingException;
import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Losses against those that the evaluation counts on scores, answers against logits counted by hand. */
class MeasuresTest {
    private static final List<String> LABELS = List.of("a", "b", "c", "d");

    private static Survey survey(ProblemType type) {
        List<String> labels = type == ProblemType.REGRESSION ? List.of(Survey.VALUE) : LABELS;
        return new Survey(type, labels, new long[labels.size()], 60, 5, 3, new int[60]);
    }

    private static float[][] logits(Random random, int texts, int labels) {
        float[][] logits = new float[texts][labels];
        for (float[] row : logits) {
            for (int l = 0; l < labels; l++) {
                row[l] = (float) random.nextGaussian() * 2;
            }
        }
        return logits;
    }

    @Property(tries = 50)
    void single(@ForAll long seed) {
        Random random = new Random(seed);
        float[][] logits = logits(random, 60, 4);
        EncodedSet gold = new EncodedSet();
        int right = 0;
        for (float[] row : logits) {
            int label = random.nextInt(4);
            gold.add(new EncodedSet.Item(new int[] {1}, null, new int[] {label}, Double.NaN, 0));
            right += IntStream.range(0, 4).allMatch(l -> row[l] <= row[label]) ? 1 : 0;
        }
        Map<String, Double> found = Measures.of(survey(ProblemType.SINGLE_LABEL_CLASSIFICATION), gold, logits, new double[4], 0, 1,
                Metric.LOG_LOSS);
        assertThat(found).containsOnlyKeys("loss", "accuracy", "macro_f1", "micro_f1", "log_loss");
        assertThat(found.get("accuracy")).isCloseTo(right / 60.0, within(1e-12));
        assertThat(found.get("micro_f1")).isCloseTo(right / 60.0, within(1e-12));
        assertThat(found.get("loss")).isCloseTo(found.get("log_loss"), within(1e-5));
    }

    @Property(tries = 50)
    void multi(@ForAll long seed) {
        Random random = new Random(seed);
        float[][] logits = logits(random, 60, 4);
        EncodedSet gold = new EncodedSet();
        int exact = 0;
        for (float[] row : logits) {
            int[] labels = IntStream.range(0, 4).filter(l -> random.nextInt(3) == 0).toArray();
            gold.add(new EncodedSet.Item(new int[] {1}, null, labels, Double.NaN, 0));
            exact += Arrays.equals(labels, IntStream.range(0, 4).filter(l -> row[l] >= 0).toArray()) ? 1 : 0;
        }
        double[] half = new double[4];
        Arrays.fill(half, 0.5);
        Map<String, Double> found = Measures.of(survey(ProblemType.MULTI_LABEL_CLASSIFICATION), gold, logits, half, 0, 1, Metric.LOG_LOSS);
        assertThat(found.get("accuracy")).isCloseTo(exact / 60.0, within(1e-12));
        assertThat(found.get("loss")).isCloseTo(found.get("log_loss"), within(1e-5));
    }

    @Property(tries = 50)
    void regression(@ForAll long seed) {
        Random random = new Random(seed);
        float[][] logits = logits(random, 60, 1);
        EncodedSet gold = new EncodedSet();
        double absolute = 0;
        for (float[] row : logits) {
            double value = 5 + random.nextGaussian();
            gold.add(new EncodedSet.Item(new int[] {1}, null, new int[0], value, 0));
            absolute += Math.abs(row[0] * 3.0 + 5 - value) / 60;
        }
        Map<String, Double> found = Measures.of(survey(ProblemType.REGRESSION), gold, logits, new double[1], 5, 3, Metric.MEAN_SQUARED_ERROR);
        assertThat(found.get("loss")).isCloseTo(found.get("mse"), within(1e-4));
        assertThat(found.get("mae")).isCloseTo(absolute, within(1e-5));
    }

    @Example
    void correlation_ofOneAnswerIsZero() {
        EncodedSet gold = new EncodedSet();
        gold.add(new EncodedSet.Item(new int[] {1}, null, new int[0], 1, 0));
        gold.add(new EncodedSet.Item(new int[] {1}, null, new int[0], 2, 0));
        Map<String, Double> found = Measures.of(survey(ProblemType.REGRESSION), gold, new float[][] {{1}, {1}}, new double[1], 0, 1,
                Metric.PEARSON);
        assertThat(found).containsEntry("pearson", 0.0);
    }

    @Example
    void logits_thatAreNoNumbersAreRefused() {
        EncodedSet gold = new EncodedSet();
        gold.add(new EncodedSet.Item(new int[] {1}, null, new int[] {1}, Double.NaN, 0));
        assertThatThrownBy(() -> Measures.of(survey(ProblemType.SINGLE_LABEL_CLASSIFICATION), gold, new float[][] {{0, Float.NaN, 0, 0}},
                new double[4], 0, 1, Metric.ACCURACY)).isInstanceOf(TrainingException.class).hasMessageContaining("learning rate");
    }

    @Example
    void metric_ofOtherDataIsRefused() {
        assertThat(Measures.require(Metric.MACRO_F1, ProblemType.SINGLE_LABEL_CLASSIFICATION)).isEqualTo(Metric.MACRO_F1);
        assertThat(Measures.require(Metric.PEARSON, ProblemType.REGRESSION)).isEqualTo(Metric.PEARSON);
        assertThatThrownBy(() -> Measures.require(Metric.PEARSON, ProblemType.SINGLE_LABEL_CLASSIFICATION))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("accuracy").hasMessageContaining("found pearson");
        assertThatThrownBy(() -> Measures.require(Metric.MATTHEWS, ProblemType.MULTI_LABEL_CLASSIFICATION))
                .isInstanceOf(InvalidInputException.class);
    }

    @Example
    void score_ofAnUndefinedMetricIsLowest() {
        assertThat(Measures.score(Metric.ROC_AUC, Map.of())).isLessThan(Measures.score(Metric.LOG_LOSS, Map.of("log_loss", 1e30)));
        assertThat(Measures.score(Metric.LOG_LOSS, Map.of("log_loss", 1.0))).isEqualTo(-1);
    }
}
