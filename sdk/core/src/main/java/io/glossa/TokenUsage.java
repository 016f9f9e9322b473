package io.glossa;

import org.apiguardian.api.API;

/**
 * What a model read of a text.
 *
 * @param tokens tokens read, special tokens counted once
 * @param droppedTokens tokens of the text that did not fit and were not read; 0 unless truncated
 * @param windows how many windows the text was read in; 1 unless {@link LengthPolicy#window(int)} split it
 * @param unknownRatio share of the text's tokens, 0 to 1, that the vocabulary does not have; a high one is the sign of a
 *     language or script that the model never saw
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TokenUsage(int tokens, int droppedTokens, int windows, double unknownRatio) {
    /** Whether some of the text was not read. */
    public boolean truncated() {
        return droppedTokens > 0;
    }
}
