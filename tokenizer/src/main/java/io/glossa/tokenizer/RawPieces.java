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
 * @param units the UTF-16 index of each index in {@code starts} and {@code ends}, where they count code points and the text
 *     has some of two units; null where they are UTF-16 indices already
 */
record RawPieces(int[] ids, String[] tokens, int[] starts, int[] ends, int[] words, int @Nullable [] units) {
    int length() {
        return ids.length;
    }
}
