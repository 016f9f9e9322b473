package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.ProblemType;
import io.glossa.training.internal.engine.TrainBatch;
import org.junit.jupiter.api.Test;

/** Sums by the formulas of Objective over targets and weights must be the losses of PyTorch; numbers from targets_golden.py. */
class TargetsTest {
    private static final float[][] LOGITS = {{0.3f, -1.2f, 2f}, {1.5f, 0.2f, -0.7f}, {-0.4f, 0.9f, 0.1f}};

    private static EncodedSet single(int... labels) {
        EncodedSet set = new EncodedSet();
        for (int label : labels) {
            set.add(new EncodedSet.Item(new int[] {1}, null, new int[] {label}, Double.NaN, 0));
        }
        return set;
    }

    private static double crossEntropy(Targets targets, EncodedSet set) {
        int[] all = {0, 1, 2};
        TrainBatch batch = Batches.assemble(set, all, new Batches.Padding(0, false), targets);
        double sum = 0;
        for (int b = 0; b < 3; b++) {
            double total = 0;
            for (float z : LOGITS[b]) {
                total += Math.exp(z);
            }
            for (int l = 0; l < 3; l++) {
                double weight = batch.weights() == null ? 1 : batch.weights()[b][l];
                sum -= weight * batch.targets()[b][l] * (LOGITS[b][l] - Math.log(total));
            }
        }
        return sum / targets.norm(set, all);
    }

    @Test
    void singleLabel_isCrossEntropy() {
        Targets targets = new Targets(ProblemType.SINGLE_LABEL_CLASSIFICATION, 3, 0, null, 0, 1);
        assertThat(crossEntropy(targets, single(2, 0, 0))).isCloseTo(0.789858000608913, within(1e-6));
    }

    @Test
    void singleLabel_smoothingAndWeights() {
        Targets targets = new Targets(ProblemType.SINGLE_LABEL_CLASSIFICATION, 3, 0.1, new float[] {0.5f, 2f, 1.5f}, 0, 1);
        assertThat(crossEntropy(targets, single(2, 0, 0))).isCloseTo(0.7561689152759103, within(1e-6));
    }

    @Test
    void multiLabel_isBinaryCrossEntropyWithPositiveWeights() {
        Targets targets = new Targets(ProblemType.MULTI_LABEL_CLASSIFICATION, 3, 0, new float[] {0.5f, 2f, 1.5f}, 0, 1);
        EncodedSet set = new EncodedSet();
        set.add(new EncodedSet.Item(new int[] {1}, null, new int[] {0, 2}, Double.NaN, 0));
        set.add(new EncodedSet.Item(new int[] {1}, null, new int[0], Double.NaN, 0));
        set.add(new EncodedSet.Item(new int[] {1}, null, new int[] {1}, Double.NaN, 0));
        TrainBatch batch = Batches.assemble(set, new int[] {0, 1, 2}, new Batches.Padding(0, false), targets);
        double sum = 0;
        for (int b = 0; b < 3; b++) {
            for (int l = 0; l < 3; l++) {
                double p = 1 / (1 + Math.exp(-LOGITS[b][l]));
                double t = batch.targets()[b][l];
                sum -= batch.weights()[b][l] * (t * Math.log(p) + (1 - t) * Math.log(1 - p));
            }
        }
        assertThat(sum / targets.norm(set, new int[] {0, 1, 2})).isCloseTo(0.619256662702695, within(1e-6));
    }

    @Test
    void regression_isStandardised() {
        Targets targets = new Targets(ProblemType.REGRESSION, 1, 0, null, 10, 4);
        EncodedSet set = new EncodedSet();
        set.add(new EncodedSet.Item(new int[] {1}, null, new int[0], 16, 0));
        assertThat(Batches.assemble(set, new int[] {0}, new Batches.Padding(0, false), targets).targets()[0][0]).isEqualTo(1.5f);
    }
}
