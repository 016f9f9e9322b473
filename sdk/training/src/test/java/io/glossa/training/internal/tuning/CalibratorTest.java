package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    /** Labels drawn from the softmax of these logits; the logits given are three times as large. */
    @Test
    void temperature_isFoundAgain() {
        Random random = new Random(3);
        EncodedSet gold = new EncodedSet();
        float[][] logits = new float[20_000][3];
        for (float[] row : logits) {
            double[] weights = new double[3];
            double sum = 0;
            for (int l = 0; l < 3; l++) {
                row[l] = (float) random.nextGaussian();
                weights[l] = Math.exp(row[l]);
                sum += weights[l];
                row[l] *= 3;
            }
            double at = random.nextDouble() * sum;
            int label = at < weights[0] ? 0 : at < weights[0] + weights[1] ? 1 : 2;
            gold.add(new EncodedSet.Item(new int[] {1}, null, new int[] {label}, Double.NaN, 0));
        }
        assertThat(Calibrator.temperature(ProblemType.SINGLE_LABEL_CLASSIFICATION, gold, logits)).isCloseTo(3, within(0.15));
    }

    /** Label 0 is frequent and right from logit 1 on; label 1 is too rare for a cut of its own. */
    @Test
    void cuts_ofFrequentAndRareLabels() {
        Random random = new Random(4);
        EncodedSet gold = new EncodedSet();
        float[][] logits = new float[2000][2];
        for (int i = 0; i < logits.length; i++) {
            logits[i][0] = (float) random.nextGaussian() * 2;
            logits[i][1] = i < 5 ? 3 : -3;
            int[] labels = logits[i][0] >= 1 ? i < 5 ? new int[] {0, 1} : new int[] {0} : i < 5 ? new int[] {1} : new int[0];
            gold.add(new EncodedSet.Item(new int[] {1}, null, labels, Double.NaN, 0));
        }
        double[] cuts = Calibrator.cuts(gold, logits);
        assertThat(cuts[0]).isCloseTo(1, within(0.01));
        assertThat(cuts[1]).isBetween(-3.0, 3.0);
    }
}
