package io.glossa.text;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A sentence and where it stands.
 *
 * @param text the sentence as it is in the original text, {@code original.substring(start, end)}: with its punctuation,
 *     without white space before and after
 * @param start the first UTF-16 index in the original text
 * @param end the UTF-16 index after the last; {@code end - start} is the length of {@code text}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Sentence(String text, int start, int end) {
    /**
     * A sentence.
     *
     * @throws NullPointerException if {@code text} is null
     * @throws IllegalArgumentException if {@code start} is negative or {@code end - start} is not the length of the text
     */
    public Sentence {
        Objects.requireNonNull(text, "text");
        if (start < 0 || end - start != text.length()) {
            throw new IllegalArgumentException("a sentence of " + text.length()
                    + " UTF-16 units needs start >= 0 and end = start + " + text.length()
                    + ", found " + start + " and " + end);
        }
    }
}
