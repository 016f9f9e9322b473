package io.glossa.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.internal.linear.DenseFeatures;
import io.glossa.training.internal.linear.SparseFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No example has a say in its own prediction. */
class OutOfFoldTest {
    private static final int[] PARTS = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
    private static final int[] LABELS = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};

    private static DenseFeatures features(int firstColumnOf) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            vectors.add(i == firstColumnOf ? new float[] {0, 0, 1} : i < 5 ? new float[] {1, 0, 0} : new float[] {0, 1, 0});
        }
        return DenseFeatures.of(vectors);
    }

    @Test
    void ownLabel_changesOthersOnly() {
        OutOfFold folds = new OutOfFold(features(-1), PARTS);
        double[][] before = folds.singleLabel(LABELS, 2);
        int[] changed = LABELS.clone();
        changed[3] = 1;
        double[][] after = folds.singleLabel(changed, 2);
        assertThat(after[3]).containsExactly(before[3], within(1e-4));
        // The eighth is in the same part.
        assertThat(after[8]).containsExactly(before[8], within(1e-4));
        assertThat(after[2][0]).isLessThan(before[2][0] - 0.01);
        for (int i = 0; i < 10; i++) {
            assertThat(before[i][LABELS[i]]).isGreaterThan(0.7);
            assertThat(Arrays.stream(before[i]).sum()).isEqualTo(1, within(1e-6));
        }
    }

    /** A feature that nothing else has says nothing about its example. */
    @Test
    void featureOfItsOwn_isNotLearnt() {
        double[] alone = new OutOfFold(features(3), PARTS).singleLabel(LABELS, 2)[3];
        assertThat(alone[0]).isLessThan(0.6);
    }

    @Test
    void multiLabel_eachByItself() {
        boolean[][] given = new boolean[10][];
        for (int i = 0; i < 10; i++) {
            given[i] = new boolean[] {i < 5, i >= 5};
        }
        double[][] p = new OutOfFold(features(-1), PARTS).multiLabel(given);
        for (int i = 0; i < 10; i++) {
            assertThat(p[i][0]).isBetween(i < 5 ? 0.6 : 0, i < 5 ? 1 : 0.4);
            assertThat(p[i][1]).isBetween(i < 5 ? 0 : 0.6, i < 5 ? 0.4 : 1);
        }
    }

    @Test
    void mean_geometric() {
        double[][] mean = OutOfFold.mean(new double[][] {{0.9, 0.1}}, new double[][] {{0.4, 0.6}}, true);
        double yes = Math.sqrt(0.36);
        double no = Math.sqrt(0.06);
        assertThat(mean[0]).containsExactly(new double[] {yes / (yes + no), no / (yes + no)}, within(1e-12));
        double[][] binary = OutOfFold.mean(new double[][] {{0.9}}, new double[][] {{0.4}}, false);
        assertThat(binary[0]).containsExactly(new double[] {yes / (yes + no)}, within(1e-12));
    }

    /** Products with a column of ones: sums of features; the same words in another spacing are the same features. */
    @Test
    void ngrams_sameWordsSameFeatures() {
        SparseFeatures features = HashedNgrams.of(List.of("Hello  world", "hello world", "", "日本語", "語本日"));
        assertThat(features.rows()).isEqualTo(5);
        float[] weights = new float[features.columns()];
        for (int c = 0; c < weights.length; c++) {
            weights[c] = (float) Math.sin(c + 1);
        }
        float[] sums = new float[5];
        for (int row = 0; row < 5; row++) {
            float[] into = new float[1];
            features.addProducts(row, weights, 1, into);
            sums[row] = into[0];
        }
        assertThat(sums[0]).isEqualTo(sums[1]).isNotZero();
        assertThat(sums[2]).isZero();
        assertThat(sums[3]).isNotZero().isNotEqualTo(sums[4]);
    }
}
