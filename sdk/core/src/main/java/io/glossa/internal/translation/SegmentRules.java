package io.glossa.internal.translation;

import java.util.Objects;

/**
 * How texts are cut. Immutable.
 *
 * @param sourceLanguage of the texts, by ISO 639 or as models spell it ({@code deu_Latn}, {@code de_DE}); {@code und} or any other
 *     word gets the rules of no language
 * @param targetLanguage of the translations; it decides on spaces between sentences
 * @param wrapped whether the texts have lines of limited width, so that a line break is a space; otherwise every line stands
 *     for itself
 * @param sentences whether there is any cutting; otherwise a text is one segment, cut only where it does not fit
 */
public record SegmentRules(String sourceLanguage, String targetLanguage, boolean wrapped, boolean sentences) {
    /** Makes tags of BCP 47 of both languages. */
    public SegmentRules {
        sourceLanguage = LanguageCode.tag(Objects.requireNonNull(sourceLanguage, "sourceLanguage"));
        targetLanguage = LanguageCode.tag(Objects.requireNonNull(targetLanguage, "targetLanguage"));
    }

    /** Every line for itself, cut into sentences. */
    public static SegmentRules of(String sourceLanguage, String targetLanguage) {
        return new SegmentRules(sourceLanguage, targetLanguage, false, true);
    }

    boolean losesSpaces() {
        return !Characters.isUnspaced(sourceLanguage) && Characters.isUnspaced(targetLanguage);
    }

    boolean gainsSpaces() {
        return Characters.isUnspaced(sourceLanguage) && !Characters.isUnspaced(targetLanguage);
    }
}
