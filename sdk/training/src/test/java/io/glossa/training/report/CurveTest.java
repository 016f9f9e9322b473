package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static Curve curve(double... y) {
        return new Curve("", "c1", IntStream.range(0, y.length).asDoubleStream().toArray(), y, "line", false);
    }

    @Property(tries = 50)
    void thinned_keepsPeaksOrderAndTheLimit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int size) {
        double[] y = new Random(seed).doubles(size).toArray();
        y[size / 2] = Double.NaN;
        Curve thin = curve(y).thinned();
        assertThat(thin.x().length).isLessThanOrEqualTo(Curve.MOST_POINTS);
        assertThat(thin.x()).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < thin.x().length; i++) {
            assertThat(Double.compare(thin.y()[i], y[(int) thin.x()[i]])).isZero();
        }
        if (size > 1) {
            double[] finite = Arrays.stream(y).filter(Double::isFinite).sorted().toArray();
            assertThat(Arrays.stream(thin.y()).filter(Double::isFinite).min().getAsDouble()).isEqualTo(finite[0]);
            assertThat(Arrays.stream(thin.y()).filter(Double::isFinite).max().getAsDouble()).isEqualTo(finite[finite.length - 1]);
        }
    }

    @Test
    void path_hasGapsAndLonePoints() {
        Scale scale = new Scale(0, 10, 1, 0, 10);
        assertThat(curve(1, 2, Double.NaN, 3, Double.POSITIVE_INFINITY, 4, 5).path(scale, scale)).isEqualTo("M0 1L1 2M3 3h0M5 4L6 5");
        assertThat(curve().path(scale, scale)).isEmpty();
    }

    @Test
    void smoothed_isTheMeanAround() {
        assertThat(curve(0, 3, 6, Double.NaN).smoothed(3, "", "line").y()).containsExactly(1.5, 3, 4.5, 6);
    }
}
