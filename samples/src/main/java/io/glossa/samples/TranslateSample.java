package io.glossa.samples;

import io.glossa.Translation;
import io.glossa.TranslationOptions;
import io.glossa.Translator;

/** A text in another language, and what else it could be. */
public final class TranslateSample {
    private TranslateSample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:translate
        try (var translator = Translator.builder(folder).from("en").to("de").build()) {
            Translation translation = translator.translate("A woman is asleep on a chair on a bus.");
            System.out.println(translation.text());
            TranslationOptions three = TranslationOptions.builder().beams(5).alternatives(3).build();
            for (Translation.Candidate candidate : translator.with(three).translate("A dog runs.").alternatives()) {
                System.out.println(candidate.score() + " " + candidate.text());
            }
        }
        // end
        growing(folder);
    }

    private static void growing(String folder) {
        // snippet:translate-growing
        try (var translator = Translator.builder(folder).from("en").to("de").build()) {
            translator.translate("Two dogs play in the snow.", soFar -> System.out.print("\r" + soFar));
            System.out.println();
            System.out.println(translator.complete("Two dogs play in the snow.", "Zwei").text());
        }
        // end
    }
}
