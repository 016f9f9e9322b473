package io.glossa.internal.decoding;

import static org.assertj.core.api.Assertions.assertThat;

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
    void exponential_isThatOfTheLibrary(@ForAll @DoubleRange(min = -700, max = 0) double x) {
        assertThat(LogSoftmax.exp(x)).isBetween(Math.exp(x) * (1 - 1e-8), Math.exp(x) * (1 + 1e-8));
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
