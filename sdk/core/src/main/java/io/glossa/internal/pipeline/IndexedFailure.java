package io.glossa.internal.pipeline;

import io.glossa.error.InvalidInputException;

/**
 * One text of many cannot be worked on. Travels from where texts are worked on, in chunks and across threads, to
 * {@link Calls}, which knows the text's place in what the caller gave, and never to the caller.
 */
public final class IndexedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int index;
    private final InvalidInputException reason;

    /**
     * Makes a failure.
     *
     * @param index place of the text in the list that was worked on
     * @param reason what is wrong with it
     */
    public IndexedFailure(int index, InvalidInputException reason) {
        super(null, reason, false, false);
        this.index = index;
        this.reason = reason;
    }

    /** Place of the text in the list that was worked on. */
    public int index() {
        return index;
    }

    /** What is wrong with the text, as said when it is the only one. */
    public InvalidInputException reason() {
        return reason;
    }

    /**
     * What the caller sees.
     *
     * @param name what the text is called, such as {@code texts[3]}
     */
    public InvalidInputException named(String name) {
        return new InvalidInputException(name + ": " + reason.getMessage(), reason);
    }
}
