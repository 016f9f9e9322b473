package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.LengthPolicy;
import io.glossa.TextOptions;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.Side;
import io.glossa.tokenizer.Truncation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What of long texts is read. */
class WordWindowsTest {
    private static final List<String> EMPTY = List.of();

    private static List<String> words(String stem, int count) {
        return IntStream.range(0, count).mapToObj(i -> stem + i).toList();
    }

    private static TextOptions limit(int limit) {
        return TextOptions.builder().maxLength(limit).build();
    }

    @Test
    void of_withoutALimit_isTheWhole() {
        assertThat(WordWindows.of(words("a", 900), words("b", 900), TextOptions.defaults()))
                .containsExactly(new WordWindows.Window(words("a", 900), words("b", 900)));
    }

    /** One word after the other is taken from the longer text, as the tokenizers do; from the second where both are as long. */
    @Property
    void of_truncated_cutsTheLongerOne(@ForAll @IntRange(max = 30) int first, @ForAll @IntRange(max = 30) int second,
            @ForAll @IntRange(min = 1, max = 40) int limit) {
        int a = first;
        int b = second;
        while (a + b > limit) {
            if (a > b) {
                a--;
            } else {
                b--;
            }
        }
        assertThat(WordWindows.of(words("a", first), words("b", second), limit(limit)))
                .containsExactly(new WordWindows.Window(words("a", a), words("b", b)));
    }

    @Test
    void of_truncatedOnOneSide_keepsTheOther() {
        TextOptions left = TextOptions.builder().maxLength(3).truncationSide(Side.LEFT).build();
        assertThat(WordWindows.of(words("a", 5), EMPTY, left)).containsExactly(new WordWindows.Window(List.of("a2", "a3", "a4"), EMPTY));
        TextOptions first = TextOptions.builder().maxLength(4).truncation(Truncation.ONLY_FIRST).build();
        assertThat(WordWindows.of(words("a", 5), words("b", 3), first)).containsExactly(new WordWindows.Window(List.of("a0"), words("b", 3)));
        assertThatThrownBy(() -> WordWindows.of(words("a", 5), words("b", 6), first)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the text that is not to be cut");
        TextOptions second = TextOptions.builder().maxLength(6).truncation(Truncation.ONLY_SECOND).build();
        assertThat(WordWindows.of(words("a", 5), words("b", 3), second)).containsExactly(new WordWindows.Window(words("a", 5), List.of("b0")));
    }

    @Property
    void of_windows_readEverything(@ForAll @IntRange(max = 60) int length, @ForAll @IntRange(max = 5) int other,
            @ForAll @IntRange(min = 12, max = 20) int limit, @ForAll @IntRange(max = 6) int stride) {
        TextOptions options = TextOptions.builder().maxLength(limit).length(LengthPolicy.window(stride)).build();
        List<WordWindows.Window> windows = WordWindows.of(words("a", length), words("b", other), options);
        Set<String> read = new LinkedHashSet<>();
        List<String> before = new ArrayList<>();
        for (WordWindows.Window window : windows) {
            assertThat(window.size()).isLessThanOrEqualTo(limit);
            List<String> shared = new ArrayList<>(window.first());
            shared.retainAll(before);
            if (!before.isEmpty() && other <= length) {
                assertThat(shared).hasSize(stride);
            }
            before = window.first();
            read.addAll(window.first());
        }
        assertThat(read).containsExactlyElementsOf(words("a", length));
    }

    @Test
    void of_refused() {
        TextOptions wide = TextOptions.builder().maxLength(4).length(LengthPolicy.window(4)).build();
        assertThatThrownBy(() -> WordWindows.of(words("a", 9), EMPTY, wide)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stride: expected less than the 4 words");
        TextOptions off = TextOptions.builder().maxLength(4).truncation(Truncation.OFF).build();
        assertThatThrownBy(() -> WordWindows.of(words("a", 9), EMPTY, off)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found 9");
    }
}
