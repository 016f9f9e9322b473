package io.glossa;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A text of any length in another language: its sentences were translated one by one, and what stands between them was kept.
 *
 * @param translation the whole. An alternative is made of the alternatives of that rank of all sentences, its score is the mean of theirs
 *     and its token ids are theirs one after the other; sentences with protected parts count for neither
 * @param sentences which sentence became what in the best translation, in order
 * @param failures what the best translation should have and has not, by where it stands in the source; empty if all is well
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TranslatedText(Translation translation, List<TranslatedSentence> sentences, List<GlossaryFailure> failures) {
    /** A translated text. */
    public TranslatedText {
        Objects.requireNonNull(translation, "translation");
        sentences = List.copyOf(sentences);
        failures = List.copyOf(failures);
    }

    /** The best translation. */
    public String text() {
        return translation.text();
    }

    /** Whether all sentences were read and ended, none in pieces, and nothing is missing that was to be kept. */
    public boolean complete() {
        return translation.complete() && failures.isEmpty() && sentences.stream().noneMatch(TranslatedSentence::split);
    }
}
