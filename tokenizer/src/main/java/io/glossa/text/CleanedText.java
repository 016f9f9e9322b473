package io.glossa.text;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A text as {@link TextCleaner} left it, and where each part of it stood in the original. Immutable and thread-safe.
 *
 * <p>All places are UTF-16 indices. A stretch maps to all that it came from: characters that were not changed map exactly,
 * and of a change that a stretch touches the whole is taken ({@code [URL]}, or a part of it, to the address). Text that was
 * left out belongs to no stretch unless there is some of the stretch on both sides of it. Mapping is monotone: what begins
 * or ends no earlier maps to what begins or ends no earlier.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class CleanedText {
    private final String original;
    private final Draft draft;

    CleanedText(String original, Draft draft) {
        this.original = original;
        this.draft = draft;
    }

    /** The cleaned text. */
    public String text() {
        return draft.text();
    }

    /** The text as it was given. */
    public String original() {
        return original;
    }

    /** Whether anything was changed. */
    public boolean changed() {
        return !draft.text().equals(original);
    }

    /**
     * What a stretch of the cleaned text came from.
     *
     * @param start first index in {@link #text()}
     * @param end index after the last; an empty stretch maps to an empty one
     * @return a stretch of {@link #original()}
     * @throws IndexOutOfBoundsException if the stretch does not lie inside the cleaned text
     */
    public TextSpan toOriginal(int start, int end) {
        Objects.checkFromToIndex(start, end, text().length());
        return draft.map().before(start, end);
    }

    /**
     * What became of a stretch of the original.
     *
     * @param start first index in {@link #original()}
     * @param end index after the last
     * @return a stretch of {@link #text()}, empty if nothing is left
     * @throws IndexOutOfBoundsException if the stretch does not lie inside the original
     */
    public TextSpan toCleaned(int start, int end) {
        Objects.checkFromToIndex(start, end, original.length());
        return draft.map().after(start, end);
    }

    /** Lengths only: texts do not belong in logs. */
    @Override
    public String toString() {
        return "CleanedText[" + original.length() + " -> " + text().length() + " UTF-16 units]";
    }
}
