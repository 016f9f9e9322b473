package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Glossary;
import io.glossa.GlossaryFailure;
import io.glossa.ProtectedText;
import io.glossa.TranslatedSentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** From texts to translations, with models that are functions. */
class DocumentTranslatorTest {
    private static final Glossary GLOSSARY = Glossary.builder().term("engine", "Motor").keep("Glossa").build();

    /** Remembers what it was asked. */
    private static final class Model {
        private final List<List<String>> asked = new ArrayList<>();
        private final Function<String, String> function;

        Model(Function<String, String> function) {
            this.function = function;
        }

        List<String> apply(List<String> texts) {
            asked.add(texts);
            return texts.stream().map(function).toList();
        }
    }

    private static DocumentTranslation translate(String text, String from, String to, Model model, Set<ProtectedText> kinds) {
        return new DocumentTranslator(SegmentRules.of(from, to), GLOSSARY, kinds, MarkStyle.defaults(), s -> true)
                .translate(List.of(text), model::apply).get(0);
    }

    private static DocumentTranslation translate(String text, Model model) {
        return translate(text, "en", "de", model, ProtectedText.defaults());
    }

    @Test
    void translate_oneBatchForAllTexts() {
        Model model = new Model(String::toUpperCase);
        List<DocumentTranslation> translations = new DocumentTranslator(SegmentRules.of("en", "de"), GLOSSARY,
                ProtectedText.defaults(), MarkStyle.defaults(), s -> true)
                .translate(List.of("One. Two.", "", "- An engine\n", "{x}"), model::apply);
        assertThat(model.asked).containsExactly(List.of("One.", "Two.", "An X1"));
        assertThat(translations).extracting(DocumentTranslation::text).containsExactly("ONE. TWO.", "", "- AN Motor\n", "{x}");
        assertThat(translations).allMatch(t -> t.failures().isEmpty());
        assertThat(translations.get(2).sentences()).containsExactly(new TranslatedSentence(2, 11, 2, 10, false, false));
    }

    @Test
    void retries_withTheNextStyle_thenPieces() {
        Model model = new Model(s -> s.replaceAll("X1|__1__", "was"));
        assertThat(translate("The engine runs.", model).text()).isEqualTo("The Motor runs.");
        assertThat(model.asked).containsExactly(List.of("The X1 runs."), List.of("The __1__ runs."), List.of("The [[1]] runs."));
        Model worse = new Model(s -> s.replaceAll("X1|__1__|\\[\\[1]]", "was"));
        DocumentTranslation translation = translate("The engine runs.", worse);
        assertThat(translation.text()).isEqualTo("The Motor runs.");
        assertThat(translation.sentences()).containsExactly(new TranslatedSentence(0, 16, 0, 15, false, true));
        assertThat(worse.asked).hasSize(4).last().isEqualTo(List.of("The", "runs."));
    }

    @Test
    void pieces_thatRepeatAPlaceholder_areNotUsed() {
        Model model = new Model(s -> s.equals("and go") ? "und {x}" : s.replaceAll("X1|__1__|\\[\\[1]]", ""));
        DocumentTranslation translation = translate("Take {x} and go", model);
        assertThat(translation.text()).isEqualTo("Take {x} and go");
        assertThat(translation.failures()).as("the model copied it without protection").isEmpty();
        assertThat(translation.sentences().get(0).patched()).isFalse();
        assertThat(model.asked).hasSize(5);
    }

    @Test
    void pieces_doNotRunTogether() {
        Model model = new Model(s -> s.equals("用") ? "use" : s.equals("翻译") ? "to translate" : "nothing");
        assertThat(translate("用Glossa翻译", "zh", "en", model, ProtectedText.defaults()).text()).isEqualTo("use Glossa to translate");
    }

    @Test
    void numbers_areCompared() {
        Model model = new Model(s -> "Sie zahlten 1.234,50 Euro und 7 mal X1");
        DocumentTranslation translation = translate("Yes! They paid 1,234.50 euros and 3 times {x1}", model);
        assertThat(translation.failures()).containsExactly(
                new GlossaryFailure(GlossaryFailure.Kind.NUMBER_ADDED, "1.234,50", 0, 4),
                new GlossaryFailure(GlossaryFailure.Kind.NUMBER_ADDED, "7", 0, 4),
                new GlossaryFailure(GlossaryFailure.Kind.NUMBER_ADDED, "1", 0, 4),
                new GlossaryFailure(GlossaryFailure.Kind.NUMBER_ADDED, "7", 5, 46),
                new GlossaryFailure(GlossaryFailure.Kind.NUMBER_MISSING, "3", 34, 35));
    }

    @Test
    void numbers_canBeProtected() {
        Model model = new Model(s -> s.replace("paid", "zahlten"));
        DocumentTranslation translation =
                translate("They paid 1,234.50 euros", "en", "de", model, EnumSet.allOf(ProtectedText.class));
        assertThat(translation.text()).isEqualTo("They zahlten 1,234.50 euros");
        assertThat(translation.failures()).isEmpty();
        assertThat(model.asked).containsExactly(List.of("They paid X1 euros"));
    }

    /** What no model has protected is compared with the numbers of the whole sentence. */
    @Test
    void numbers_ofASentenceThatLostItsMarks_areComparedAsAWhole() {
        Model model = new Model(s -> s.contains("v2") ? "Nimm v2 5 mal" : "");
        Glossary glossary = Glossary.builder().keep("v2").build();
        DocumentTranslation translation = new DocumentTranslator(SegmentRules.of("en", "de"), glossary,
                ProtectedText.defaults(), MarkStyle.defaults(), s -> true)
                .translate(List.of("<h1>Take v2 5 times</h1>"), model::apply).get(0);
        assertThat(translation.text()).isEqualTo("<h1>Nimm v2 5 mal</h1>");
        assertThat(translation.failures()).isEmpty();
    }

    /** A line with thousands of protected parts takes no longer for each of them. */
    @Test
    void line_of100000Characters_withManyTerms() {
        String text = "An engine of {x} runs on Glossa, <b>or not</b> ".repeat(2200).strip();
        Model model = new Model(s -> s);
        DocumentTranslation translation = new DocumentTranslator(SegmentRules.of("en", "de"), GLOSSARY,
                ProtectedText.defaults(), MarkStyle.defaults(), s -> s.length() <= 300)
                .translate(List.of(text), model::apply).get(0);
        assertThat(translation.text()).isEqualTo(text.replace("engine", "Motor"));
        assertThat(translation.failures()).isEmpty();
        assertThat(model.asked).hasSize(1);
    }

    @Test
    void tagsAroundTheSentence_areNotForTheModel() {
        Model model = new Model(String::toUpperCase);
        assertThat(translate("<p class=\"a\">Hello you.</p>", model).text()).isEqualTo("<p class=\"a\">HELLO YOU.</p>");
        assertThat(model.asked).containsExactly(List.of("Hello you."));
    }

    @Test
    void longSentence_isSplit_andTermsAreWhole() {
        Model model = new Model(s -> s);
        String text = "word ".repeat(50) + "engine " + "word ".repeat(50).strip();
        DocumentTranslation translation = new DocumentTranslator(SegmentRules.of("en", "de"), GLOSSARY, Set.of(),
                MarkStyle.defaults(), s -> s.length() <= 60).translate(List.of(text), model::apply).get(0);
        assertThat(translation.text()).isEqualTo(text.replace("engine", "Motor"));
        assertThat(translation.sentences()).hasSizeGreaterThan(8).allMatch(TranslatedSentence::split);
        assertThat(model.asked.get(0)).allMatch(s -> s.length() <= 60);
    }

    @Test
    void model_thatAnswersTooFew_isAnError() {
        assertThatThrownBy(() -> new DocumentTranslator(SegmentRules.of("en", "de"), GLOSSARY, Set.of(), List.of(), s -> true)
                .translate(List.of("One. Two."), asked -> List.of("Eins.")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("expected 2").hasMessageContaining("found 1");
    }

    @Test
    void withoutStyles_protectedPartsAreTranslatedAround() {
        Model model = new Model(String::toUpperCase);
        DocumentTranslation translation = new DocumentTranslator(SegmentRules.of("en", "de"), GLOSSARY, Set.of(), List.of(),
                s -> true).translate(List.of("The engine runs."), model::apply).get(0);
        assertThat(translation.text()).isEqualTo("THE Motor RUNS.");
        assertThat(translation.sentences().get(0).patched()).isTrue();
        assertThat(translation.toString()).doesNotContain("Motor");
    }
}
