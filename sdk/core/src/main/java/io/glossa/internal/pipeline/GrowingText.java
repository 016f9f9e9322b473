package io.glossa.internal.pipeline;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A text that is written token by token, and told each time that it has grown: each time the last one and more. Not thread-safe. */
public final class GrowingText {
    /**
     * Ends that may become others: bytes that are no whole character yet, and what the clean-up of transformers joins to what is before it
     * ({@code n't}, {@code 's}, {@code 've} and the like) when its last letter comes.
     */
    private static final Pattern UNFINISHED = Pattern.compile("[\uFFFD']$| (?:n|'[vr])?$");

    private final Function<int[], String> decoder;
    private final ToldText told;
    private int[] ids = new int[16];
    private int size;

    /**
     * An empty text.
     *
     * @param decoder turns all tokens into text
     * @param soFar takes the text
     */
    public GrowingText(Function<int[], String> decoder, Consumer<String> soFar) {
        this.decoder = decoder;
        this.told = new ToldText(soFar);
    }

    /** Takes the next token. A character is told when all its tokens are there. */
    public void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
        String text = decoder.apply(Arrays.copyOf(ids, size));
        if (!UNFINISHED.matcher(text).find()) {
            told.accept(text);
        }
    }

    /** Tells the whole text, if that has not been done. */
    public void end(String whole) {
        told.accept(whole);
    }
}
