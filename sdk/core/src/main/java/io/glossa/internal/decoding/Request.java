package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;

/**
 * One text to generate for. Arrays are not copied and must not change.
 *
 * @param source ids of the source, special tokens included, unpadded; what the encoder's penalties and n-grams refer to
 * @param prompt ids the output begins with, the decoder's start token included; at least one
 */
public record Request(int[] source, int[] prompt) {
    /**
     * Checks that there is something to begin with.
     *
     * @throws InvalidInputException if the prompt is empty
     */
    public Request {
        if (prompt.length == 0) {
            throw new InvalidInputException("prompt: expected at least the decoder's start token, found nothing");
        }
    }
}
