package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.Example;

/** What remains of a text that is too long, and what the windows over it hold. */
class TruncationTest {
    private static final String SECRET = "confidential words";

    private static EncodingOptions options(Truncation truncation, int maxLength, int stride, Side side) {
        return EncodingOptions.builder().truncation(truncation).maxLength(maxLength).stride(stride).truncationSide(side).build();
    }

    private static String words(int count) {
        return String.join(" ", IntStream.range(0, count).mapToObj(i -> "a").toList());
    }

    @Property(tries = 500, seed = "1")
    void windows_coverAllTokensAndOverlapByStride(@ForAll @IntRange(min = 0, max = 80) int length,
            @ForAll @IntRange(min = 3, max = 30) int maximum, @ForAll @IntRange(max = 27) int stride, @ForAll Side side) {
        if (stride >= maximum - 2) {
            return;
        }
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            String text = words(length);
            List<Encoding> windows = tokenizer.windows(text, null, options(Truncation.LONGEST_FIRST, maximum, stride, side));
            TreeSet<Integer> seen = new TreeSet<>();
            int before = -1;
            for (Encoding window : windows) {
                assertThat(window.length()).isLessThanOrEqualTo(maximum);
                assertThat(window.textTokens() + window.droppedTokens()).isEqualTo(length);
                int[] starts = Arrays.copyOfRange(window.starts(), 1, window.length() - 1);
                List<Integer> here = Arrays.stream(starts).boxed().toList();
                long shared = here.stream().filter(seen::contains).count();
                if (before >= 0) {
                    assertThat(shared).isBetween((long) stride, (long) Math.max(stride, before));
                }
                seen.addAll(here);
                before = here.size();
            }
            assertThat(seen).hasSize(length);
            assertThat(windows.get(0)).isEqualTo(tokenizer.encode(text, options(Truncation.LONGEST_FIRST, maximum, stride, side)));
        }
    }

    @Property(tries = 500, seed = "2")
    void longestFirst_keepsWhatFitsAndCutsTheLonger(@ForAll @IntRange(max = 40) int first,
            @ForAll @IntRange(max = 40) int second, @ForAll @IntRange(max = 50) int room) {
        Truncator.Cuts cuts = Truncator.cut(first, second, room, Truncation.LONGEST_FIRST, Side.RIGHT, 0);
        int a = cuts.first().get(0).to();
        int b = cuts.second().get(0).to();
        assertThat(a + b).isEqualTo(Math.min(room, first + second));
        if (first + second > room) {
            // Neither text is cut below the other, apart from the odd token.
            if (a < first) {
                assertThat(a).isGreaterThanOrEqualTo(Math.min(b - 1, a));
            }
            assertThat(a == first || b == second || Math.abs(a - b) <= 1).isTrue();
        }
    }

    @Example
    void pairWindows_comeInTheLibrarysOrder() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            List<Encoding> windows = tokenizer.windows(words(12), words(9).replace('a', 'b'),
                    options(Truncation.LONGEST_FIRST, 11, 1, Side.RIGHT));
            List<String> shown = new ArrayList<>();
            for (Encoding window : windows) {
                int[] starts = window.starts();
                int[] sequences = window.sequenceIds();
                int a = IntStream.range(0, starts.length).filter(i -> sequences[i] == 0).map(i -> starts[i]).min().orElse(-1);
                int b = IntStream.range(0, starts.length).filter(i -> sequences[i] == 1).map(i -> starts[i]).min().orElse(-1);
                shown.add(a / 2 + "+" + b / 2);
            }
            assertThat(shown).containsExactly("0+0", "3+0", "3+3", "3+6", "6+0", "6+3", "6+6", "9+0", "9+3", "9+6",
                    "0+3", "0+6");
        }
    }

    @Example
    void onlySecond_withoutSecond() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.encode(words(20), options(Truncation.ONLY_SECOND, 8, 0, Side.RIGHT)))
                    .isInstanceOf(InvalidInputException.class).hasMessageContaining("second text");
            assertThat(tokenizer.encode(words(3), options(Truncation.ONLY_SECOND, 8, 0, Side.RIGHT)).truncated()).isFalse();
        }
    }

    @Example
    void maxLength_belowSpecialTokens() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.encode(SECRET, options(Truncation.LONGEST_FIRST, 1, 0, Side.RIGHT)))
                    .isInstanceOf(InvalidInputException.class).hasMessageContaining("special tokens")
                    .hasMessageNotContaining("confidential");
            Encoding empty = tokenizer.encode(SECRET, options(Truncation.LONGEST_FIRST, 2, 0, Side.RIGHT));
            assertThat(empty.length()).isEqualTo(2);
            assertThat(empty.textTokens()).isZero();
            assertThat(empty.truncated()).isTrue();
        }
    }

    @Example
    void stride_asLongAsTheWindow() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            assertThatThrownBy(() -> tokenizer.windows(words(20), null, options(Truncation.LONGEST_FIRST, 8, 6, Side.RIGHT)))
                    .isInstanceOf(InvalidInputException.class).hasMessageContaining("stride");
        }
    }

    @Example
    void stride_withTruncationOff() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            List<Encoding> windows = tokenizer.windows(words(200), null, EncodingOptions.builder().stride(5).build());
            assertThat(windows).hasSize(1);
            assertThat(windows.get(0).length()).isEqualTo(202);
        }
    }

    @Example
    void maxLength_absentMeansTheModels() {
        try (Tokenizer tokenizer = Fixture.BERT.load()) {
            EncodingOptions options = EncodingOptions.builder().truncation(Truncation.LONGEST_FIRST).build();
            Encoding encoding = tokenizer.encode(words(200), options);
            assertThat(encoding.length()).isEqualTo(64);
            assertThat(encoding.droppedTokens()).isEqualTo(200 - 62);
        }
    }
}
