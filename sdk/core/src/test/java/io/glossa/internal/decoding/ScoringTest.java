package io.glossa.internal.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.EngineException;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The numbers below the searches against their plain definitions. */
final class ScoringTest {
    @Property(seed = "1")
    void exponential_isThatOfTheLibrary(@ForAll @DoubleRange(min = -40, max = 0) double x) {
        double exponential = new Lanes(1).exponentials(new float[] {(float) x}, 0, 1, 0);
        double expected = Math.exp((float) x);
        assertThat(Math.abs(exponential - expected)).isLessThan(5e-7);
        // Smaller terms may be less exact, for they are added to one of 1.
        assertThat(Math.abs(exponential - expected)).isLessThan(expected * (x > -12 ? 1e-5 : 1e-3));
    }

    @Property(tries = 100, seed = "4")
    void sums_areThoseOfTheLibrary(@ForAll @IntRange(min = 1, max = 40_000) int length, @ForAll @DoubleRange(min = 0, max = 60) double spread,
            @ForAll @IntRange(max = 1 << 30) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] row = new float[length + 3];
        float maximum = Float.NEGATIVE_INFINITY;
        for (int i = 3; i < row.length; i++) {
            row[i] = random.nextInt(50) == 0 ? Float.NEGATIVE_INFINITY : (float) ((random.nextDouble() - 0.5) * spread);
            maximum = Math.max(maximum, row[i]);
        }
        row[length / 2 + 3] = maximum = Math.max(maximum, 0);
        double sum = 0;
        for (int i = 3; i < row.length; i++) {
            sum += Math.exp((double) row[i] - maximum);
        }
        assertThat(LogSoftmax.maximum(row, 3, row.length)).isEqualTo(maximum);
        assertThat((double) LogSoftmax.logSum(row, 3, row.length, maximum)).isCloseTo(Math.log(sum), within(1e-6 * Math.max(1, Math.log(sum))));
    }

    @Test
    void maximum_refusesWhatIsNoNumberWhereverItStands() {
        for (int at : new int[] {0, 5, 1024, 2999}) {
            for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                float[] row = new float[3000];
                row[at] = odd;
                assertThatThrownBy(() -> LogSoftmax.maximum(row, 0, row.length)).isInstanceOf(EngineException.class)
                        .hasMessageContaining(Float.isNaN(odd) ? "found NaN" : "found infinity");
            }
        }
    }

    @Test
    void logProbabilities_addUpToOneWhateverTheirSpread() {
        SplittableRandom random = new SplittableRandom(3);
        for (float spread : new float[] {0, 1, 30, 1000}) {
            float[] row = new float[60_000];
            for (int i = 10; i < row.length; i++) {
                row[i] = (float) (random.nextDouble() * spread);
            }
            row[20] = Float.NEGATIVE_INFINITY;
            LogSoftmax.inPlace(row, 10, row.length);
            double sum = IntStream.range(10, row.length).mapToDouble(i -> Math.exp(row[i])).sum();
            assertThat(sum).isBetween(1 - 2e-6, 1 + 2e-6);
            assertThat(row[0]).isZero();
            assertThat(row[20]).isEqualTo(Float.NEGATIVE_INFINITY);
        }
    }

    @Property(tries = 300, seed = "2")
    void topScores_areTheFirstOfAStableSort(@ForAll @IntRange(min = 1, max = 40) int capacity, @ForAll @IntRange(max = 1 << 30) int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[random.nextInt(capacity, 300)];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(8) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(20);
        }
        TopScores top = new TopScores(capacity);
        top.offerAll(scores, 0, scores.length / 2, 0, 0);
        top.offerAll(scores, scores.length / 2, scores.length, 0, scores.length / 2);
        List<Integer> expected = IntStream.range(0, scores.length).boxed()
                .sorted(Comparator.comparing((Integer i) -> -scores[i])).limit(capacity).toList();
        assertThat(IntStream.range(0, top.size()).mapToObj(top::index).toList()).isEqualTo(expected);
    }
}
