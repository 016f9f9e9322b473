package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Polarity;
import io.glossa.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    private static Reading reading(double score) {
        return new Reading(score > 0 ? Polarity.POSITIVE : score < 0 ? Polarity.NEGATIVE : Polarity.NEUTRAL, score);
    }

    @ParameterizedTest
    @CsvSource({
        "positive, 0.1, 0.1, true", "positive, -0.1, -0.1, false", "positive, 0, 0, false",
        "negative, -0.1, -0.1, true", "negative, 0.1, 0.1, false", "negative, 0, 0, false",
        "same, 0.9, 0.1, true", "same, -0.9, -0.1, true", "same, 0.1, -0.1, false", "same, 0, 0.1, false", "same, 0, 0, true",
        "up, 0.1, 0.2, true", "up, 0.1, 0.1, false", "up, 0.2, 0.1, false",
        "down, 0.2, 0.1, true", "down, 0.1, 0.1, false", "down, 0.1, 0.2, false",
        "not-down, 0.5, 0.9, true", "not-down, 0.5, 0.41, true", "not-down, 0.5, 0.39, false",
        "not-up, 0.5, 0.1, true", "not-up, 0.5, 0.59, true", "not-up, 0.5, 0.61, false"})
    void isMet_atItsBounds(String word, double text, double perturbed, boolean met) {
        assertThat(Expectation.of(word, "here").isMet(reading(text), reading(perturbed))).isEqualTo(met);
    }

    @Test
    void of_everyWord() {
        assertThat(Expectation.values()).allSatisfy(value -> assertThat(Expectation.of(value.word(), "here")).isSameAs(value));
    }

    @Test
    void of_unknownWord() {
        assertThatThrownBy(() -> Expectation.of("secret", "a.tsv, line 7")).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("a.tsv, line 7: expected one of positive, negative, same, up, down, not-down, not-up")
                .hasMessageNotContaining("secret");
    }
}
