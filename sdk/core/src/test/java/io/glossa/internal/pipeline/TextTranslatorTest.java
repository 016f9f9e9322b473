package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Glossary;
import io.glossa.ProtectedText;
import io.glossa.TokenUsage;
import io.glossa.TranslatedText;
import io.glossa.Translation;
import io.glossa.internal.translation.SegmentRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often texts are cut and sentences translated, with a model that upper-cases and numbers its alternatives. */
class TextTranslatorTest {
    private static final String TEXT = "A dog runs. A {cat} sleeps on a chair.\nA dog runs.\n" + "one and two ".repeat(20) + "three.";

    private final List<String> measured = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private TextTranslator translator(int alternatives) {
        return new TextTranslator(SegmentRules.of("en", "de"), Glossary.none(), ProtectedText.defaults(), sentence -> {
            measured.add(sentence);
            return sentence.length() < 80;
        }, alternatives, sentences -> {
            asked.addAll(sentences);
            return sentences.stream().map(sentence -> translation(sentence, alternatives)).toList();
        });
    }

    private static Translation translation(String sentence, int alternatives) {
        return new Translation(IntStream.range(0, alternatives).mapToObj(rank -> new Translation.Candidate(sentence.toUpperCase(java.util.Locale.ROOT)
                + rank, -rank, List.of(rank), Translation.End.COMPLETE)).toList(), new TokenUsage(sentence.length(), 0, 1, 0));
    }

    @Test
    void alternatives_areOfTheSameSentences() {
        TranslatedText one = translator(1).translate(List.of(TEXT)).get(0);
        List<String> once = List.copyOf(measured);
        assertThat(once).hasSizeGreaterThan(3);
        measured.clear();
        asked.clear();
        TranslatedText four = translator(4).translate(List.of(TEXT)).get(0);
        assertThat(measured).isEqualTo(once);
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(four.text()).isEqualTo(one.text()).contains("{cat}");
        assertThat(four.translation().alternatives()).hasSize(4);
        for (int rank = 0; rank < 4; rank++) {
            assertThat(four.translation().alternatives().get(rank).text()).startsWith("A DOG RUNS." + rank).contains("{cat}");
        }
    }

    /** A text without a sentence has as many as any other, alone and in a batch. */
    @Test
    void alternatives_doNotDependOnTheBatch() {
        List<TranslatedText> together = translator(3).translate(List.of("", "A dog runs."));
        assertThat(together.get(0)).isEqualTo(translator(3).translate(List.of("")).get(0));
        assertThat(together.get(1)).isEqualTo(translator(3).translate(List.of("A dog runs.")).get(0));
        assertThat(together).allMatch(each -> each.translation().alternatives().size() == 3);
    }

    @Test
    void growing_givesTheSame() {
        List<String> told = new ArrayList<>();
        TranslatedText together = translator(3).translate(List.of(TEXT)).get(0);
        asked.clear();
        TranslatedText growing = translator(3).translate(TEXT, (sentence, soFar) -> {
            asked.add(sentence);
            soFar.accept(sentence.toUpperCase(java.util.Locale.ROOT).substring(0, 2));
            return translation(sentence, 3);
        }, told::add);
        assertThat(growing).isEqualTo(together);
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(told.get(0)).isEqualTo("A ");
        assertThat(told).contains("A DOG RUNS.0").last().isEqualTo(together.text());
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i)).startsWith(told.get(i - 1));
        }
    }
}
