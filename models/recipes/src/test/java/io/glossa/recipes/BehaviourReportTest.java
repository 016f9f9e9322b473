package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Polarity;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelNotFoundException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourReportTest {
    /**
     * The embedded models meet what they met when these floors were measured, less two cases: embeddings differ between processors
     * in their last digits, and a text whose score is near 0 may change sides.
     */
    @ParameterizedTest
    @CsvSource({"en, 282", "zh, 253"})
    void run_embeddedModelsMeetTheirFloor(String language, int measured) {
        BehaviourResult result = BehaviourReport.run(BehaviourSuite.of(language), "sentiment-" + language);
        assertThat(result.passed()).as(() -> result.table() + result.failures()).isGreaterThanOrEqualTo(measured - 2);
    }

    /** A model that says the same of everything meets all that is invariant, half of what is plain and no strict direction. */
    @Test
    void run_constantAnswers() {
        BehaviourSuite suite = BehaviourSuite.of("en");
        Reading positive = new Reading(Polarity.POSITIVE, 0.5);
        BehaviourResult result = suite.run(texts -> texts.stream().map(text -> positive).toList());
        assertThat(result.failed().stream().collect(Collectors.groupingBy(BehaviourCase::expected)).keySet())
                .containsExactlyInAnyOrder(Expectation.NEGATIVE, Expectation.UP, Expectation.DOWN);
    }

    @Test
    void main_argumentMissing() {
        assertThatThrownBy(() -> BehaviourReport.main(new String[] {"en"})).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arguments: expected a language and a model, found 1");
    }

    @Test
    void main_languageWithoutSuite() {
        assertThatThrownBy(() -> BehaviourReport.main(new String[] {"fr", "sentiment-en"}))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("language");
    }

    @Test
    void main_noSuchModel() {
        assertThatThrownBy(() -> BehaviourReport.main(new String[] {"en", "no-such-model"}))
                .isInstanceOf(ModelNotFoundException.class).hasMessageContaining("no-such-model");
    }
}
