package io.glossa.internal.pipeline;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/** A text that is written token by token, and told each time that it has grown. Not thread-safe. */
public final class GrowingText {
    /** What bytes that are no whole character yet are decoded to. */
    private static final String UNFINISHED = "\uFFFD";

    private final Function<int[], String> decoder;
    private final Consumer<String> soFar;
    private int[] ids = new int[16];
    private int size;
    private String told = "";

    /**
     * An empty text.
     *
     * @param decoder turns all tokens into text
     * @param soFar takes the text
     */
    public GrowingText(Function<int[], String> decoder, Consumer<String> soFar) {
        this.decoder = decoder;
        this.soFar = soFar;
    }

    /** Takes the next token. A character is told when all its tokens are there. */
    public void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
        String text = decoder.apply(Arrays.copyOf(ids, size));
        if (!text.endsWith(UNFINISHED)) {
            tell(text);
        }
    }

    /** Tells the whole text, if that has not been done. */
    public void end(String whole) {
        tell(whole);
    }

    private void tell(String text) {
        if (!text.equals(told)) {
            told = text;
            soFar.accept(text);
        }
    }
}
