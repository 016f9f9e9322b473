package io.glossa.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * What an engine gives for one text: no special tokens, nothing cut. The arrays have one entry per token and are not
 * changed after.
 *
 * @param ids ids in the vocabulary
 * @param tokens the tokens as strings
 * @param starts index of the first character of each token's text
 * @param ends index after the last
 * @param words number of the word each token belongs to
 * @param places where the indices in {@code starts} and {@code ends} lie in the caller's text; null where they are UTF-16
 *     indices of it already
 */
record RawPieces(int[] ids, String[] tokens, int[] starts, int[] ends, int[] words, @Nullable Places places) {
    int length() {
        return ids.length;
    }
}
