package io.glossa.internal.decoding;

import io.glossa.error.InvalidInputException;

/**
 * A request with what follows from it for its search.
 *
 * @param source ids of the source
 * @param prompt ids the output begins with
 * @param minLength length, prompt included, below which nothing ends
 * @param maxLength longest output, prompt included
 */
record Task(int[] source, int[] prompt, int minLength, int maxLength) {
    static Task of(Request request, GenerationConfig config) {
        int length = request.prompt().length;
        Task task = new Task(request.source(), request.prompt(), config.minLength(length), config.maxLength(length));
        if (length >= task.maxLength()) {
            throw new InvalidInputException("max_length: expected more than the " + length + " tokens of the prompt, found "
                    + task.maxLength() + "; raise max_length, or set max_new_tokens");
        }
        return task;
    }
}
