package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of each step, the presets, and texts made to be slow. */
class TextCleanerTest {
    private static String with(UnaryOperator<TextCleaner.Builder> steps, String text) {
        return steps.apply(TextCleaner.builder()).build().clean(text).text();
    }

    private static String html(String text) {
        return with(TextCleaner.Builder::html, text);
    }

    private static String invisible(String text) {
        return with(TextCleaner.Builder::invisible, text);
    }

    @Test
    void html_tagsGo() {
        assertThat(html("a <b>bo</b>ld")).isEqualTo("a bold");
        assertThat(html("<p>one</p><p>two<br>three<br/></p>")).isEqualTo("\none\n\ntwo\nthree\n\n");
        assertThat(html("<td>a</td><td>b</td>")).isEqualTo("\na\n\nb\n");
        assertThat(html("<IMG SRC=\"x.png\" alt='a > b'>x")).isEqualTo("x");
        assertThat(html("<a href=x>y</a >z")).isEqualTo("yz");
        assertThat(html("<o:p>word</o:p> <my-element>x</my-element>")).isEqualTo("word x");
    }

    @Test
    void html_otherMarkupGoes() {
        assertThat(html("a<!-- b <i> -->c<!---->d")).isEqualTo("acd");
        assertThat(html("<!DOCTYPE html><?xml version=\"1.0\"?>x")).isEqualTo("x");
        assertThat(html("<![CDATA[1 < 2 &amp; 3]]>")).isEqualTo("1 < 2 &amp; 3");
        assertThat(html("a<script>if (1 < 2) alert('</b>');</script >b<STYLE type=x>p { }</style>c")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "1<2 and 3>2", "I <3 you", "List<String> x", "<grin>", "a <", "<", "<b", "</", "< b>", "<>",
        "<!", "<!-- open", "<![CDATA[ open", "<a href=\"x\" <", "x <b < y", "<?", "what<?>", "&", "&;", "&#;", "&#x;", "&nosuch;",
        "AT&T", "?a=1&section=2", "&copy2020", "&notit;", "&COPY=1", "&aacut;"})
    void html_whatIsNoMarkupStays(String text) {
        assertThat(html(text)).isEqualTo(text);
    }

    @Test
    void html_malformedMarkupLosesNoText() {
        assertThat(html("<a href=\"x>click</a>")).isEqualTo("click");
        assertThat(html("<script>never closed")).isEqualTo("never closed");
        assertThat(html("<b>x</b")).isEqualTo("x</b");
        assertThat(html("<p class='it's'>x</p>")).isEqualTo("\nx\n");
    }

    @Test
    void html_referencesAreRead() {
        assertThat(html("&lt;b&gt; &amp;amp; &eacute;&NotEqualTilde;&#65;&#x1f600;")).isEqualTo("<b> &amp; \u00E9\u2242\u0338A\uD83D\uDE00");
        assertThat(html("&copy 2020 &AMP;&amp")).isEqualTo("\u00A9 2020 &&");
        assertThat(html("&#0;&#xD800;&#x110000;&#99999999999999999999;&#150;&#x81;"))
                .isEqualTo("\uFFFD\uFFFD\uFFFD\uFFFD\u2013\u0081");
        CleanedText cleaned = TextCleaner.builder().html().build().clean("x&amp;y");
        assertThat(cleaned.toOriginal(1, 2)).isEqualTo(new TextSpan(1, 6));
    }

    @Test
    void entities_areAllOfTheStandard() {
        HtmlEntities table = HtmlEntities.table();
        assertThat(table.names()).hasSize(2125).allMatch(name -> name.length() <= 31);
        long old = table.names().stream().filter(name -> table.find("&" + name, 0) != null).count();
        assertThat(old).isEqualTo(106);
        for (String name : table.names()) {
            HtmlEntities.Found found = table.find("&" + name + ";", 0);
            assertThat(found).isEqualTo(new HtmlEntities.Found(String.valueOf(table.value(name)), name.length() + 2));
            assertThat(found.text().codePointCount(0, found.text().length())).isBetween(1, 2);
        }
        assertThat(table.value("CounterClockwiseContourIntegral")).isEqualTo("\u2233");
        assertThat(table.value("fjlig")).isEqualTo("fj");
        assertThat(table.value("Bopf")).isEqualTo("\uD835\uDD39");
    }

    @Test
    void invisible_goes() {
        assertThat(invisible("a\u0000b\u0007c\u200Bd\u00ADe\uFEFFf\u202Eg\u2066h\u007Fi\uFFFE")).isEqualTo("abcdefghi");
        assertThat(invisible("a\tb\r\nc\u0085\u2028d\u00A0e")).isEqualTo("a\tb\r\nc\u0085\u2028d\u00A0e");
        assertThat(invisible("a\uD800b\uDC00")).isEqualTo("a\uFFFDb\uFFFD");
        // Text hidden in tags or in variation selectors.
        assertThat(invisible("x\uDB40\uDC68\uDB40\uDC69\uDB40\uDC7F")).isEqualTo("x");
        assertThat(invisible("x\uDB40\uDD10\uDB40\uDD11\uDB40\uDD12")).isEqualTo("x\uDB40\uDD10");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", // a family
        "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08", // a rainbow flag
        "\uD83D\uDC69\uD83C\uDFFD\u200D\u2764\uFE0F\u200D\uD83D\uDC8B\u200D\uD83D\uDC68\uD83C\uDFFF", // a kiss
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F", // Scotland
        "1\uFE0F\u20E3", "\uD83C\uDDE9\uD83C\uDDEA", // a keycap, Germany
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian with a non-joiner
        "\u1781\u17D2\u1798\u17C2\u179A\u200B\u1797\u17B6\u179F\u17B6", // Khmer words
        "\u0915\u094D\u200D\u0937", "\u0DC1\u0DCA\u200D\u0DBB\u0DD3"}) // Hindi and Sinhala with a joiner
    void invisible_joinersThatAreNeededStay(String text) {
        assertThat(invisible(text)).isEqualTo(text);
        assertThat(TextCleaner.standard().clean("a " + text + " b").text()).isEqualTo("a " + text + " b");
    }

    @Test
    void invisible_joinersElsewhereGo() {
        assertThat(invisible("Auf\u200Clage \u200Dx a\u200Db \uD83D\uDC68\u200D")).isEqualTo("Auflage x ab \uD83D\uDC68");
        assertThat(invisible("\u0645\u200C\u200C\u0645")).isEqualTo("\u0645\u200C\u0645");
    }

    @Test
    void typography_becomesPlain() {
        assertThat(with(TextCleaner.Builder::typography, "\u201CIt\u2019s\u201D \u2013 \u00ABoui\u00BB \u2014 so\u2026"))
                .isEqualTo("\"It's\" - \"oui\" - so...");
        assertThat(with(TextCleaner.Builder::typography, "\u300C\u3042\u300D")).isEqualTo("\u300C\u3042\u300D");
    }

    @Test
    void repetitions_getShorter() {
        UnaryOperator<TextCleaner.Builder> steps = b -> b.repeatedCharacters(2).repeatedPunctuation(1);
        assertThat(with(steps, "sooooo good!!!! 10000 ???")).isEqualTo("soo good! 10000 ?");
        assertThat(with(steps, "wait..... well.. ok. --- ~~~")).isEqualTo("wait... well.. ok. - ~");
        assertThat(with(steps, "\uD83D\uDE02\uD83D\uDE02\uD83D\uDE02\uD83D\uDE02 \u2764\uFE0F\u2764\uFE0F\u2764\uFE0F"))
                .isEqualTo("\uD83D\uDE02\uD83D\uDE02 \u2764\uFE0F\u2764\uFE0F");
        assertThat(with(steps, "see http://aaaa.de//b!!! @bobbbb x@yyyy.de")).isEqualTo("see http://aaaa.de//b! @bobbbb x@yyyy.de");
        assertThat(with(steps, "Aaaa \u54C8\u54C8\u54C8\u54C8")).isEqualTo("Aaa \u54C8\u54C8");
        assertThat(with(b -> b.repeatedCharacters(1), "sooo!!!")).isEqualTo("so!!!");
        assertThat(with(b -> b.repeatedPunctuation(3), "sooo!!!!!")).isEqualTo("sooo!!!");
    }

    @Test
    void addresses_areMasked() {
        UnaryOperator<TextCleaner.Builder> steps = b -> b.urls("[URL]").emails("[EMAIL]").users("[USER]");
        assertThat(with(steps, "see https://a.b/c?d=e#f, or (www.x.org).")).isEqualTo("see [URL], or ([URL]).");
        assertThat(with(steps, "HTTP://X.Y/Z! ftp://q")).isEqualTo("[URL]! [URL]");
        assertThat(with(steps, "\u770Bhttp://t.cn/abc\u5F88\u597D http://\u043F\u0440\u0435\u0437\u0438\u0434\u0435\u043D\u0442.\u0440\u0444/"))
                .isEqualTo("\u770B[URL]\u5F88\u597D [URL]");
        assertThat(with(steps, "mail me.too+tag@mail.example.com.")).isEqualTo("mail [EMAIL].");
        assertThat(with(steps, ".@bob says hi @alice_1: @user@mastodon.social!")).isEqualTo(".[USER] says hi [USER]: [USER]!");
        assertThat(with(steps, "a@b 5@3 @ @! www. http:// awww.x e@x")).isEqualTo("a@b 5@3 @ @! www. http:// awww.x e@x");
        CleanedText cleaned = TextCleaner.builder().users("@user").build().clean("hi @somebody!");
        assertThat(cleaned.toOriginal(3, 8)).isEqualTo(new TextSpan(3, 12));
        assertThat(cleaned.toOriginal(5, 6)).isEqualTo(new TextSpan(3, 12));
        assertThat(cleaned.toCleaned(4, 5)).isEqualTo(new TextSpan(3, 8));
        assertThat(cleaned.toOriginal(8, 9)).isEqualTo(new TextSpan(12, 13));
    }

    @Test
    void whitespace_folds() {
        String text = " \u3000 a\t\u00A0 b \r\n\r\n c\u2028d  ";
        assertThat(with(b -> b.whitespace(TextCleaner.Whitespace.SPACE), text)).isEqualTo("a b c d");
        assertThat(with(b -> b.whitespace(TextCleaner.Whitespace.LINES), text)).isEqualTo("a b\nc\nd");
        CleanedText cleaned = TextCleaner.builder().whitespace(TextCleaner.Whitespace.SPACE).build().clean("  a   b  ");
        assertThat(cleaned.toOriginal(0, 3)).isEqualTo(new TextSpan(2, 7));
        assertThat(cleaned.toOriginal(1, 2)).isEqualTo(new TextSpan(3, 6));
        assertThat(cleaned.toCleaned(0, 2)).isEqualTo(new TextSpan(0, 0));
        assertThat(cleaned.toCleaned(0, 9)).isEqualTo(new TextSpan(0, 3));
        assertThat(cleaned.toOriginal(0, 0)).isEqualTo(new TextSpan(2, 2));
    }

    @Test
    void presets_areWhatTheySay() {
        String text = "<p>Caf\u0065\u0301\u200B &amp; \uFF22\uFF41\uFF52</p> @Bob: sooooo nice!!! https://t.co/x";
        assertThat(TextCleaner.standard().clean(text).text())
                .isEqualTo("<p>Caf\u00E9 &amp; \uFF22\uFF41\uFF52</p> @Bob: sooooo nice!!! https://t.co/x");
        assertThat(TextCleaner.web().clean(text).text())
                .isEqualTo("Caf\u00E9 & \uFF22\uFF41\uFF52 @Bob: sooooo nice!!! https://t.co/x");
        assertThat(TextCleaner.socialMedia().clean(text).text())
                .isEqualTo("Caf\u00E9 & \uFF22\uFF41\uFF52 @user: sooo nice! http");
        assertThat(TextCleaner.chinese().clean("\u53F0\u7063\u3000\uFF11\uFF12").text()).isEqualTo("\u53F0\u6E7E 12");
    }

    @Test
    void parse_readsPresetsAndSteps() {
        assertThat(TextCleaner.parse("none").isNone()).isTrue();
        assertThat(TextCleaner.parse("Social-Media").clean("@bob!!").text()).isEqualTo("@user!");
        assertThat(TextCleaner.parse("urls=http, users,characters=1,whitespace").clean(" aaa www.x.de @b ").text())
                .isEqualTo("a http [USER]");
        assertThat(TextCleaner.parse("html,lines,nfkc,width,typography,punctuation,simplified,invisible,emails,nfc").isNone()).isFalse();
        for (String wrong : List.of("", "nothing", "html,", "html=1", "characters=0", "characters=x", "characters=")) {
            assertThatThrownBy(() -> TextCleaner.parse(wrong)).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("expected");
        }
        assertThatThrownBy(() -> TextCleaner.builder().repeatedCharacters(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TextCleaner.standard().clean("ab").toOriginal(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Quadratic work on half a million characters would take minutes each; these take seconds together. */
    @Test
    void hostileTexts_areDoneInLinearTime() {
        TextCleaner all = TextCleaner.builder().html().invisible().width().normalization(TextCleaner.Normalization.NFKC)
                .simplified().typography().repeatedCharacters(2).repeatedPunctuation(1).urls("[URL]").emails("[EMAIL]")
                .users("[USER]").whitespace(TextCleaner.Whitespace.SPACE).build();
        for (String piece : List.of("<", "&", "@", "a", ">", "<a ", "<a \"", "<a b=\"", "<a b=\">", "<a b='\">", "</", "</script",
                "<script>", "<script></script ", "<style>", "<!--", "<!", "<![CDATA[", "<?x", "&#", "&#x", "&#1", "&amp", "&a",
                "http://", "www.", "a@", "a@b", "@a", "a.", "@a@", "www.!", "!", "!?", " ", "\n", "\u0301", "\u0301\u0323",
                "a\u0301\u0323", "\u1100", "\u1161", "\uFF76\uFF9E", "\u200D", "\uD83D\uDC68\u200D", "\uDB40\uDC67",
                "\uD83C\uDFF4\uDB40\uDC67", "\uD800", "\uDC00", "\u5B78", "\u85AA", "\uFDFA")) {
            for (String tail : List.of("", "\"-->]]></script></style>")) {
                String text = piece.repeat((1 << 19) / piece.length()) + tail;
                assertThat(all.clean(text).original()).isSameAs(text);
            }
        }
    }
}
