package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final TokenUsage USAGE = new TokenUsage(3, 0, 1, 0);

    private static Classification of(Activation activation, Map<String, Double> thresholds, float... logits) {
        return new Classification(List.of("a", "b", "c").subList(0, logits.length), logits, activation, thresholds, USAGE);
    }

    @Test
    void scores_bestFirstAndStable() {
        Classification found = of(Activation.NONE, Map.of(), 1, 5, 1);
        assertThat(found.scores()).extracting(LabelScore::label).containsExactly("b", "a", "c");
        assertThat(found.best()).isEqualTo(new LabelScore("b", 5));
        assertThat(found.labels()).containsExactly("a", "b", "c");
        assertThat(found.top(2)).hasSize(2);
        assertThat(found.top(9)).hasSize(3);
        assertThat(found.top(0)).isEmpty();
        assertThatThrownBy(() -> found.top(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThat(found.above(1)).hasSize(3);
        assertThat(found.above(1.5)).hasSize(1);
    }

    @Test
    void score_ofUnknownLabel() {
        assertThatThrownBy(() -> of(Activation.NONE, Map.of(), 1).score("z")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[a]");
        assertThatThrownBy(() -> of(Activation.NONE, Map.of(), 1).score(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void selected_oneLabelUnderSoftmax() {
        assertThat(of(Activation.SOFTMAX, Map.of(), 1, 2, 3).selected()).extracting(LabelScore::label).containsExactly("c");
    }

    @Test
    void selected_anyNumberUnderSigmoid() {
        assertThat(of(Activation.SIGMOID, Map.of(), 1, -2, 3).selected()).extracting(LabelScore::label).containsExactly("c", "a");
        assertThat(of(Activation.SIGMOID, Map.of(), -1, -2, -3).selected()).isEmpty();
        assertThat(of(Activation.SIGMOID, Map.of(), -1).selected()).hasSize(1);
    }

    @Test
    void selected_byThresholds() {
        Map<String, Double> thresholds = Map.of("a", 0.9, "b", 0.1, "c", 0.99);
        assertThat(of(Activation.SIGMOID, thresholds, 1, -2, 3).selected()).extracting(LabelScore::label).containsExactly("b");
        assertThat(of(Activation.SOFTMAX, thresholds, 0, 0, 0).selected()).extracting(LabelScore::label).containsExactly("b");
    }

    @Test
    void logits_areACopy() {
        Classification found = of(Activation.SOFTMAX, Map.of(), 1, 2);
        found.logits()[0] = 99;
        assertThat(found.logits()).containsExactly(1, 2);
        assertThat(found.withActivation(Activation.NONE).score("b")).isEqualTo(2);
        assertThat(found.withActivation(Activation.SIGMOID).activation()).isEqualTo(Activation.SIGMOID);
        assertThat(found).isEqualTo(of(Activation.SOFTMAX, Map.of(), 1, 2)).hasSameHashCodeAs(of(Activation.SOFTMAX, Map.of(), 1, 2))
                .isNotEqualTo(found.withActivation(Activation.NONE));
        assertThat(found.toString()).contains("b").contains("a");
    }
}
