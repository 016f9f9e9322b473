package io.glossa.tokenizer.internal;

/**
 * Which n-grams are features.
 *
 * @param hashBits binary logarithm of the number of buckets, 8 to 24
 * @param words most words of an n-gram, 1 to 5
 * @param minCharacters fewest characters of an n-gram within a word, from 1; its ends count as one each
 * @param maxCharacters most of them, at most 8; 0 for no n-grams of characters
 */
public record NgramOptions(int hashBits, int words, int minCharacters, int maxCharacters) {
    /** Checks the numbers. */
    public NgramOptions {
        check(hashBits >= 8 && hashBits <= 24, "hash bits", "8 to 24", hashBits);
        check(words >= 1 && words <= 5, "words of an n-gram", "1 to 5", words);
        check(maxCharacters == 0 || maxCharacters >= minCharacters && maxCharacters <= 8, "most characters of an n-gram",
                "0, or " + minCharacters + " to 8", maxCharacters);
        check(minCharacters >= 1, "fewest characters of an n-gram", "at least 1", minCharacters);
    }

    private static void check(boolean holds, String what, String expected, int found) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": expected " + expected + ", found " + found);
        }
    }

    /** Number of buckets. */
    public int buckets() {
        return 1 << hashBits;
    }
}
