package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionEvaluation;
import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The quick numbers of the loop are those of the evaluation, which scikit-learn confirms. */
class MeasuresTest {
    private static final List<String> LABELS = List.of("a", "b", "c", "d");

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
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(LABELS, false);
        for (float[] row : logits) {
            int[] label = {random.nextInt(4)};
            gold.add(new EncodedSet.Item(new int[] {1}, null, label, Double.NaN, 0));
            float[] scores = new float[4];
            double sum = Measures.logSum(row);
            for (int l = 0; l < 4; l++) {
                scores[l] = (float) Math.exp(row[l] - sum);
            }
            collector.add(label, scores);
        }
        ClassificationEvaluation expected = collector.evaluate();
        Map<String, Double> found = Measures.of(ProblemType.SINGLE_LABEL_CLASSIFICATION, gold, logits, new double[4], 0, 1);
        assertThat(found.get("accuracy")).isCloseTo(expected.accuracy(), within(1e-12));
        assertThat(found.get("macro_f1")).isCloseTo(expected.macroF1(), within(1e-12));
        assertThat(found.get("micro_f1")).isCloseTo(expected.microF1(), within(1e-12));
        assertThat(found.get("loss")).isCloseTo(expected.value(Metric.LOG_LOSS).getAsDouble(), within(1e-5));
    }

    @Property(tries = 50)
    void multi(@ForAll long seed) {
        Random random = new Random(seed);
        float[][] logits = logits(random, 60, 4);
        EncodedSet gold = new EncodedSet();
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(LABELS, true);
        for (float[] row : logits) {
            int[] labels = IntStream.range(0, 4).filter(l -> random.nextInt(3) == 0).toArray();
            gold.add(new EncodedSet.Item(new int[] {1}, null, labels, Double.NaN, 0));
            float[] scores = new float[4];
            for (int l = 0; l < 4; l++) {
                scores[l] = (float) Measures.sigmoid(row[l]);
            }
            collector.add(labels, scores);
        }
        ClassificationEvaluation expected = collector.evaluate();
        double[] half = new double[4];
        Arrays.fill(half, 0.5);
        Map<String, Double> found = Measures.of(ProblemType.MULTI_LABEL_CLASSIFICATION, gold, logits, half, 0, 1);
        assertThat(found.get("accuracy")).isCloseTo(expected.accuracy(), within(1e-12));
        assertThat(found.get("macro_f1")).isCloseTo(expected.macroF1(), within(1e-12));
        assertThat(found.get("micro_f1")).isCloseTo(expected.microF1(), within(1e-12));
        assertThat(found.get("loss")).isCloseTo(expected.value(Metric.LOG_LOSS).getAsDouble(), within(1e-5));
    }

    @Property(tries = 50)
    void regression(@ForAll long seed) {
        Random random = new Random(seed);
        float[][] logits = logits(random, 60, 1);
        EncodedSet gold = new EncodedSet();
        RegressionEvaluation.Collector collector = RegressionEvaluation.collector();
        for (float[] row : logits) {
            double value = 5 + random.nextGaussian();
            gold.add(new EncodedSet.Item(new int[] {1}, null, new int[0], value, 0));
            collector.add(value, row[0] * 3.0 + 5);
        }
        RegressionEvaluation expected = collector.evaluate();
        Map<String, Double> found = Measures.of(ProblemType.REGRESSION, gold, logits, new double[1], 5, 3);
        assertThat(found.get("loss")).isCloseTo(expected.value(Metric.MEAN_SQUARED_ERROR).getAsDouble(), within(1e-4));
        assertThat(found.get("mean_absolute_error")).isCloseTo(expected.value(Metric.MEAN_ABSOLUTE_ERROR).getAsDouble(), within(1e-5));
        assertThat(found.get("pearson")).isCloseTo(expected.value(Metric.PEARSON).getAsDouble(), within(1e-6));
    }
}
