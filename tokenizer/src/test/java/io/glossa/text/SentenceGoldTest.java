package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The splitter on the gold set, beside the plain break iterators of ICU and of the JDK. */
class SentenceGoldTest {
    /** What F1 must not fall below, a little under what is reached: development part, held-out part. */
    private static final Map<String, double[]> FLOORS = Map.of(
            "en", new double[] {0.99, 0.98}, "de", new double[] {0.99, 0.98}, "zh", new double[] {0.985, 0.98},
            "fr", new double[] {0.99, 0.975}, "es", new double[] {0.99, 0.98});

    static List<String> languages() {
        return SentenceGold.LANGUAGES;
    }

    @Test
    void everyLanguage_hasThreeHundredSentences() {
        for (String language : SentenceGold.LANGUAGES) {
            int dev = SentenceGold.read(language, "dev").stream().mapToInt(SentenceGold::sentences).sum();
            int heldout = SentenceGold.read(language, "heldout").stream().mapToInt(SentenceGold::sentences).sum();
            System.out.println("sentences " + language + ": dev " + dev + ", heldout " + heldout);
            assertThat(dev + heldout).as(language).isGreaterThanOrEqualTo(300);
            assertThat(heldout).as(language).isGreaterThanOrEqualTo(100);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void development_beatsPlainIterators(String language) {
        compare(language, "dev", FLOORS.get(language)[0]);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void heldout_beatsPlainIterators(String language) {
        compare(language, "heldout", FLOORS.get(language)[1]);
    }

    private static void compare(String language, String part, double floor) {
        List<SentenceGold> documents = SentenceGold.read(language, part);
        SentenceSplitter splitter = SentenceSplitter.of(language);
        SentenceScore ours = SentenceScore.of(documents, text -> SentenceScore.ours(splitter, text));
        SentenceScore icu = SentenceScore.of(documents, text -> SentenceScore.icu(language, text));
        SentenceScore java = SentenceScore.of(documents, text -> SentenceScore.java(language, text));
        System.out.println("sentences " + language + " " + part + ": F1 (precision, recall) Glossa " + ours
                + ", ICU " + icu + ", java.text " + java);
        if (Boolean.getBoolean("sentences.errors") && part.equals("dev")) {
            documents.forEach(d -> errors(d, SentenceScore.ours(splitter, d.text())));
        }
        assertThat(ours.f1()).isGreaterThanOrEqualTo(floor).isGreaterThan(icu.f1()).isGreaterThan(java.f1());
    }

    /** Prints what differs, with -Dsentences.errors; of the development part only. */
    static void errors(SentenceGold document, SortedSet<Integer> found) {
        SortedSet<Integer> all = new TreeSet<>(found);
        all.addAll(document.starts());
        for (int at : all) {
            boolean gold = document.starts().contains(at);
            if (gold != found.contains(at)) {
                String text = document.text();
                System.out.println((gold ? "  missed: " : "  wrong:  ")
                        + (text.substring(Math.max(0, at - 30), at) + "|" + text.substring(at, Math.min(text.length(), at + 25)))
                                .replace('\n', '⏎'));
            }
        }
    }
}
