package io.glossa.tokenizer;

/**
 * A token that is found in the text before the model cuts it.
 *
 * @param content its text, not empty
 * @param singleWord only found where no word character touches it
 * @param lstrip takes the white space before it along
 * @param rstrip takes the white space after it along
 * @param normalized searched in the normalised text instead of the original
 * @param special left out of decoded text on request
 */
record AddedToken(String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {
    /** A token that a tokenizer class adds by itself, such as {@code [SEP]}. */
    static AddedToken ofSpecial(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    AddedToken asSpecial() {
        return new AddedToken(content, singleWord, lstrip, rstrip, normalized, true);
    }
}
