package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Glossary;
import io.glossa.GlossaryFailure;
import io.glossa.ProtectedText;
import io.glossa.TranslatedSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any text. */
class SegmentsPropertiesTest {
    /** Random UTF-16, and texts of the pieces that rules look at. */
    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> units = Arbitraries.strings().withCharRange('\0', '\uFFFF').ofMaxLength(60);
        Arbitrary<String> pieces = Arbitraries.of(".", "!", "?", "…", "。", "！", " ", " ", " ", "\u00A0", "\u3000", "\n", "\r\n",
                "\r", "\n\n", "\f", "\u2029", "\"", "(", ")", "「", "」", "-", "- ", "* ", "> ", "# ", "[x] ", "1. ", "2) ", "一、", "•", "①",
                ",", ", ", "; ", "，", ":", "Dr", "I", "The", "the", " and ", "Haus", "他说", "我", "ก", "가", "😀", "👨‍👩‍👧", "\uD83D",
                "\uDE00", "é", "e\u0301", "{name}", "<b>", "</b>", "https://a.example/b", "a@b.example", "`c. D`", "%s", "1,5", "X1", "__",
                "[[1]]", "a.txt");
        return Arbitraries.oneOf(units, pieces.list().ofMaxSize(40).map(p -> String.join("", p)));
    }

    @Provide
    static Arbitrary<SegmentRules> pairs() {
        return Arbitraries.of(SegmentRules.of("en", "de"), SegmentRules.of("de", "fr"), SegmentRules.of("zh", "ja"),
                SegmentRules.of("ko", "ru"), new SegmentRules("en", "de", false, false));
    }

    @Property(tries = 2000)
    void identity_givesTheText(@ForAll("texts") String text, @ForAll("pairs") SegmentRules rules,
            @ForAll @IntRange(min = 0, max = 40) int limit) {
        Segments segments = Segments.of(text, rules, s -> s.length() <= limit);
        Rejoined rejoined = segments.rejoin(segments.texts());
        assertThat(rejoined.text()).isEqualTo(text);
        int at = 0;
        for (Rejoined.Place place : rejoined.places()) {
            assertThat(place.sourceStart()).isGreaterThanOrEqualTo(at).isEqualTo(place.targetStart());
            assertThat(place.sourceEnd()).isGreaterThan(place.sourceStart()).isEqualTo(place.targetEnd());
            assertThat(text.substring(at, place.sourceStart())).matches(SegmentsPropertiesTest::isKept);
            at = place.sourceEnd();
        }
        assertThat(text.substring(at)).matches(SegmentsPropertiesTest::isKept);
    }

    /** Between segments there are no letters but those of markers. */
    private static boolean isKept(String text) {
        return Arrays.stream(text.split("\\v")).noneMatch(line -> Characters.hasLetter(
                line, ListMarker.end(line, Characters.skipSpaces(line, 0, line.length()), line.length(), true), line.length()));
    }

    @Property(tries = 1000)
    void pieces_fitAndLoseNothing(@ForAll("texts") String text, @ForAll @IntRange(min = 12, max = 40) int limit) {
        Segments segments = Segments.of(text, SegmentRules.of("en", "de"), s -> s.length() <= limit);
        Segments whole = Segments.of(text, SegmentRules.of("en", "de"), s -> true);
        assertThat(segments.all()).allMatch(s -> s.end() - s.start() <= limit);
        for (Segment sentence : whole.all()) {
            List<Segment> inside = segments.all().stream()
                    .filter(s -> s.start() >= sentence.start() && s.end() <= sentence.end()).toList();
            boolean fits = sentence.end() - sentence.start() <= limit;
            assertThat(inside).isNotEmpty().allMatch(s -> s.split() != fits);
        }
    }

    @Property(tries = 1000)
    void translations_standWhereTheySay(@ForAll("texts") String text, @ForAll boolean wrapped,
            @ForAll @IntRange(min = 5, max = 40) int limit) {
        for (List<String> pair : List.of(List.of("en", "zh"), List.of("zh", "en"))) {
            Segments segments = Segments.of(text, new SegmentRules(pair.get(0), pair.get(1), wrapped, true),
                    s -> s.length() <= limit);
            List<String> translations = new ArrayList<>();
            for (int i = 0; i < segments.size(); i++) {
                translations.add("<" + i + ">");
            }
            Rejoined rejoined = segments.rejoin(translations);
            assertThat(rejoined.places().stream().map(p -> rejoined.text().substring(p.targetStart(), p.targetEnd())).toList())
                    .isEqualTo(translations);
        }
    }

    /** The whole way, with a model that copies. */
    @Property(tries = 2000)
    void document_copied_isTheText(@ForAll("texts") String text, @ForAll @IntRange(min = 12, max = 60) int limit) {
        Glossary glossary = Glossary.builder().keep("the").keep("我").keep("Haus").build();
        DocumentTranslator translator = new DocumentTranslator(SegmentRules.of("en", "de"), glossary,
                ProtectedText.defaults(), MarkStyle.defaults(), s -> s.length() <= limit);
        DocumentTranslation translation = translator.translate(List.of(text), s -> s).get(0);
        assertThat(translation.text()).isEqualTo(text);
        assertThat(translation.sentences()).noneMatch(TranslatedSentence::patched);
    }

    /** The whole way, with a model that garbles: what is reported is what was found, and all places are right. */
    @Property(tries = 1000)
    void document_garbled_reportsWhatWasFound(@ForAll("texts") String text, @ForAll long seed) {
        Glossary glossary = Glossary.builder().term("the", "das").keep("我").caseSensitive(false).build();
        DocumentTranslation translation = new DocumentTranslator(SegmentRules.of("en", "zh"), glossary,
                ProtectedText.defaults(), MarkStyle.defaults(), s -> s.length() <= 30)
                .translate(List.of(text), new GarblingModel(seed, 0.3)).get(0);
        int at = 0;
        for (TranslatedSentence sentence : translation.sentences()) {
            assertThat(sentence.targetStart()).isGreaterThanOrEqualTo(at);
            assertThat(sentence.targetEnd()).isBetween(sentence.targetStart(), translation.text().length());
            at = sentence.targetEnd();
        }
        List<ProtectedSpan> spans = new SpanFinder(glossary, ProtectedText.defaults(), false).find(text);
        for (GlossaryFailure failure : translation.failures()) {
            if (failure.kind() == GlossaryFailure.Kind.TERM || failure.kind() == GlossaryFailure.Kind.PROTECTED) {
                assertThat(spans).anyMatch(span -> span.start() == failure.start() && span.end() == failure.end()
                        && span.replacement().equals(failure.expected()));
            } else {
                assertThat(failure.expected()).matches(Numbers.PATTERN.pattern());
            }
        }
    }
}
