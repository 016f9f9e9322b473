package io.glossa.text;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A word and where it stands.
 *
 * @param text the word as its splitter gives it, which may differ from the text it came from (lower case, a stem)
 * @param start the first UTF-16 index in the original text
 * @param end the UTF-16 index after the last, at least {@code start}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Word(String text, int start, int end) {
    /**
     * A word.
     *
     * @throws IllegalArgumentException if {@code start} is negative or {@code end} lies before it
     */
    public Word {
        Objects.requireNonNull(text, "text");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a word needs 0 <= start <= end, found " + start + " and " + end);
        }
    }
}
