package io.glossa.training.internal.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives against differences, and the search on functions whose minimum is known. */
final class LinearObjectiveTest {
    private static final double[] WEIGHTS = {0.5, 2, 1};

    static Stream<Targets> targets() {
        Random random = new Random(3);
        boolean[][] applies = new boolean[67][3];
        float[][] numbers = new float[67][3];
        int[] classes = new int[67];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = random.nextInt(3);
            for (int l = 0; l < 3; l++) {
                applies[i][l] = random.nextInt(3) == 0;
                numbers[i][l] = (float) random.nextGaussian();
            }
        }
        return Stream.of(Targets.singleLabel(classes, 3), Targets.multiLabel(applies), Targets.numbers(numbers));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void gradient_isThatOfDifferences(Targets targets) {
        DenseFeatures features = random(67, 5, 1);
        double[] x = new Random(2).doubles(18, -1, 1).toArray();
        Parallel.with(2, executor -> {
            DenseObjective objective = new DenseObjective(features, targets, new Losses(targets, WEIGHTS), 0.3, executor);
            double[] gradient = new double[x.length];
            objective.value(x, gradient);
            double step = 1.0 / 256;
            for (int i = 0; i < x.length; i++) {
                double[] there = x.clone();
                there[i] = x[i] + step;
                double above = objective.value(there, new double[x.length]);
                there[i] = x[i] - step;
                double below = objective.value(there, new double[x.length]);
                assertThat(gradient[i]).as("derivative " + i).isCloseTo((above - below) / (2 * step), within(1e-4));
            }
            return x;
        });
    }

    @ParameterizedTest
    @MethodSource("targets")
    void value_isThatOfTheFormula(Targets targets) {
        DenseFeatures features = random(67, 5, 1);
        double[] x = new Random(2).doubles(18, -1, 1).toArray();
        double found = Parallel.with(1, executor -> new DenseObjective(features, targets, new Losses(targets, null), 0.3, executor)
                .value(x, new double[x.length]));
        double sum = 0;
        for (int row = 0; row < 67; row++) {
            double[] z = new double[3];
            for (int l = 0; l < 3; l++) {
                z[l] = x[15 + l];
                for (int c = 0; c < 5; c++) {
                    z[l] += features.values()[row * 5 + c] * x[c * 3 + l];
                }
            }
            double exps = Arrays.stream(z).map(Math::exp).sum();
            for (int l = 0; l < 3; l++) {
                double y = targets.value(row, l);
                sum += switch (targets.kind()) {
                    case SINGLE_LABEL -> -y * Math.log(Math.exp(z[l]) / exps);
                    case MULTI_LABEL -> -y * Math.log(1 / (1 + Math.exp(-z[l]))) - (1 - y) * Math.log(1 / (1 + Math.exp(z[l])));
                    case NUMBERS -> (z[l] - y) * (z[l] - y) / 2;
                };
            }
        }
        double squares = Arrays.stream(x, 0, 15).map(w -> w * w).sum();
        assertThat(found).isCloseTo(sum / 67 + 0.15 * squares, within(1e-5));
    }

    @Test
    void losses_ofLargeScores_areFinite() {
        Targets one = Targets.singleLabel(new int[] {0}, 2);
        float[] scores = {-3e4f, 3e4f};
        assertThat(new Losses(one, null).lossAndDerivatives(0, scores, 0)).isEqualTo(6e4);
        assertThat(scores).containsExactly(-1, 1);
        Targets any = Targets.multiLabel(new boolean[][] {{true, false}});
        float[] others = {-3e4f, 3e4f};
        assertThat(new Losses(any, null).lossAndDerivatives(0, others, 0)).isEqualTo(6e4);
        assertThat(others).containsExactly(-1, 1);
    }

    @Test
    void lbfgs_ofRosenbrock_findsTheValley() {
        Lbfgs.Function rosenbrock = (x, g) -> {
            double value = 0;
            Arrays.fill(g, 0);
            for (int i = 0; i + 1 < x.length; i++) {
                double bend = x[i + 1] - x[i] * x[i];
                value += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
                g[i] += -400 * x[i] * bend - 2 * (1 - x[i]);
                g[i + 1] += 200 * bend;
            }
            return value;
        };
        double[] start = new double[10];
        Arrays.fill(start, -1.2);
        Lbfgs.Minimum minimum = new Lbfgs(rosenbrock, 500, 1e-8).minimize(start);
        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.iterations()).isLessThan(200);
        double[] ones = new double[10];
        Arrays.fill(ones, 1);
        assertThat(minimum.x()).containsExactly(ones, within(1e-6));
    }

    @Test
    void lbfgs_ofScalesFarApart_findsTheCentre() {
        Lbfgs.Function bowl = (x, g) -> {
            double value = 0;
            for (int i = 0; i < x.length; i++) {
                double scale = Math.pow(10, i);
                value += scale * (x[i] - i) * (x[i] - i) / 2;
                g[i] = scale * (x[i] - i);
            }
            return value;
        };
        Lbfgs.Minimum minimum = new Lbfgs(bowl, 500, 1e-7).minimize(new double[6]);
        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.x()).containsExactly(new double[] {0, 1, 2, 3, 4, 5}, within(1e-6));
    }

    static DenseFeatures random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new DenseFeatures(values, rows, columns);
    }
}
