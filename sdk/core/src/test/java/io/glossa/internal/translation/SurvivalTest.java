package io.glossa.internal.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Glossary;
import io.glossa.GlossaryFailure;
import io.glossa.ProtectedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 500 sentences with terms, placeholders and addresses put into them, and a model that garbles on purpose: at least 99 in 100
 * survive, and each of the others is reported.
 */
class SurvivalTest {
    /** What is put into sentences, and what should become of it. */
    private static final Map<String, String> INSERTED = new LinkedHashMap<>();
    private static final double WANTED = 0.99;

    static {
        INSERTED.put("control unit", "Steuergerät");
        INSERTED.put("ink cartridge", "Tintenpatrone");
        INSERTED.put("warranty", "Gewährleistung");
        INSERTED.put("Glossa", "Glossa");
        INSERTED.put("Acme Cloud", "Acme Cloud");
        for (String same : List.of("{name}", "{{count}}", "${total}", "%s", "%1$d", "<br/>", ":smile:", "https://example.org/a?b=c",
                "jo.doe@example.org", "`git push`", "config.json")) {
            INSERTED.put(same, same);
        }
    }

    private static List<String> sentences;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = SurvivalTest.class.getResourceAsStream("/translation/sentences.txt")) {
            sentences = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Glossary glossary() {
        return Glossary.builder().term("control unit", "Steuergerät").term("ink cartridge", "Tintenpatrone")
                .term("warranty", "Gewährleistung").keep("Glossa").keep("Acme Cloud").build();
    }

    private static DocumentTranslator translator() {
        return new DocumentTranslator(SegmentRules.of("en", "de"), glossary(), ProtectedText.defaults(), MarkStyle.defaults(),
                s -> s.length() <= 400);
    }

    /** A text with one to four insertions between its words; every fifth has a word in tags. */
    private static String insert(String sentence, Random random, Map<String, Integer> wanted) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ")));
        List<String> choices = List.copyOf(INSERTED.keySet());
        if (random.nextInt(5) == 0) {
            int at = 1 + random.nextInt(words.size() - 2);
            words.set(at, "<b>" + words.get(at) + "</b>");
            wanted.merge("<b>", 1, Integer::sum);
            wanted.merge("</b>", 1, Integer::sum);
        }
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            String chosen = choices.get(random.nextInt(choices.size()));
            words.add(1 + random.nextInt(words.size() - 1), chosen);
            wanted.merge(INSERTED.get(chosen), 1, Integer::sum);
        }
        return String.join(" ", words);
    }

    private static int occurrences(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void protectedText_survives_orIsReported() {
        int wanted = 0;
        int survived = 0;
        int patched = 0;
        int failures = 0;
        GarblingModel model = new GarblingModel(20261201, 0.01);
        Random random = new Random(8);
        List<Map<String, Integer>> expected = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String sentence : sentences) {
            Map<String, Integer> counts = new HashMap<>();
            texts.add(insert(sentence, random, counts));
            expected.add(counts);
        }
        List<DocumentTranslation> translations = translator().translate(texts, model);
        for (int i = 0; i < texts.size(); i++) {
            DocumentTranslation translation = translations.get(i);
            Map<String, Integer> failed = new HashMap<>();
            for (GlossaryFailure failure : translation.failures()) {
                failed.merge(failure.expected(), 1, Integer::sum);
                String source = texts.get(i).substring(failure.start(), failure.end());
                assertThat(INSERTED.getOrDefault(source, source)).isEqualTo(failure.expected());
            }
            for (Map.Entry<String, Integer> part : expected.get(i).entrySet()) {
                int there = occurrences(translation.text(), part.getKey());
                wanted += part.getValue();
                survived += there;
                failures += failed.getOrDefault(part.getKey(), 0);
                assertThat(there + failed.getOrDefault(part.getKey(), 0)).as("%s of text %d", part.getKey(), i)
                        .isEqualTo(part.getValue());
            }
            assertThat(expected.get(i).keySet()).containsAll(failed.keySet());
            assertThat(translation.text()).as("no mark is left").doesNotContainPattern("[xXｘＸ]\\h?[\\d０-９]|__|\\[\\[");
            patched += translation.sentences().stream().anyMatch(io.glossa.TranslatedSentence::patched) ? 1 : 0;
        }
        String report = String.format(Locale.ROOT, "%d of %d protected parts survived (%.2f %%), %d reported; %d of %d texts "
                + "patched; %d calls, %d sentences", survived, wanted, 100.0 * survived / wanted, failures, patched, texts.size(),
                model.calls, model.texts);
        org.slf4j.LoggerFactory.getLogger(SurvivalTest.class).warn(report);
        assertThat(texts).hasSize(500);
        assertThat((double) survived / wanted).as(report).isGreaterThanOrEqualTo(WANTED);
        assertThat(failures).as("the model is bad enough to lose some").isPositive();
        assertThat(patched).as("and to need patches").isBetween(1, texts.size() / 2);
    }

    /** Without protection hardly anything survives, and every loss is reported as well. */
    @Test
    void modelThatAnswersPiecesWithNothing_losesAll_andEachIsReported() {
        List<String> texts = List.of("The control unit of {name} is here", "We like Glossa very much");
        List<DocumentTranslation> translations = translator().translate(texts, asked -> asked.stream()
                .map(s -> texts.contains(s) ? "was auch immer" : "").toList());
        assertThat(translations).extracting(DocumentTranslation::text).containsOnly("was auch immer");
        assertThat(translations.get(0).failures()).containsExactly(
                new GlossaryFailure(GlossaryFailure.Kind.TERM, "Steuergerät", 4, 16),
                new GlossaryFailure(GlossaryFailure.Kind.PROTECTED, "{name}", 20, 26));
        assertThat(translations.get(1).failures()).containsExactly(
                new GlossaryFailure(GlossaryFailure.Kind.TERM, "Glossa", 8, 14));
    }

    /** The texts as one text, a line each, have the same translations as each alone. */
    @Test
    void lines_areTranslatedAsTextsOfTheirOwn() {
        Random random = new Random(9);
        List<String> texts = sentences.stream().map(s -> insert(s, random, new HashMap<>())).toList();
        List<DocumentTranslation> alone = translator().translate(texts, new GarblingModel(1, 0.01));
        DocumentTranslation together =
                translator().translate(List.of(String.join("\n", texts)), new GarblingModel(1, 0.01)).get(0);
        assertThat(together.text().lines().toList()).isEqualTo(alone.stream().map(DocumentTranslation::text).toList());
        assertThat(together.failures()).hasSize(alone.stream().mapToInt(t -> t.failures().size()).sum());
    }
}
