package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Glossary;
import io.glossa.ProtectedText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in a text. */
class SpanFinderTest {
    private static List<String> terms(Glossary.Builder glossary, String text) {
        return new SpanFinder(glossary.build(), Set.of(), false).find(text).stream()
                .map(s -> s.start() + ":" + s.replacement()).toList();
    }

    private static List<String> found(String text, ProtectedText... kinds) {
        return new SpanFinder(Glossary.none(), Set.of(kinds), false).find(text).stream().map(ProtectedSpan::text).toList();
    }

    @Test
    void terms_areWholeWords() {
        Glossary.Builder glossary = Glossary.builder().keep("cat").term("C++", "Zeh").keep("U.S.");
        assertThat(terms(glossary, "cat concat cats cat's \"cat\" Cat l'cat snake_cat cat1 cat-nap")).containsExactly(
                "0:cat", "16:cat", "23:cat", "34:cat", "53:cat");
        assertThat(terms(glossary, "C++11, C++, U.S. law")).containsExactly("0:Zeh", "7:Zeh", "12:U.S.");
    }

    @Test
    void terms_theLongestThatBeginsFirst() {
        Glossary.Builder glossary = Glossary.builder().term("New York", "NY").term("New York Times", "NYT").keep("York")
                .keep("Times Square");
        assertThat(terms(glossary, "New York Times Square, New  York, York")).containsExactly("0:NYT", "23:NY", "34:York");
        assertThat(terms(glossary, "New\nYork")).containsExactly("4:York");
        assertThat(new SpanFinder(glossary.build(), Set.of(), true).find("New\nYork")).hasSize(1);
    }

    @Test
    void terms_withoutCase_keepTheCaseOfTheText() {
        Glossary.Builder glossary = Glossary.builder().caseSensitive(false).keep("Straße").term("ENGINE", "Motor");
        assertThat(terms(glossary, "STRAßE straße, Engine engine")).containsExactly("0:STRAßE", "7:straße", "15:Motor",
                "22:Motor");
    }

    @Test
    void terms_ofScriptsWithoutSpaces_areFoundAnywhere() {
        Glossary.Builder glossary = Glossary.builder().term("北京", "Peking").keep("Glossa").term("ไทย", "Thai").term("서울", "Seoul");
        assertThat(terms(glossary, "我在北京大学")).containsExactly("2:Peking");
        assertThat(terms(glossary, "用Glossa翻译")).containsExactly("1:Glossa");
        assertThat(terms(glossary, "ภาษาไทยดี")).containsExactly("4:Thai");
        assertThat(terms(glossary, "서울에서 Glossa는")).containsExactly("0:Seoul", "5:Glossa");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "PLACEHOLDER|Hi {name}, {{user.name}} and ${x}|{name};{{user.name}};${x}",
            "PLACEHOLDER|%s of %1$d, %.2f%% and %(count)s; {} {0} {1,number,#.#} %{x} %@ %APP_HOME%|%s;%1$d;%.2f;%%;%(count)s;{};{0};{1,number,#.#};%{x};%@;%APP_HOME%",
            "PLACEHOLDER|100% sure, 50% discount, 5 % of it, 7%d|",
            "MARKUP|<b>bold</b> <br/> <a href=\"x.html\" class='y'>z</a> &amp; &#39; <!-- c --> a < b and c > d|<b>;</b>;<br/>;<a href=\"x.html\" class='y'>;</a>;&amp;;&#39;;<!-- c -->",
            "EMOJI_NAME|:smile: :+1: at 10:30:45 a:b: :heart_eyes:|:smile:;:+1:;:heart_eyes:",
            "URL|See https://example.org/a?b=c, www.example.org.|https://example.org/a?b=c;www.example.org",
            "EMAIL|Write to jo.doe@mail.example.org!|jo.doe@mail.example.org",
            "CODE|Run `a b` or ``c ` d`` or `open|`a b`",
            "FILE_NAME|Open config.json, src/main/Foo.java or /etc/hosts and C:\\temp\\a but not and/or, e.g. this. End|config.json;src/main/Foo.java;/etc/hosts;C:\\temp\\a",
            "FILE_NAME|File:a.json in Washington D.C. and Node.js|a.json;Node.js",
            "FILE_NAME|打开文件data.csv吧|data.csv",
            "NUMBER|1,234.5 and 7 or 3rd, ٣٤|1,234.5;7;3;٣٤"})
    void patterns_ofAKind(ProtectedText kind, String text, String expected) {
        assertThat(found(text, kind)).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(";(?!;)")));
    }

    @Test
    void patterns_thatAreNotAskedFor_areNotFound() {
        String all = "{a} <b> :cc: https://d.example e@f.example `g` h.txt 1";
        for (ProtectedText kind : ProtectedText.values()) {
            Set<ProtectedText> others = EnumSet.complementOf(EnumSet.of(kind));
            assertThat(new SpanFinder(Glossary.none(), others, false).find(all)).as(kind.name())
                    .hasSize(7).noneMatch(span -> span.kind() == kind);
        }
        assertThat(ProtectedText.defaults()).doesNotContain(ProtectedText.NUMBER).hasSize(7);
    }

    @Test
    void overlaps_theFirstThenTheLongestThenTheTerm() {
        Glossary glossary = Glossary.builder().keep("example").term("{x}", "y").keep("C# 7").build();
        List<ProtectedSpan> spans = new SpanFinder(glossary, EnumSet.allOf(ProtectedText.class), false)
                .find("https://example.org/7 {x} C# 7 `example`");
        assertThat(spans.stream().map(ProtectedSpan::replacement)).containsExactly("https://example.org/7", "y", "C# 7",
                "`example`");
    }

    /** Time must not explode on texts that nearly match. */
    @Test
    void hostileTexts_areReadInTime() {
        Glossary glossary = Glossary.builder().keep("a".repeat(200)).keep("( ".repeat(90) + "x").build();
        SpanFinder finder = new SpanFinder(glossary, EnumSet.allOf(ProtectedText.class), false);
        for (String unit : List.of("<a ", "{", "%", "%(", "`", "``` ", "a.", "/a", "1,", "a", "( ", "<!--", ":a", "{1,", "&a", "@a.",
                "$", "%-", "a/.b-", "http://")) {
            String text = unit.repeat(100_000 / unit.length());
            int end = 0;
            for (ProtectedSpan span : finder.find(text)) {
                assertThat(span.start()).isGreaterThanOrEqualTo(end);
                assertThat(text.substring(span.start(), span.end())).isEqualTo(span.text());
                end = span.end();
            }
        }
    }
}
