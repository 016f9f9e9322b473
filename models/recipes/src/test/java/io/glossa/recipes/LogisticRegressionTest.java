package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    private static final double[] TRUE_WEIGHTS = {2, -1, 0};
    private static final double TRUE_BIAS = 0.5;

    /** Points whose classes follow a logistic law with the weights above. */
    private static List<Sample> samples(int count) {
        Random random = new Random(7);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[TRUE_WEIGHTS.length];
            double logit = TRUE_BIAS;
            for (int d = 0; d < vector.length; d++) {
                vector[d] = (float) random.nextGaussian();
                logit += TRUE_WEIGHTS[d] * vector[d];
            }
            samples.add(new Sample(new LabelledText("", random.nextDouble() < 1 / (1 + Math.exp(-logit))), vector));
        }
        return samples;
    }

    @Test
    void fit_findsTheLaw() {
        BinaryHead head = LogisticRegression.fit(samples(20_000), 1);
        for (int d = 0; d < TRUE_WEIGHTS.length; d++) {
            assertThat(head.weights()[d]).isCloseTo(TRUE_WEIGHTS[d], within(0.1));
        }
        assertThat(head.bias()).isCloseTo(TRUE_BIAS, within(0.1));
    }

    @Test
    void fit_twice() {
        List<Sample> samples = samples(2_000);
        BinaryHead first = LogisticRegression.fit(samples, 1);
        BinaryHead second = LogisticRegression.fit(samples, 1);
        assertThat(second.weights()).containsExactly(first.weights());
        assertThat(second.bias()).isEqualTo(first.bias());
    }

    /** The first sample's class decides how liblinear numbers the classes; the signs must not follow it. */
    @Test
    void fit_orderOfClasses() {
        List<Sample> samples = samples(2_000);
        List<Sample> reversed = new ArrayList<>(samples);
        reversed.sort((a, b) -> Boolean.compare(a.positive(), b.positive()));
        BinaryHead negativeFirst = LogisticRegression.fit(reversed, 1);
        Collections.reverse(reversed);
        BinaryHead positiveFirst = LogisticRegression.fit(reversed, 1);
        assertThat(negativeFirst.weights()[0]).isPositive().isCloseTo(positiveFirst.weights()[0], within(0.01));
        assertThat(negativeFirst.bias()).isCloseTo(positiveFirst.bias(), within(0.01));
    }

    @Test
    void fit_smallCostMeansSmallWeights() {
        List<Sample> samples = samples(2_000);
        assertThat(Math.abs(LogisticRegression.fit(samples, 1e-4).weights()[0]))
                .isLessThan(Math.abs(LogisticRegression.fit(samples, 1).weights()[0]) / 4);
    }

    @Test
    void softmaxRows_sameProbabilities() {
        BinaryHead head = LogisticRegression.fit(samples(2_000), 1);
        float[] weights = head.softmaxWeights();
        float[] bias = head.softmaxBias();
        for (Sample sample : samples(50)) {
            double[] logits = {bias[0], bias[1]};
            for (int d = 0; d < 3; d++) {
                logits[0] += weights[d] * sample.vector()[d];
                logits[1] += weights[3 + d] * sample.vector()[d];
            }
            double softmax = Math.exp(logits[1]) / (Math.exp(logits[0]) + Math.exp(logits[1]));
            assertThat(softmax).isCloseTo(1 / (1 + Math.exp(-head.logit(sample.vector()))), within(1e-6));
        }
    }

    @Test
    void accuracyAndLogLoss_byHand() {
        BinaryHead head = new BinaryHead(new double[] {1}, 0);
        List<Sample> samples = List.of(
                new Sample(new LabelledText("", true), new float[] {1}), new Sample(new LabelledText("", false), new float[] {1}));
        assertThat(head.accuracy(samples)).isEqualTo(new Proportion(1, 2));
        assertThat(head.logLoss(samples)).isCloseTo((Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(1))) / 2, within(1e-12));
    }
}
