package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class EscapeTest {
    /** Any code units: lone surrogates, control characters and noncharacters among them. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.strings().all().ofMaxLength(30)),
                Tuple.of(3, Arbitraries.strings().withChars("<>&\"'/!-[]=x ;#0lt").ofMaxLength(40)),
                Tuple.of(1, Arbitraries.strings().withCharRange('\uD800', '\uDFFF').ofMaxLength(10)));
    }

    private static String visible(String text) {
        return text.codePoints().map(Escape::visible).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @Property
    void markup_readBackIsTheText(@ForAll("texts") String text) {
        String page = "<p title=\"" + Escape.markup(text) + "\">" + Escape.markup(text) + "</p>";
        Element strict = Pages.all(Pages.xml(page), "p").get(0);
        assertThat(strict.getTextContent()).isEqualTo(visible(text));
        org.jsoup.nodes.Element browser = Jsoup.parse(page).expectFirst("p");
        assertThat(browser.wholeText()).isEqualTo(visible(text));
        assertThat(browser.attr("title")).isEqualTo(visible(text));
        assertThat(Jsoup.parse(page).getAllElements()).hasSize(5);
    }

    @Property
    void shorten_isAStartOfTheText(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 20) int most) {
        String shorter = Escape.shorten(text, most);
        if (!shorter.equals(text) && !text.codePoints().anyMatch(c -> Character.getType(c) == Character.NON_SPACING_MARK)) {
            assertThat(shorter).endsWith("…");
            assertThat(text).startsWith(shorter.substring(0, shorter.length() - 1));
            assertThat(shorter.codePointCount(0, shorter.length())).isLessThanOrEqualTo(text.codePointCount(0, text.length()));
        }
        assertThat(shorter.isEmpty()).isEqualTo(text.isEmpty());
    }

    @Test
    void shorten_countsAsReadersDo() {
        assertThat(Escape.shorten("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Escape.shorten("abcdef", 4)).isEqualTo("abc…");
        assertThat(Escape.shorten("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
        assertThat(Escape.shorten("👩‍👩‍👧‍👦👍🏽x", 2)).isEqualTo("👩‍👩‍👧‍👦…");
        assertThat(Escape.shorten("x" + "\u0301".repeat(300) + "y", 50)).isEqualTo("x" + "\u0301".repeat(6) + "…y");
    }

    @Test
    void oneLine_joinsLines() {
        assertThat(Escape.oneLine(" a\r\n\tb\u2028c\u0085 ")).isEqualTo("a b c");
    }

    @Test
    void fit_leavesRoomForWideLetters() {
        assertThat(TextWidth.fit("中文标签名称", 5)).isEqualTo("中文…");
        assertThat(TextWidth.of("e\u0301中👍")).isEqualTo(5);
        assertThat(TextWidth.fit("", 5)).isEqualTo("(emp…");
    }
}
