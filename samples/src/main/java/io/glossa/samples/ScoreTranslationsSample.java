package io.glossa.samples;

import io.glossa.evaluation.Bleu;
import io.glossa.evaluation.BleuScore;
import io.glossa.evaluation.BleuTokenizer;
import io.glossa.evaluation.Chrf;
import java.util.List;

/** How good are translations? Give them references made by people. */
public final class ScoreTranslationsSample {
    private ScoreTranslationsSample() {}

    /** Takes nothing. */
    public static void main(String[] args) {
        // snippet:score-translations
        List<String> translations = List.of("Der Hund springt über den Zaun.", "Zwei Frauen reden auf einer Bank.");
        List<List<String>> references = List.of(
                List.of("Der Hund springt über einen Zaun."),
                List.of("Zwei Frauen sitzen auf einer Bank und reden.", "Auf einer Bank unterhalten sich zwei Frauen."));
        BleuScore bleu = Bleu.of(BleuTokenizer.WMT_13A).corpus(translations, references);
        System.out.println(bleu);
        System.out.println(Chrf.plusPlus().corpus(translations, references));
        // end
    }
}
