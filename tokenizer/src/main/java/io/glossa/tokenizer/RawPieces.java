package io.glossa.tokenizer;

/**
 * What an engine gives for one text: no special tokens, nothing cut. The arrays have one entry per token and are not
 * changed after.
 *
 * @param ids ids in the vocabulary
 * @param tokens the tokens as strings
 * @param starts UTF-16 index of the first unit of each token's text
 * @param ends UTF-16 index after the last
 * @param words number of the word each token belongs to
 */
record RawPieces(int[] ids, String[] tokens, int[] starts, int[] ends, int[] words) {
    int length() {
        return ids.length;
    }
}
