package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MathOpsTest {
    @Property(tries = 300)
    void softmax_isADistribution(@ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -1e4f, max = 1e4f) Float> numbers) {
        float[] logits = array(numbers);
        float[] scores = MathOps.softmax(logits);
        double sum = 0;
        for (float score : scores) {
            assertThat(score).isBetween(0f, 1f);
            sum += score;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(scores[MathOps.argmax(logits)]).isEqualTo(scores[MathOps.argmax(scores)]);
    }

    @Property(tries = 300)
    void softmax_doesNotChangeWithAShift(@ForAll @Size(min = 1, max = 10) List<@FloatRange(min = -50, max = 50) Float> numbers) {
        float[] logits = array(numbers);
        float[] shifted = logits.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 64;
        }
        assertThat(MathOps.softmax(shifted)).containsExactly(MathOps.softmax(logits), within(1e-5f));
    }

    @Test
    void softmax_ofKnownNumbers() {
        assertThat(MathOps.softmax(new float[] {0, 0, 0, 0})).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
        assertThat(MathOps.softmax(new float[] {1, 2, 3})).containsExactly(0.09003057f, 0.24472848f, 0.66524094f);
        assertThat(MathOps.softmax(new float[] {9, 1, 2, 3, 9}, 1, 3)).containsExactly(0.09003057f, 0.24472848f, 0.66524094f);
        assertThat(MathOps.softmax(new float[] {-3e38f, 3e38f})).containsExactly(0, 1);
    }

    @Test
    void sigmoid_ofKnownNumbers() {
        assertThat(MathOps.sigmoid(new float[] {0, 2, -2, 1000, -1000}))
                .containsExactly(new float[] {0.5f, 0.880797f, 0.11920292f, 1, 0}, within(1e-7f));
    }

    @Property(tries = 200)
    void dot_isExactToFloat(@ForAll @Size(value = 20) List<@FloatRange(min = -100, max = 100) Float> first,
            @ForAll @Size(value = 20) List<@FloatRange(min = -100, max = 100) Float> second) {
        float[] a = array(first);
        float[] b = array(second);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
        }
        assertThat(MathOps.dot(a, b)).isCloseTo(sum.round(MathContext.DECIMAL64).doubleValue(), within(1e-8));
    }

    @Test
    void normalize_lengthOneOrZero() {
        assertThat(MathOps.normalize(new float[] {3, 4})).containsExactly(new float[] {0.6f, 0.8f}, within(1e-7f));
        assertThat(MathOps.normalize(new float[] {0, 0})).containsExactly(0, 0);
        assertThat(MathOps.normalize(new float[] {3e30f, 4e30f})).containsExactly(new float[] {0.6f, 0.8f}, within(1e-7f));
    }

    private static float[] array(List<Float> numbers) {
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    @Test
    void argmax_firstOfEquals() {
        assertThat(MathOps.argmax(new float[] {1, 3, 3})).isEqualTo(1);
    }
}
