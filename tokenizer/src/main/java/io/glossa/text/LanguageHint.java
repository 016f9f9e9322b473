package io.glossa.text;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What language a text may be in. A hint: good enough to warn and to choose a model, wrong now and then on short texts.
 *
 * @param language ISO 639-1 code, or {@code und} if it cannot be told
 * @param confidence from 0 to 1: how much of the text is in the script, times how sure the language is among those that are
 *     written in it; 0 for {@code und}
 * @param script ISO 15924 code of the script that most of the text is written in, such as {@code Latn}, {@code Cyrl},
 *     {@code Hani} (Han alone) or {@code Jpan} (Han with kana); {@code Zyyy} if the text has no letters
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record LanguageHint(String language, double confidence, String script) {
    /** The language of a text whose language cannot be told. */
    public static final String UNDETERMINED = "und";

    /**
     * A hint.
     *
     * @throws IllegalArgumentException if the confidence lies outside 0 to 1
     */
    public LanguageHint {
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(script, "script");
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence: expected 0 to 1, found " + confidence);
        }
    }

    /** Whether a language is named. */
    public boolean isKnown() {
        return !language.equals(UNDETERMINED);
    }

    /**
     * Whether a language is written in the script of the text; also true where there is nothing to judge by: a text without
     * letters, or a language that is not known here. Says nothing of languages that share a script.
     *
     * @param other an ISO 639-1 code; what follows a hyphen is not looked at
     */
    public boolean couldBe(String other) {
        return Scripts.canBeWrittenIn(other, script);
    }
}
