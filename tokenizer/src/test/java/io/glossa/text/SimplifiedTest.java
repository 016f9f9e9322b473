package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Our application of ICU's rules against ICU's own. */
class SimplifiedTest {
    private static final Transliterator ICU = Transliterator.getInstance("Traditional-Simplified");
    private static final TextCleaner CLEANER = TextCleaner.builder().simplified().build();

    @Provide
    Arbitrary<String> phrases() {
        List<String> parts = new ArrayList<>();
        for (String rule : ICU.toRules(false).split(";")) {
            if (rule.contains(">")) {
                parts.add(rule.substring(0, rule.indexOf('>')).strip());
            }
        }
        parts.addAll(List.of("a", " ", "\uD83D\uDE02", "\uD800", "\u3042", "\uD840\uDC0B"));
        return Arbitraries.of(parts).list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Property(tries = 3000)
    void phrases_asIcu(@ForAll("phrases") String text) {
        assertThat(CLEANER.clean(text).text()).isEqualTo(ICU.transliterate(text));
    }

    @Test
    void everyCharacter_asIcu() {
        StringBuilder text = new StringBuilder();
        for (int c = 0x2E80; c < 0x30000; c++) {
            if (Character.isIdeographic(c)) {
                text.appendCodePoint(c).append(' ');
            }
        }
        for (String part : text.toString().split("(?<=\\G.{5000})")) {
            assertThat(CLEANER.clean(part).text()).isEqualTo(ICU.transliterate(part));
        }
    }

    @Test
    void offsets_areThoseOfEachCharacter() {
        CleanedText cleaned = CLEANER.clean("\u53F0\u7063\u7684\u6A02\u8DA3");
        assertThat(cleaned.text()).isEqualTo("\u53F0\u6E7E\u7684\u4E50\u8DA3");
        for (int i = 0; i < 5; i++) {
            assertThat(cleaned.toOriginal(i, i + 1)).isEqualTo(new TextSpan(i, i + 1));
        }
    }

    @Test
    void context_isNotUnderstood() {
        // The documented limit: the emperor's name has the other simplified form.
        assertThat(CLEANER.clean("\u4E7E\u9686").text()).isEqualTo("\u5E72\u9686");
        assertThat(CLEANER.clean("\u4E7E\u5764").text()).isEqualTo("\u4E7E\u5764");
    }
}
