package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Normalisation and width against the JDK and ICU. */
class NormalizationTest {
    private static final TextCleaner NFC =
            TextCleaner.builder().normalization(TextCleaner.Normalization.NFC).build();
    private static final TextCleaner NFKC =
            TextCleaner.builder().normalization(TextCleaner.Normalization.NFKC).build();

    /** Assigned characters that both know, marks and hangul often: the JDK's Unicode is older. */
    @Provide
    Arbitrary<String> known() {
        Arbitrary<Integer> points = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0x20, 0x24F)),
                net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0x300, 0x36F)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x1100, 0x11FF)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x900, 0xDFF)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x1E00, 0x1FFF)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0xAC00, 0xFFEF)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 0x2FFFF)));
        return points.filter(Character::isDefined).list().ofMaxSize(30).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    @Property(tries = 5000)
    void random_asTheJdkNormalises(@ForAll("known") String text) {
        assertThat(NFC.clean(text).text()).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
        assertThat(NFKC.clean(text).text()).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    @Test
    void everyCharacter_asTheJdkNormalises() {
        StringBuilder wrong = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isDefined(c)) {
                String text = "a" + Character.toString(c) + "\u0301";
                if (!NFC.clean(text).text().equals(Normalizer.normalize(text, Normalizer.Form.NFC))
                        || !NFKC.clean(text).text().equals(Normalizer.normalize(text, Normalizer.Form.NFKC))) {
                    wrong.append(Integer.toHexString(c)).append(' ');
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void composed_mapsToItsParts() {
        CleanedText cleaned = NFC.clean("cafe\u0301 x");
        assertThat(cleaned.text()).isEqualTo("caf\u00E9 x");
        assertThat(cleaned.toOriginal(3, 4)).isEqualTo(new TextSpan(3, 5));
        assertThat(cleaned.toOriginal(5, 6)).isEqualTo(new TextSpan(6, 7));
        assertThat(cleaned.toCleaned(4, 5)).isEqualTo(new TextSpan(3, 4));
    }

    @Test
    void width_foldsWhatUnicodeCallsWideOrNarrow() {
        for (int c = 0; c <= 0xFFFF; c++) {
            int folded = WidthStep.fold(c);
            boolean form = c == 0x3000 || (c >= 0xFF01 && c <= 0xFFEE && Character.isDefined(c));
            assertThat(folded != c).as("U+%04X", c).isEqualTo(form);
            if (form) {
                assertThat(Normalizer.normalize(Character.toString(folded), Normalizer.Form.NFKC)).as("U+%04X", c)
                        .isEqualTo(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            }
        }
        for (int c = '!'; c <= '~'; c++) {
            assertThat(WidthStep.fold(c + 0xFEE0)).isEqualTo(c);
        }
    }

    @Test
    void width_joinsVoicingMarks() {
        CleanedText cleaned = TextCleaner.builder().width().build().clean("\uFF76\uFF9E\uFF8A\uFF9F\uFF71\uFF21");
        assertThat(cleaned.text()).isEqualTo("\u30AC\u30D1\u30A2A");
        assertThat(cleaned.toOriginal(0, 1)).isEqualTo(new TextSpan(0, 2));
        assertThat(cleaned.toOriginal(3, 4)).isEqualTo(new TextSpan(5, 6));
    }
}
