package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any text in any language. */
class SentencePropertiesTest {
    private static final List<String> LANGUAGES = List.of("en", "de", "zh", "fr", "es", "und");

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of(LANGUAGES);
    }

    /** Random UTF-16, and texts made of the pieces that rules look at. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> units = Arbitraries.strings().withCharRange('\0', '\uFFFF').ofMaxLength(60);
        Arbitrary<String> pieces = Arbitraries.of(".", "!", "?", "...", "…", "。", "！", "？", " ", " ", " ", "\u00A0", "\n",
                "\r\n", "\n\n", "\u2029", "\"", "'", "“", "”", "„", "«", "»", "(", ")", "（", "）", "「", "」", "《", "》", "[", "]",
                "-", "—", ",", "，", ":", "Dr", "z", "B", "I", "p", "m", "U", "S", "etc", "No", "The", "the", "Haus", "und", "he",
                "said", "Oktober", "3", "12", "1998", "XIV", "我", "他说", "又", "😀", "👍", "\uD83D", "\uDE00", ":)", "*", "_", "•",
                "a)", "www.a.example", "a@b.example", "¿", "¡", "。”", "L'", "é", "।", "؟", "ა", "\u0000", "$", "#");
        return Arbitraries.oneOf(units, pieces.list().ofMaxSize(40).map(p -> String.join("", p)));
    }

    @Property(tries = 2000)
    void sentencesAndSpace_areTheWholeText(@ForAll("texts") String text, @ForAll("languages") String language,
            @ForAll boolean lines) {
        int at = 0;
        for (Sentence sentence : SentenceSplitter.of(language).withLineBreaks(lines).split(text)) {
            assertThat(text.substring(at, sentence.start())).matches(SentencePropertiesTest::isSpace);
            assertThat(sentence.text()).isEqualTo(text.substring(sentence.start(), sentence.end())).isNotEmpty();
            assertThat(SentenceCharacters.isSpace(sentence.text().charAt(0))).isFalse();
            assertThat(SentenceCharacters.isSpace(sentence.text().charAt(sentence.text().length() - 1))).isFalse();
            at = sentence.end();
        }
        assertThat(text.substring(at)).matches(SentencePropertiesTest::isSpace);
    }

    @Property(tries = 2000)
    void sentence_isOneSentence(@ForAll("texts") String text, @ForAll("languages") String language,
            @ForAll boolean lines) {
        SentenceSplitter splitter = SentenceSplitter.of(language).withLineBreaks(lines);
        for (Sentence sentence : splitter.split(text)) {
            assertThat(splitter.split(sentence.text()))
                    .containsExactly(new Sentence(sentence.text(), 0, sentence.text().length()));
        }
    }

    /** What the property once found in millions of tries. */
    @Example
    void sentence_isOneSentence_thoughSomethingBehindItKeptItTogether() {
        for (String text : List.of("the.Dr我.我", "。•\n- .", ".(。(.)。a)", "。(•\na) ,“！？！")) {
            sentence_isOneSentence(text, "en", false);
            sentence_isOneSentence(text, "de", true);
        }
    }

    @Property(tries = 1000)
    void paragraphs_haveNoInfluenceOnEachOther(@ForAll("texts") String first, @ForAll("texts") String second,
            @ForAll("languages") String language) {
        SentenceSplitter splitter = SentenceSplitter.of(language);
        List<Sentence> expected = new ArrayList<>(splitter.split(first));
        int offset = first.length() + 2;
        splitter.split(second).forEach(s ->
                expected.add(new Sentence(s.text(), s.start() + offset, s.end() + offset)));
        assertThat(splitter.split(first + "\n\n" + second)).isEqualTo(expected);
    }

    private static boolean isSpace(String text) {
        return text.chars().allMatch(c -> SentenceCharacters.isSpace((char) c));
    }
}
