package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.TrainingException;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static OutputFolder.Compared of(float[] served, float[] trained) {
        Comparison comparison = new Comparison();
        comparison.add(new float[] {1, 0}, new float[] {1, 0});
        comparison.add(served, trained);
        return comparison.result("model");
    }

    @Test
    void result_smallLogits_absolute() {
        OutputFolder.Compared found = of(new float[] {0.01009f, 0.02f}, new float[] {0.01f, 0.02f});

        assertThat(found.difference()).isCloseTo(9e-5, within(1e-8));
        assertThat(found.allowed()).isEqualTo(1e-4);
        assertThat(found.agreement()).isEqualTo(1);
        assertThatThrownBy(() -> of(new float[] {0.0102f, 0.02f}, new float[] {0.01f, 0.02f})).isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("model: expected the logits of the trainer within 1.0E-4");
    }

    @Test
    void result_largeLogits_ofTheirSize() {
        OutputFolder.Compared found = of(new float[] {-20.001f, 3}, new float[] {-20, 3});

        assertThat(found.difference()).isCloseTo(1e-3, within(2e-6)).isLessThanOrEqualTo(found.allowed());
        assertThat(found.allowed()).isCloseTo(2e-3, within(1e-9));
        assertThatThrownBy(() -> of(new float[] {-20.003f, 3}, new float[] {-20, 3})).isInstanceOf(TrainingException.class);
    }

    @Test
    void result_noNumber_isRefused() {
        assertThatThrownBy(() -> of(new float[] {Float.NaN, 3}, new float[] {2, 3})).isInstanceOf(TrainingException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void result_oneNumber_hasNoAgreement() {
        Comparison comparison = new Comparison();
        comparison.add(new float[] {1}, new float[] {1});

        assertThat(comparison.result("model").agreement()).isNaN();
    }
}
