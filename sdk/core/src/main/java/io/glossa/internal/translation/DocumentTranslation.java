package io.glossa.internal.translation;

import io.glossa.GlossaryFailure;
import io.glossa.TranslatedSentence;
import java.util.List;

/**
 * A translated text. Immutable.
 *
 * @param text the whole
 * @param sentences which sentence became what, in order
 * @param failures what the translation should have and has not, by where it stands in the source
 */
public record DocumentTranslation(String text, List<TranslatedSentence> sentences, List<GlossaryFailure> failures) {
    /** Copies the lists. */
    public DocumentTranslation {
        sentences = List.copyOf(sentences);
        failures = List.copyOf(failures);
    }

    /** Lengths only: texts do not belong in logs. */
    @Override
    public String toString() {
        return "DocumentTranslation[" + text.length() + " UTF-16 units, " + sentences.size() + " sentences, "
                + failures.size() + " failures]";
    }
}
