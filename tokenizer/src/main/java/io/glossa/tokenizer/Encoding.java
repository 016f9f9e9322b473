package io.glossa.tokenizer;

import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text or a pair of texts, with everything a model or a reader needs to know of each. All arrays and lists
 * have one entry per token. Immutable and thread-safe; every accessor of an array gives a copy.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Encoding {
    private final Columns columns;
    private final int droppedTokens;
    private final int unknownTokens;
    private final int textTokens;

    Encoding(Columns columns, int droppedTokens, int unknownTokens, int textTokens) {
        this.columns = columns;
        this.droppedTokens = droppedTokens;
        this.unknownTokens = unknownTokens;
        this.textTokens = textTokens;
    }

    /** The arrays of an encoding; owned by it and never changed after. */
    record Columns(int[] ids, int[] typeIds, int[] attentionMask, int[] specialTokensMask, String[] tokens, int[] starts,
            int[] ends, int[] sequenceIds, int[] wordIds) {

        static Columns ofLength(int length) {
            return new Columns(new int[length], new int[length], new int[length], new int[length], new String[length],
                    new int[length], new int[length], new int[length], new int[length]);
        }
    }

    Columns columns() {
        return columns;
    }

    /** Number of tokens, special tokens and padding included. */
    public int length() {
        return columns.ids.length;
    }

    /** Ids of the tokens in the vocabulary. */
    public int[] ids() {
        return columns.ids.clone();
    }

    /** Segment of each token as the tokenizer's template says: in general 0 for the first text, 1 for the second. */
    public int[] typeIds() {
        return columns.typeIds.clone();
    }

    /** 1 for a token, 0 for padding. */
    public int[] attentionMask() {
        return columns.attentionMask.clone();
    }

    /** 1 for tokens that the template or padding added, 0 for those of the text, even if they look special. */
    public int[] specialTokensMask() {
        return columns.specialTokensMask.clone();
    }

    /** The tokens as strings; unmodifiable. */
    public List<String> tokens() {
        return List.of(columns.tokens);
    }

    /**
     * Where each token begins: UTF-16 index into the text it came from, so that {@code text.substring(start, end)} works
     * and never cuts a character; 0 for special tokens and padding.
     */
    public int[] starts() {
        return columns.starts.clone();
    }

    /** Where each token ends, exclusive: UTF-16 index into the text it came from; 0 for special tokens and padding. */
    public int[] ends() {
        return columns.ends.clone();
    }

    /** 0 for tokens of the first text, 1 for those of the second, −1 for special tokens and padding. */
    public int[] sequenceIds() {
        return columns.sequenceIds.clone();
    }

    /**
     * Number of the word within its text that each token belongs to, from 0; −1 for special tokens and padding. Of a text
     * that came as words, number in that list.
     */
    public int[] wordIds() {
        return columns.wordIds.clone();
    }

    /** Number of tokens of the texts that are not in this encoding because it was cut. */
    public int droppedTokens() {
        return droppedTokens;
    }

    /** Whether tokens of the texts are missing here. */
    public boolean truncated() {
        return droppedTokens > 0;
    }

    /** Number of tokens of the texts that the vocabulary does not know. */
    public int unknownTokens() {
        return unknownTokens;
    }

    /** Number of tokens of the texts: without special tokens and padding. */
    public int textTokens() {
        return textTokens;
    }

    /** Equal when every token and all that is known of it is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Encoding that
                && droppedTokens == that.droppedTokens
                && unknownTokens == that.unknownTokens
                && textTokens == that.textTokens
                && Arrays.equals(columns.ids, that.columns.ids)
                && Arrays.equals(columns.typeIds, that.columns.typeIds)
                && Arrays.equals(columns.attentionMask, that.columns.attentionMask)
                && Arrays.equals(columns.specialTokensMask, that.columns.specialTokensMask)
                && Arrays.equals(columns.tokens, that.columns.tokens)
                && Arrays.equals(columns.starts, that.columns.starts)
                && Arrays.equals(columns.ends, that.columns.ends)
                && Arrays.equals(columns.sequenceIds, that.columns.sequenceIds)
                && Arrays.equals(columns.wordIds, that.columns.wordIds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(columns.ids);
    }

    /** Counts only: tokens are the user's text and do not belong in logs. */
    @Override
    public String toString() {
        return "Encoding[" + length() + " tokens, " + textTokens + " of the text, " + unknownTokens + " unknown, "
                + droppedTokens + " dropped]";
    }
}
