package io.glossa.tokenizer;

import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A text, or two that a model reads together (premise and hypothesis, query and passage).
 *
 * @param text the first text
 * @param pair the second text, or null when there is only one
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TextPair(String text, @Nullable String pair) {
    /**
     * Checks the first text.
     *
     * @throws NullPointerException if {@code text} is null
     */
    public TextPair {
        Objects.requireNonNull(text, "text");
    }

    /**
     * A single text.
     *
     * @throws NullPointerException if {@code text} is null
     */
    public static TextPair of(String text) {
        return new TextPair(text, null);
    }

    /**
     * A text and its partner.
     *
     * @throws NullPointerException if {@code text} is null
     */
    public static TextPair of(String text, @Nullable String pair) {
        return new TextPair(text, pair);
    }

    /** Lengths only: the texts are the user's and do not belong in logs. */
    @Override
    public String toString() {
        return "TextPair[" + text.length() + (pair == null ? "]" : " + " + pair.length() + "]");
    }
}
