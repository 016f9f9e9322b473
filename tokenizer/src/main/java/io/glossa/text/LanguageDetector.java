package io.glossa.text;

import io.glossa.error.ModelNotFoundException;
import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of texts. Immutable and thread-safe; nothing leaves the machine.
 *
 * <p>{@link #scripts()} goes by letters alone, needs nothing and is quick: it tells Chinese, Japanese, Korean, Greek, Hebrew,
 * Thai and other languages that have a script to themselves, and by letters of their own most of those written in Cyrillic
 * and Arabic. Texts in Latin letters stay {@code und}. {@link #full()} asks the language detector of Apache OpenNLP where
 * several languages remain.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class LanguageDetector {
    private static final LanguageDetector SCRIPTS = new LanguageDetector(null);

    private final @Nullable OpenNlpLanguages languages;

    private LanguageDetector(@Nullable OpenNlpLanguages languages) {
        this.languages = languages;
    }

    /** A detector that goes by letters alone. */
    public static LanguageDetector scripts() {
        return SCRIPTS;
    }

    /**
     * A detector that also tells languages of one script apart. Needs two artifacts that are optional dependencies of
     * {@code glossa-tokenizer}: {@code org.apache.opennlp:opennlp-tools} and
     * {@code org.apache.opennlp:opennlp-models-langdetect}, 12 MB together. The model is read on first use, takes about a
     * second and some 35 MB, and is shared.
     *
     * @throws ModelNotFoundException if one of them is not on the class path; the message names it
     */
    public static LanguageDetector full() {
        try {
            return new LanguageDetector(OpenNlpLanguages.shared());
        } catch (NoClassDefFoundError e) {
            throw OpenNlpLanguages.missing("org.apache.opennlp:opennlp-tools", e);
        }
    }

    /**
     * The language a text may be in.
     *
     * @param text any text; of a long one about the first 2,000 letters decide between languages of one script
     */
    public LanguageHint detect(String text) {
        Objects.requireNonNull(text, "text");
        Scripts.Dominant script = Scripts.of(text);
        List<String> candidates = Alphabets.candidates(text, script.code());
        if (candidates.size() != 1 && languages != null && OpenNlpLanguages.SCRIPTS.contains(script.code())) {
            OpenNlpLanguages.Guess guess = languages.guess(text, script.code(), candidates);
            if (guess != null) {
                return new LanguageHint(guess.language(), script.share() * guess.confidence(), script.code());
            }
        }
        return candidates.isEmpty()
                ? new LanguageHint(LanguageHint.UNDETERMINED, 0, script.code())
                : new LanguageHint(candidates.get(0), script.share() / candidates.size(), script.code());
    }
}
