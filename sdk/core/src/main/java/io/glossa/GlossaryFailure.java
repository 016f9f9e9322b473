package io.glossa;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What a translation should have and has not. Immutable.
 *
 * @param kind what went wrong
 * @param expected what should stand in the translation: the target of a term, the protected text, the number as the source
 *     has it; for {@link Kind#NUMBER_ADDED} the number that should not be there
 * @param start where it stands in the source, in UTF-16 units; for {@link Kind#NUMBER_ADDED} the start of the sentence
 * @param end after its last character; for {@link Kind#NUMBER_ADDED} the end of the sentence
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record GlossaryFailure(Kind kind, String expected, int start, int end) {
    /** What went wrong. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Kind {
        /** A term of the {@link Glossary} is missing. */
        TERM,
        /** A {@link ProtectedText} is missing, or is there too often. */
        PROTECTED,
        /** A number of the source is missing; number words are not known, so "2" for "two" counts as a failure. */
        NUMBER_MISSING,
        /** A number is there that the source has not. */
        NUMBER_ADDED
    }

    /**
     * A failure.
     *
     * @throws NullPointerException if an argument is null
     */
    public GlossaryFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(expected, "expected");
    }

    @Override
    public String toString() {
        // Without what was expected: it may be the user's text.
        return "GlossaryFailure[kind=" + kind + ", start=" + start + ", end=" + end + "]";
    }
}
