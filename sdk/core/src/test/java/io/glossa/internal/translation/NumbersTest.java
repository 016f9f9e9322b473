package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What numbers mean in a language. */
class NumbersTest {
    private static List<String> values(String text, String language) {
        return Numbers.of(text, language).stream().map(Numbers.Found::value).toList();
    }

    @Test
    void separators_areThoseOfTheLanguage() {
        assertThat(values("1,234.5 1.5 1,234 12,34,567.8 007", "en")).containsExactly("1234.5", "1.5", "1234", "1234567.8", "007");
        assertThat(values("1.234,5 1,5 1.234 1.234.567 1.5", "de")).containsExactly("1234.5", "1.5", "1234", "1234567", "1.5");
        assertThat(values("1\u00A0234,5 1\u202F234 1’234.5", "fr")).containsExactly("1234.5", "1234", "1234.5");
        assertThat(values("٣٫٥ １２", "ar")).containsExactly("3.5", "12");
    }

    @Test
    void datesAndVersions_areTheirParts() {
        assertThat(values("2024-05-01 10:30 1.2.3 31.12.2024 3/4", "en")).containsExactly("2024", "05", "01", "10", "30", "1", "2",
                "3", "31", "12", "2024", "3", "4");
    }

    /** Java's own formats of the languages are the reference. */
    @Property
    void formattedNumbers_areEqualInEveryLanguage(@ForAll @IntRange(min = 0, max = 2_000_000_000) int thousandths) {
        for (String language : List.of("en", "de", "fr", "es", "it", "ru", "pl", "sv", "zh", "ja", "tr", "fa-u-nu-latn", "hi")) {
            NumberFormat format = NumberFormat.getNumberInstance(Locale.forLanguageTag(language));
            format.setMinimumFractionDigits(3);
            String value = thousandths / 1000 + "." + String.format(Locale.ROOT, "%03d", thousandths % 1000);
            assertThat(values(format.format(thousandths / 1000.0), language)).as(language).containsExactly(value);
        }
    }
}
