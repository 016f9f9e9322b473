package io.glossa.training.internal.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.TrainingException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every fit. */
final class LinearTrainerTest {
    private static final LinearOptions OPTIONS = LinearOptions.defaults().withThreads(2);

    @Test
    void fit_withAnyThreads_givesTheSameBits() {
        for (Targets.Kind kind : Targets.Kind.values()) {
            DenseFeatures dense = LinearObjectiveTest.random(700, 6, 4);
            Targets targets = targets(dense, kind, 0.5);
            SparseFeatures sparse = sparse(dense);
            for (Features features : List.of(dense, sparse)) {
                LinearModel one = LinearTrainer.fit(features, targets, OPTIONS.withThreads(1));
                LinearModel three = LinearTrainer.fit(features, targets, OPTIONS.withThreads(3));
                assertThat(three.weights()).isEqualTo(one.weights());
                assertThat(three.bias()).isEqualTo(one.bias());
                assertThat(three.lambda()).isEqualTo(one.lambda());
            }
        }
    }

    @Test
    void fit_ofStandardizedFeatures_takesThemAsTheyAre() {
        DenseFeatures plain = LinearObjectiveTest.random(300, 5, 5);
        float[] moved = plain.values().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = moved[i] * (float) Math.pow(4, i % 5) + 3 * (i % 5);
        }
        DenseFeatures other = new DenseFeatures(moved, 300, 5);
        Targets targets = targets(plain, Targets.Kind.SINGLE_LABEL, 0.5);
        LinearOptions options = OPTIONS.withLambda(0.01).withEnd(500, 1e-7);
        LinearModel first = LinearTrainer.fit(plain, targets, options);
        LinearModel second = LinearTrainer.fit(other, targets, options);
        for (int row = 0; row < 300; row++) {
            assertThat(second.predict(other, row)).containsExactly(first.predict(plain, row), within(1e-4));
        }
    }

    @Test
    void fit_withAConstantFeature_givesItNoWeight() {
        DenseFeatures plain = LinearObjectiveTest.random(100, 3, 6);
        float[] values = plain.values().clone();
        for (int row = 0; row < 100; row++) {
            values[row * 3 + 1] = 0.7f;
        }
        DenseFeatures features = new DenseFeatures(values, 100, 3);
        LinearModel model = LinearTrainer.fit(features, targets(features, Targets.Kind.SINGLE_LABEL, 0.1), OPTIONS);
        for (int l = 0; l < 3; l++) {
            assertThat(model.weights()[l * 3 + 1]).isZero();
        }
        assertThat(model.predict(features, 0)).doesNotContain(Double.NaN);
    }

    @Test
    void lambda_ofNoise_isLargerThanOfSignal() {
        for (Targets.Kind kind : Targets.Kind.values()) {
            DenseFeatures dense = LinearObjectiveTest.random(60, 8, 7);
            Targets signal = targets(dense, kind, 0.01);
            Targets noise = targets(LinearObjectiveTest.random(60, 8, 8), kind, 0.01);
            for (Features features : List.of(dense, sparse(dense))) {
                assertThat(LinearTrainer.fit(features, signal, OPTIONS).lambda()).as(kind + " of " + features.getClass())
                        .isLessThan(LinearTrainer.fit(features, noise, OPTIONS).lambda());
            }
        }
    }

    @Test
    void fit_ofSparse_isThatOfDenseWithAColumnOfOnes() {
        DenseFeatures dense = LinearObjectiveTest.random(200, 6, 9);
        float[] withOnes = new float[200 * 7];
        for (int i = 0; i < withOnes.length; i++) {
            withOnes[i] = i % 7 == 6 ? 1 : dense.values()[i / 7 * 6 + i % 7];
        }
        for (Targets.Kind kind : Targets.Kind.values()) {
            Targets targets = targets(dense, kind, 1);
            double[] weights = {2, 1, 0.5};
            LinearOptions options = OPTIONS.withLambda(0.05).withLabelWeights(weights).withStandardize(false).withEnd(2000, 1e-8);
            LinearModel sparse = LinearTrainer.fit(sparse(dense), targets, options);
            // There the bias is the weight of the last column, and the free bias stays 0.
            double[] parameters = new double[24];
            System.arraycopy(toDoubles(sparse.weightsByColumn()), 0, parameters, 0, 18);
            System.arraycopy(toDoubles(sparse.bias()), 0, parameters, 18, 3);
            double atSparse = Parallel.with(1, executor -> {
                double[] gradient = new double[24];
                new DenseObjective(new DenseFeatures(withOnes, 200, 7), targets, new Losses(targets, weights), 0.05, executor)
                        .value(parameters, gradient);
                return Arrays.stream(gradient, 0, 21).map(Math::abs).max().orElseThrow();
            });
            assertThat(atSparse).as("largest derivative at the solution for " + kind).isLessThan(2e-4);
        }
    }

    @Test
    void holdout_isAFifthOfEachLabel() {
        int[] classes = new int[103];
        Arrays.setAll(classes, i -> i < 100 ? i % 4 : 4);
        Holdout holdout = Holdout.of(Targets.singleLabel(classes, 5), 1);
        int[] held = new int[5];
        Arrays.stream(holdout.held()).forEach(row -> held[classes[row]]++);
        assertThat(held).containsExactly(5, 5, 5, 5, 0);
        Set<Integer> both = new HashSet<>();
        Arrays.stream(holdout.held()).forEach(both::add);
        Arrays.stream(holdout.fit()).forEach(both::add);
        assertThat(both).hasSize(103);
        assertThat(Holdout.of(Targets.singleLabel(classes, 5), 2).held()).isNotEqualTo(holdout.held());
    }

    @Test
    void fit_ofFewExamples_needsNoHoldout() {
        DenseFeatures features = new DenseFeatures(new float[] {1, 0, 0, 1}, 2, 2);
        Targets targets = Targets.singleLabel(new int[] {0, 1}, 2);
        for (Features each : List.of(features, sparse(features))) {
            LinearModel model = LinearTrainer.fit(each, targets, OPTIONS);
            assertThat(model.predict(each)[0][0]).isGreaterThan(0.6);
            assertThat(model.predict(each)[1][1]).isGreaterThan(0.6);
        }
    }

    @Test
    void balancedWeights_letLabelsCountTheSame() {
        assertThat(Targets.singleLabel(new int[] {0, 0, 0, 1}, 3).balancedWeights())
                .containsExactly(new double[] {4 / 9.0, 4 / 3.0, 1}, within(1e-12));
        assertThat(Targets.multiLabel(new boolean[][] {{true, false}, {false, false}, {false, false}, {false, false}}).balancedWeights())
                .containsExactly(3, 1);
    }

    @Test
    void fit_ofWrongArguments_saysWhatIsWrong() {
        DenseFeatures features = new DenseFeatures(new float[] {1, 0, 0, 1}, 2, 2);
        Targets targets = Targets.singleLabel(new int[] {0, 1}, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> LinearTrainer.fit(features, Targets.singleLabel(new int[] {0}, 2), OPTIONS))
                .withMessage("targets: expected as many as examples, at least 1, found 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearTrainer.fit(features, targets, OPTIONS.withLabelWeights(new double[] {1})))
                .withMessage("labelWeights: expected 2, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearTrainer.fit(features, targets, OPTIONS.withLabelWeights(new double[] {1, -1})))
                .withMessageContaining("positive");
        assertThatThrownBy(() -> LinearTrainer.fit(new DenseFeatures(new float[] {1, Float.NaN, 0, 1}, 2, 2), targets, OPTIONS))
                .isInstanceOf(TrainingException.class).hasMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.singleLabel(new int[] {0, 2}, 2))
                .withMessage("classes: expected 0 to 1, found 2 in example 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.singleLabel(new int[] {0}, 1)).withMessageContaining("at least 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.numbers(new float[][] {{1}, {1, 2}})).withMessageContaining("example 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.numbers(new float[][] {{Float.POSITIVE_INFINITY}}))
                .withMessageContaining("finite");
        assertThatIllegalArgumentException().isThrownBy(() -> Targets.multiLabel(new boolean[0][])).withMessageContaining("at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> SparseFeatures.builder(3).add(new int[] {1, 1}, new float[] {1, 1}))
                .withMessageContaining("ascending");
        assertThatIllegalArgumentException().isThrownBy(() -> SparseFeatures.builder(3).add(new int[] {3}, new float[] {1}))
                .withMessageContaining("from 0 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withLambda(0)).withMessageContaining("lambda");
        assertThatIllegalArgumentException().isThrownBy(() -> LinearTrainer.fit(features, targets, OPTIONS)
                .scores(new DenseFeatures(new float[3], 1, 3), 0)).withMessage("features: expected 2, found 3");
    }

    /** Three outputs that follow the features, with so much noise. */
    private static Targets targets(DenseFeatures features, Targets.Kind kind, double noise) {
        Random random = new Random(11);
        int n = features.rows();
        float[][] z = new float[n][3];
        for (int row = 0; row < n; row++) {
            for (int l = 0; l < 3; l++) {
                z[row][l] = (float) (noise * random.nextGaussian());
                for (int c = 0; c < features.columns(); c++) {
                    z[row][l] += features.values()[row * features.columns() + c] * (float) Math.sin(1 + c * 3 + l);
                }
            }
        }
        return switch (kind) {
            case SINGLE_LABEL -> Targets.singleLabel(Arrays.stream(z)
                    .mapToInt(s -> s[0] >= s[1] && s[0] >= s[2] ? 0 : s[1] >= s[2] ? 1 : 2).toArray(), 3);
            case MULTI_LABEL -> Targets.multiLabel(Arrays.stream(z)
                    .map(s -> new boolean[] {s[0] > 0, s[1] > 0.5, s[2] > 0}).toArray(boolean[][]::new));
            case NUMBERS -> Targets.numbers(z);
        };
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static SparseFeatures sparse(DenseFeatures dense) {
        float[][] rows = new float[dense.rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(dense.values(), row * dense.columns(), (row + 1) * dense.columns());
        }
        return LinearGoldenTest.sparse(rows);
    }
}
