package io.glossa.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the paper's example, one worked by hand, and the definitions written down a second time. */
class ConfidentLearningTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** Six examples: t_A = (0.9 + 0.8 + 0.2) / 3, t_B = (0.7 + 0.4 + 0.9) / 3; the third is surely B, the fifth nothing for sure. */
    @Test
    void byHand_thresholdsJointSuspects() {
        double[][] p = {{0.9, 0.1}, {0.8, 0.2}, {0.2, 0.8}, {0.3, 0.7}, {0.6, 0.4}, {0.1, 0.9}};
        int[] given = {0, 0, 0, 1, 1, 1};
        ConfidentLearning learning = ConfidentLearning.of(p, given, 2);
        assertThat(learning.thresholds()).containsExactly(new double[] {1.9 / 3, 2.0 / 3}, EXACT);
        assertThat(learning.counts()).isDeepEqualTo(new int[][] {{2, 1}, {0, 2}});
        assertThat(learning.confident(4)).isEqualTo(-1);
        assertThat(learning.joint()[0]).containsExactly(new double[] {2 / 6.0, 1 / 6.0}, EXACT);
        assertThat(learning.joint()[1]).containsExactly(new double[] {0, 3 / 6.0}, EXACT);
        assertThat(learning.byClass()).containsExactly(false, false, true, false, false, false);
        assertThat(learning.byNoiseRate()).containsExactly(false, false, true, false, false, false);
        assertThat(learning.suspects(1)).containsExactly(2);
        // Only the third and the fifth have a label that is not the most probable.
        assertThat(learning.suspects(5)).containsExactly(2, 4);
        assertThat(learning.suggestion(2)).isEqualTo(1);
        assertThat(learning.selfConfidence(2)).isEqualTo(0.2);
        assertThat(learning.margin(2)).isEqualTo(0.2 - 0.8, EXACT);
    }

    /** Counts of three kinds of animals, of which 0.4 of the labels are wrong; the joint is C / 400 where every example is counted. */
    @Test
    void surePredictions_jointIsTheCounts() {
        int[][] counts = {{100, 40, 20}, {56, 60, 0}, {32, 12, 80}};
        List<double[]> p = new ArrayList<>();
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < counts[i][j]; k++) {
                    double[] row = new double[3];
                    row[j] = 1;
                    p.add(row);
                    given.add(i);
                }
            }
        }
        ConfidentLearning learning = ConfidentLearning.of(p.toArray(double[][]::new), given.stream().mapToInt(i -> i).toArray(), 3);
        assertThat(learning.counts()).isDeepEqualTo(counts);
        double[][] joint = {{0.25, 0.1, 0.05}, {0.14, 0.15, 0}, {0.08, 0.03, 0.2}};
        for (int i = 0; i < 3; i++) {
            assertThat(learning.joint()[i]).containsExactly(joint[i], EXACT);
        }
        int[] suspects = learning.suspects(1);
        assertThat(Arrays.stream(suspects).boxed()).hasSize(160).allMatch(x -> learning.confident(x) != given.get(x));
    }

    @Test
    void labelThatNothingHas_isNeverSure() {
        ConfidentLearning learning = ConfidentLearning.of(new double[][] {{0.6, 0.1, 0.3}, {0.1, 0.1, 0.8}}, new int[] {0, 0}, 3);
        assertThat(learning.thresholds()[2]).isInfinite();
        assertThat(learning.counts()[0]).containsExactly(1, 0, 0);
        assertThat(learning.joint()[0][0]).isEqualTo(1, EXACT);
    }

    @Property(tries = 200)
    void random_equalsDefinitions(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 2, max = 5) int labels) {
        Random random = new Random(seed);
        double[][] p = new double[size][labels];
        int[] given = new int[size];
        for (int x = 0; x < size; x++) {
            given[x] = random.nextInt(labels);
            for (int j = 0; j < labels; j++) {
                p[x][j] = Math.pow(random.nextDouble(), 4) + 1e-6;
            }
            double sum = Arrays.stream(p[x]).sum();
            for (int j = 0; j < labels; j++) {
                p[x][j] /= sum;
            }
        }
        ConfidentLearning learning = ConfidentLearning.of(p, given, labels);
        Map<List<Integer>, Integer> expected = new HashMap<>();
        for (int x = 0; x < size; x++) {
            List<Integer> sure = new ArrayList<>();
            for (int j = 0; j < labels; j++) {
                if (p[x][j] >= meanConfidence(p, given, j)) {
                    sure.add(j);
                }
            }
            double[] row = p[x];
            int from = given[x];
            sure.stream().max((a, b) -> Double.compare(row[a], row[b])).ifPresent(j -> expected.merge(List.of(from, j), 1, Integer::sum));
        }
        double total = 0;
        for (int i = 0; i < labels; i++) {
            for (int j = 0; j < labels; j++) {
                assertThat(learning.counts()[i][j]).isEqualTo(expected.getOrDefault(List.of(i, j), 0));
                total += learning.joint()[i][j];
            }
            int label = i;
            assertThat(Arrays.stream(learning.joint()[i]).sum())
                    .isEqualTo((double) Arrays.stream(given).filter(g -> g == label).count() / size, within(1e-9));
        }
        assertThat(total).isEqualTo(1, within(1e-9));
        int[] suspects = learning.suspects(1);
        assertThat(Arrays.stream(suspects).mapToObj(learning::selfConfidence)).isSorted();
        assertThat(Arrays.stream(suspects).boxed()).allMatch(x -> learning.margin(x) < 0);
    }

    private static double meanConfidence(double[][] p, int[] given, int label) {
        double sum = 0;
        int count = 0;
        for (int x = 0; x < given.length; x++) {
            if (given[x] == label) {
                sum += p[x][label];
                count++;
            }
        }
        return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
    }
}
