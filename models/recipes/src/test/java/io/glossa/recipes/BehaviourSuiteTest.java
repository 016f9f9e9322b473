package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Polarity;
import io.glossa.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourSuiteTest {
    private static final String HEADER = "capability\ttype\texpected\ttext\tperturbed\n";
    private static final Map<String, Double> SCORES = Map.ofEntries(
            Map.entry("good", 0.9), Map.entry("bad", -0.8), Map.entry("not good", 0.2), Map.entry("not bad", -0.8),
            Map.entry("Ann is kind", 0.1), Map.entry("Bob is kind", -0.1), Map.entry("nice", 0.5), Map.entry("so nice", 0.41),
            Map.entry("poor", -0.5), Map.entry("so poor", -0.35), Map.entry("fine", 0.3), Map.entry("it works", 0.6),
            Map.entry("it hardly works", 0.59));

    private static BehaviourSuite suite(String rows) throws IOException {
        return BehaviourSuite.read(new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)), "a.tsv");
    }

    private static BehaviourSuite small() throws IOException {
        return suite("""
                vocabulary\tminimum\tpositive\tgood\t
                vocabulary\tminimum\tnegative\tbad\t
                negation\tminimum\tnegative\tnot good\t
                negation\tdirection\tup\tbad\tnot bad
                names\tinvariance\tsame\tAnn is kind\tBob is kind
                intensity\tdirection\tnot-down\tnice\tso nice
                intensity\tdirection\tnot-up\tpoor\tso poor
                vocabulary\tminimum\tpositive\tfine\t
                intensity\tdirection\tdown\tit works\tit hardly works
                """);
    }

    private static List<Reading> read(List<String> texts) {
        return texts.stream().map(text -> new Reading(SCORES.get(text) > 0 ? Polarity.POSITIVE : Polarity.NEGATIVE,
                SCORES.get(text))).toList();
    }

    @Test
    void run_tableByHand() throws IOException {
        BehaviourResult result = small().run(BehaviourSuiteTest::read);
        assertThat(result.passed()).isEqualTo(5);
        assertThat(result.table()).isEqualTo("""
                | capability | type | cases | passed | pass rate |
                | --- | --- | --- | --- | --- |
                | vocabulary | minimum | 3 | 3 | 100.0 |
                | negation | minimum | 1 | 0 | 0.0 |
                | negation | direction | 1 | 0 | 0.0 |
                | names | invariance | 1 | 0 | 0.0 |
                | intensity | direction | 3 | 2 | 66.7 |
                | all | all | 9 | 5 | 55.6 |
                """);
        assertThat(result.failures()).isEqualTo("negation: 4, 5\nnames: 6\nintensity: 8\n");
    }

    @Test
    void run_eachTextOnceInOneCall() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        small().run(texts -> {
            calls.add(texts);
            return read(texts);
        });
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).containsExactlyInAnyOrderElementsOf(SCORES.keySet());
    }

    @Test
    void run_allMet() throws IOException {
        BehaviourResult result = suite("a\tminimum\tpositive\tgood\t\n").run(BehaviourSuiteTest::read);
        assertThat(result.failed()).isEmpty();
        assertThat(result.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a\tinvariance\tpositive\tsecret\t",
        "a\tnone\tpositive\tsecret\t",
        "a\tminimum\tsame\tsecret\t",
        "a\tminimum\tneutral\tsecret\t",
        "a\tminimum\tpositive\t \t",
        "a\tminimum\tpositive\tsecret\tsecret 2",
        "a\tinvariance\tsame\tsecret\t",
        "a\tdirection\tup\tsecret\t"})
    void read_rowsThatAreNoCase(String row) {
        assertThatThrownBy(() -> suite("a\tminimum\tpositive\tgood\t\n" + row + "\n")).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("a.tsv, line 3: expected ").hasMessageNotContaining("secret");
    }

    @Test
    void read_columnMissing() {
        byte[] bytes = "capability\ttype\texpected\ttext\na\tminimum\tpositive\tgood\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BehaviourSuite.read(new ByteArrayInputStream(bytes), "a.tsv"))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("line 2: expected a column \"perturbed\"");
    }

    @Test
    void of_otherLanguage() {
        assertThatThrownBy(() -> BehaviourSuite.of("fr")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected en or zh, found \"fr\"");
    }
}
