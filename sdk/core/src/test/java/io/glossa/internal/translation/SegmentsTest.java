package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a text is translated, and how it is put together. */
class SegmentsTest {
    private static final String MANY_LINES = "  # Title here\r\n\r\n- First item. It has two sentences.\n* [x] done\n1. one\n"
            + "2. two\na) letter\n• bullet\n> > quoted text\n---\n12 345\n😀\nLast line  ";

    private static List<String> texts(String text, String from, String to) {
        return cut(text, from, to).texts();
    }

    private static Segments cut(String text, String from, String to) {
        return Segments.of(text, SegmentRules.of(from, to), s -> true);
    }

    private static Segments wrapped(String text, String from, String to) {
        return Segments.of(text, new SegmentRules(from, to, true, true), s -> true);
    }

    private static String upper(Segments segments) {
        return segments.rejoin(segments.texts().stream().map(String::toUpperCase).toList()).text();
    }

    @Test
    void texts_withoutMarkersSpaceAndLinesWithoutLetters() {
        assertThat(texts(MANY_LINES, "en", "de")).containsExactly("Title here", "First item.", "It has two sentences.", "done",
                "one", "two", "letter", "bullet", "quoted text", "Last line");
    }

    @Test
    void rejoin_keepsAllThatIsNotTranslated() {
        assertThat(upper(cut(MANY_LINES, "en", "de"))).isEqualTo("  # TITLE HERE\r\n\r\n- FIRST ITEM. IT HAS TWO SENTENCES.\n"
                + "* [x] DONE\n1. ONE\n2. TWO\na) LETTER\n• BULLET\n> > QUOTED TEXT\n---\n12 345\n😀\nLAST LINE  ");
    }

    @Test
    void texts_ofChineseLists() {
        assertThat(texts("一、苹果\n（二）梨子\n3、桃子。很甜。\n①李子", "zh", "en"))
                .containsExactly("苹果", "梨子", "桃子。", "很甜。", "李子");
    }

    @Test
    void texts_numberAtTheBeginning_isAnOrdinalWhereTheLanguageHasThem() {
        assertThat(texts("3. Oktober war ein Feiertag", "de", "en")).containsExactly("3. Oktober war ein Feiertag");
        assertThat(texts("1. Milch\n2. Brot", "de", "en")).containsExactly("Milch", "Brot");
        assertThat(texts("3. October was fine", "en", "de")).containsExactly("October was fine");
    }

    @Test
    void texts_ofNothing_areNone() {
        for (String text : List.of("", " \n\t", "123", "---", "…!?", "☎ 🎉\n\n")) {
            Segments segments = cut(text, "en", "de");
            assertThat(segments.texts()).isEmpty();
            assertThat(segments.rejoin(List.of()).text()).isEqualTo(text);
        }
    }

    @Test
    void texts_sentenceWithoutLetters_isKept() {
        Segments segments = cut("He won. 3:2! She lost.", "en", "de");
        assertThat(segments.texts()).containsExactly("He won.", "She lost.");
        assertThat(upper(segments)).isEqualTo("HE WON. 3:2! SHE LOST.");
    }

    @Test
    void rejoin_intoALanguageWithoutSpaces_leavesThemOut() {
        Segments segments = cut("One is here. Two is here.  Three.\n Four.", "en", "zh-CN");
        assertThat(segments.rejoin(List.of("一。", "二。", "三。", "四。")).text()).isEqualTo("一。二。三。\n 四。");
    }

    @Test
    void rejoin_fromALanguageWithoutSpaces_putsThemIn() {
        Segments segments = cut("一在这里。二在这里。\u3000三。\n四。", "zh", "en");
        assertThat(segments.rejoin(List.of("One.", "Two.", "Three.", "Four.")).text()).isEqualTo("One. Two. Three.\nFour.");
    }

    @Test
    void languages_asModelsSpellThem() {
        assertThat(SegmentRules.of("deu_Latn", "zho_Hans")).isEqualTo(SegmentRules.of("de-Latn", "zh-Hans"));
        assertThat(SegmentRules.of("__de__", ">>cmn_Hans<<")).isEqualTo(SegmentRules.of("de", "zh-Hans"));
        assertThat(SegmentRules.of("de_DE", "arb_Arab")).isEqualTo(SegmentRules.of("DE-DE", "ar-Arab"));
        assertThat(SegmentRules.of("", "English")).isEqualTo(new SegmentRules("", "english", false, true));
        assertThat(cut("Z. B. eins. Zwei.", "deu_Latn", "jpn_Jpan").rejoin(List.of("一。", "二。")).text()).isEqualTo("一。二。");
    }

    @Test
    void rejoin_saysWhereSentencesWent() {
        String text = "\tOne. Two is longer.\r\n- Three";
        Segments segments = cut(text, "en", "de");
        Rejoined rejoined = segments.rejoin(List.of("Eins.", "Zwei.", "Drei"));
        assertThat(rejoined.text()).isEqualTo("\tEins. Zwei.\r\n- Drei");
        assertThat(rejoined.places()).containsExactly(new Rejoined.Place(1, 5, 1, 6, false),
                new Rejoined.Place(6, 20, 7, 12, false), new Rejoined.Place(24, 29, 16, 20, false));
        assertThat(rejoined.toString()).doesNotContain("Eins");
    }

    @Test
    void rejoin_withTooFew_saysHowMany() {
        assertThatThrownBy(() -> cut("One. Two.", "en", "de").rejoin(List.of("Eins.")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("each of 2").hasMessageContaining("found 1");
    }

    @Test
    void wrapped_lineBreaksAreSpaces() {
        String text = "# Head line\nThis is a sentence\n  over two lines. And\nanother one.\n\n- item that\n  goes on\n- next";
        Segments segments = wrapped(text, "en", "de");
        assertThat(segments.texts()).containsExactly("Head line", "This is a sentence over two lines.", "And another one.",
                "item that goes on", "next");
        assertThat(upper(segments)).isEqualTo(
                "# HEAD LINE\nTHIS IS A SENTENCE OVER TWO LINES. AND ANOTHER ONE.\n\n- ITEM THAT GOES ON\n- NEXT");
    }

    @Test
    void wrapped_withoutSpaces_lineBreaksAreNothing() {
        assertThat(wrapped("我们今天\n去公园。", "zh", "en").texts()).containsExactly("我们今天去公园。");
    }

    @Test
    void whole_isNotCut() {
        String text = " One. Two.\n- Three ";
        assertThat(Segments.of(text, new SegmentRules("en", "de", false, false), s -> true).texts()).containsExactly(text);
    }

    @Test
    void longSentence_isCutWhereItHurtsLeast() {
        String text = "The old man went to the market in the morning; he bought apples, pears and a very large melon because his "
                + "daughter had asked him for it yesterday";
        Segments segments = Segments.of(text, SegmentRules.of("en", "de"), s -> s.length() <= 60);
        assertThat(segments.texts()).containsExactly("The old man went to the market in the morning;",
                "he bought apples, pears and a very large melon", "because his daughter had asked him for it yesterday");
        assertThat(segments.rejoin(segments.texts()).places()).allMatch(Rejoined.Place::split);
    }

    @Test
    void longSentence_withoutSpaces_isCutBetweenWordsOfADictionary() {
        Segments segments = Segments.of("我们明天早上一起去北京大学图书馆看书学习", SegmentRules.of("zh", "en"), s -> s.length() <= 8);
        assertThat(segments.texts()).containsExactly("我们明天早上", "一起去北京大学", "图书馆看书学习");
    }

    /** A family is one character of seven code points. */
    @Test
    void longSentence_ofEmoji_isCutBetweenThem() {
        String family = "👨‍👩‍👧‍👦";
        Segments segments = Segments.of("a" + family.repeat(40) + "b", SegmentRules.of("en", "de"), s -> s.length() <= 30);
        assertThat(segments.texts()).allMatch(s -> s.replace(family, "").length() <= 1);
    }

    @Test
    void longSentence_thatNeverFits_isCutToCharacters() {
        Segments segments = Segments.of("abc def", SegmentRules.of("en", "de"), s -> false);
        assertThat(segments.texts()).containsExactly("a", "b", "c", "d", "e", "f");
    }

    /** Asked in total for a few times the length of the text, however it looks. */
    @Test
    void line_of100000Characters_isCutInLinearTime() {
        for (String unit : List.of("a", "我", "a b", "word, ", "é", "a\u0301", "\u0301", "👍", "\uD83D", "ก", ".", "(")) {
            String text = "x" + unit.repeat(100_000 / unit.length());
            long[] asked = {0};
            Segments segments = Segments.of(text, SegmentRules.of("en", "de"), s -> {
                asked[0] += s.length();
                return s.length() <= 400;
            });
            assertThat(segments.texts()).as(unit).allMatch(s -> s.length() <= 400);
            assertThat(segments.rejoin(segments.texts()).text()).isEqualTo(text);
            assertThat(asked[0]).as(unit).isLessThan(30L * text.length());
        }
    }

    @Test
    void protectedText_isNotCut() {
        String text = "See `x. Y. z` now. Go to https://example.org/a,b,c,d,e,f,g,h and read it";
        List<ProtectedSpan> spans = new ArrayList<>();
        new PatternFinder(io.glossa.ProtectedText.defaults()).find(text, spans);
        Segments segments = Segments.of(new SourceText(text, spans, false), SegmentRules.of("en", "de"), s -> s.length() <= 20);
        assertThat(segments.texts()).containsExactly("See `x. Y. z` now.",
                "Go to https://example.org/a,b,c,d,e,f,g,h", "and read it");
    }
}
