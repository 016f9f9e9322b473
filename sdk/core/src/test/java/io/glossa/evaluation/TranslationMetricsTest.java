package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TranslationMetricsTest {
    @Test
    void nothingToScore_isAnInputError() {
        assertThatThrownBy(() -> Bleu.of(BleuTokenizer.WMT_13A).corpus(List.of(), List.of())).isInstanceOf(InvalidInputException.class)
                .hasMessage("BLEU: expected at least one hypothesis, found none; the score of nothing is undefined");
        assertThatThrownBy(() -> Chrf.chrf().corpus(List.of(), List.of())).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("chrF: expected at least one hypothesis");
    }

    @Test
    void listsOfDifferentLength_areAnInputErrorWithoutTheTexts() {
        List<String> two = List.of("secret", "words");
        List<List<String>> one = List.of(List.of("hidden"));
        assertThatThrownBy(() -> Bleu.of(BleuTokenizer.NONE).corpus(two, one)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("each of 2 hypotheses, found them for 1").hasMessageNotContainingAny("secret", "hidden");
        assertThatThrownBy(() -> Chrf.plusPlus().corpus(two, List.of(List.of("a"), List.of()))).isInstanceOf(InvalidInputException.class)
                .hasMessage("chrF: expected at least one reference for hypothesis 1, found none");
        assertThatThrownBy(() -> Bleu.of(BleuTokenizer.NONE).sentence("a", List.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void settingsOutOfRange_areInputErrors() {
        assertThatThrownBy(() -> Bleu.builder().smoothing(BleuSmoothing.FLOOR, -1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Bleu.builder().smoothing(BleuSmoothing.ADD_K, Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Chrf.builder().characterOrder(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Chrf.builder().wordOrder(-1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Chrf.builder().beta(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Bleu.builder().tokenizer(null)).isInstanceOf(NullPointerException.class).hasMessage("tokenizer");
        assertThatThrownBy(() -> Chrf.chrf().sentence(null, List.of("a"))).isInstanceOf(NullPointerException.class).hasMessage("hypothesis");
    }

    @Property(tries = 200, seed = "4")
    void anyUnicode_scoresBetweenZeroAndHundredAndItselfHundred(@ForAll @Size(min = 1, max = 5) List<@StringLength(max = 40) String> texts) {
        List<List<String>> same = texts.stream().map(List::of).toList();
        List<String> turned = new ArrayList<>(texts);
        java.util.Collections.reverse(turned);
        for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
            Bleu bleu = Bleu.builder().tokenizer(tokenizer).effectiveOrder(true).build();
            BleuScore self = bleu.corpus(texts, same);
            assertThat(self.score()).isBetween(self.hypothesisLength() == 0 ? 0 : 100 - 1e-9, 100 + 1e-9);
            assertThat(bleu.corpus(turned, same).score()).isBetween(0.0, 100 + 1e-9);
        }
        assertThat(Chrf.plusPlus().corpus(turned, same).score()).isBetween(0.0, 100 + 1e-9);
        boolean blank = texts.stream().allMatch(text -> Whitespace.split(text).isEmpty());
        assertThat(Chrf.plusPlus().corpus(texts, same).score()).isBetween(blank ? 0 : 100 - 1e-9, 100 + 1e-9);
    }
}
