package io.glossa.internal.translation;

import java.util.Objects;

/**
 * How texts are cut. Immutable.
 *
 * @param sourceLanguage of the texts: ISO 639, what follows a hyphen or underscore does not count
 * @param targetLanguage of the translations; it decides on spaces between sentences
 * @param wrapped whether the texts have lines of limited width, so that a line break is a space; otherwise every line stands
 *     for itself
 * @param sentences whether there is any cutting; otherwise a text is one segment, cut only where it does not fit
 */
public record SegmentRules(String sourceLanguage, String targetLanguage, boolean wrapped, boolean sentences) {
    /** Requires both languages. */
    public SegmentRules {
        Objects.requireNonNull(sourceLanguage, "sourceLanguage");
        Objects.requireNonNull(targetLanguage, "targetLanguage");
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
