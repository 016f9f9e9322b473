package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.ProblemType;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.loop.Batches;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.SoftTargets;
import io.glossa.training.internal.loop.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the logits of a teacher to the loss: softened, weighted and averaged as PyTorch has it; numbers from distill_golden.py. */
class DistillationLossTest {
    private static final double TEMPERATURE = 2.5;
    private static final double WEIGHT = 0.7;
    private static final float[][] LOGITS = {{0.3f, -1.2f, 2f}, {1.5f, 0.2f, -0.7f}, {-0.4f, 0.9f, 0.1f}};
    private static final float[][] TEACHER = {{1, -2, 3}, {0.5f, 0.1f, 0.4f}, {-3, 2.5f, 0}};

    private static Survey survey(ProblemType type, double mean, double deviation) {
        return new Survey(type, type == ProblemType.REGRESSION ? List.of("LABEL_0") : List.of("a", "b", "c"), new long[3], 3, mean, deviation,
                new int[3]);
    }

    private static SoftTargets soft(Survey survey, float[][] teacher) {
        float[][] rows = new float[3][survey.labels().size()];
        for (int i = 0; i < 3; i++) {
            double[] sum = new double[survey.labels().size()];
            Teachers.add(sum, teacher[i], survey, TEMPERATURE);
            for (int l = 0; l < sum.length; l++) {
                rows[i][l] = (float) sum[l];
            }
        }
        return new SoftTargets(rows, WEIGHT, 2);
    }

    private static EncodedSet texts(int[][] labels, double[] values) {
        EncodedSet set = new EncodedSet();
        for (int i = 0; i < 3; i++) {
            set.add(new EncodedSet.Item(new int[] {1}, null, labels[i], values[i], 0));
        }
        return set;
    }

    /** The sum of the formulas of Objective, divided by the norm. */
    private static double loss(Survey survey, Targets targets, EncodedSet set, float[][] logits) {
        int[] all = {0, 1, 2};
        TrainBatch batch = Batches.assemble(set, all, new Batches.Padding(0, false), targets);
        double sum = 0;
        for (int b = 0; b < 3; b++) {
            for (int l = 0; l < logits[b].length; l++) {
                double z = logits[b][l];
                double t = batch.targets()[b][l];
                double w = batch.weights()[b][l];
                double s = batch.soft().targets()[b][l];
                double v = batch.soft().weights()[b][l];
                sum += switch (survey.type()) {
                    case SINGLE_LABEL_CLASSIFICATION -> -w * t * Math.log(softmax(logits[b], l, 1))
                            + v * TEMPERATURE * TEMPERATURE * s * Math.log(s / softmax(logits[b], l, TEMPERATURE));
                    case MULTI_LABEL_CLASSIFICATION -> -w * (t * Math.log(Measures.sigmoid(z)) + (1 - t) * Math.log(Measures.sigmoid(-z)))
                            + v * TEMPERATURE * TEMPERATURE * (s * Math.log(s / Measures.sigmoid(z / TEMPERATURE))
                                    + (1 - s) * Math.log((1 - s) / Measures.sigmoid(-z / TEMPERATURE)));
                    case REGRESSION -> w * (z - t) * (z - t) + v * (z - s) * (z - s);
                };
            }
        }
        return sum / targets.norm(set, all);
    }

    private static double softmax(float[] logits, int label, double temperature) {
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z / temperature);
        }
        return Math.exp(logits[label] / temperature) / sum;
    }

    @Test
    void singleLabel_withATextThatHasNone() {
        Survey survey = survey(ProblemType.SINGLE_LABEL_CLASSIFICATION, 0, 1);
        Targets targets = new Targets(survey.type(), 3, 0.1, null, 0, 1).with(soft(survey, TEACHER));
        EncodedSet set = texts(new int[][] {{2}, {0}, {}}, new double[] {Double.NaN, Double.NaN, Double.NaN});
        assertThat(loss(survey, targets, set, LOGITS)).isCloseTo(0.4284365544085582, within(1e-6));
    }

    @Test
    void multiLabel_withATextThatHasNone() {
        Survey survey = survey(ProblemType.MULTI_LABEL_CLASSIFICATION, 0, 1);
        Targets targets = new Targets(survey.type(), 3, 0, null, 0, 1).with(soft(survey, TEACHER));
        EncodedSet set = texts(new int[][] {{2}, {0, 1}, {}}, new double[] {Double.NaN, Double.NaN, Double.NaN});
        assertThat(loss(survey, targets, set, LOGITS)).isCloseTo(0.19644986602945064, within(1e-6));
    }

    @Test
    void regression_withATextThatHasNone() {
        Survey survey = survey(ProblemType.REGRESSION, 10, 4);
        Targets targets = new Targets(survey.type(), 1, 0, null, 10, 4).with(soft(survey, new float[][] {{12}, {18}, {7}}));
        EncodedSet set = texts(new int[3][0], new double[] {16, 9, Double.NaN});
        assertThat(loss(survey, targets, set, new float[][] {{0.3f}, {1.5f}, {-0.4f}})).isCloseTo(0.5465, within(1e-6));
    }

    @Test
    void classWeights_countBesideTheTeacher() {
        Survey survey = survey(ProblemType.SINGLE_LABEL_CLASSIFICATION, 0, 1);
        Targets targets = new Targets(survey.type(), 3, 0, new float[] {2, 1, 4}, 0, 1).with(soft(survey, TEACHER));
        EncodedSet set = texts(new int[][] {{2}, {0}, {}}, new double[] {Double.NaN, Double.NaN, Double.NaN});
        TrainBatch batch = Batches.assemble(set, new int[] {0, 1, 2}, new Batches.Padding(0, false), targets);
        assertThat(batch.weights()[0]).containsExactly(new float[] {0.6f, 0.3f, 1.2f}, within(1e-6f));
        assertThat(batch.weights()[2]).containsExactly(0, 0, 0);
        assertThat(batch.soft().weights()[2]).containsExactly(0.7f, 0.7f, 0.7f);
        assertThat(targets.norm(set, new int[] {0, 2})).isEqualTo(2);
        assertThat(Batches.assemble(set, new int[] {0, 1}, new Batches.Padding(0, false), targets.plain()).soft()).isNull();
    }
}
