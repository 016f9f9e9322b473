package io.glossa;

import org.apiguardian.api.API;

/**
 * A piece of a text with a label.
 *
 * @param label what it is; without the B- and I- prefixes once tokens are aggregated
 * @param score probability of the label, 0 to 1; the mean over the entity's tokens or words
 * @param text the input between {@code start} and {@code end}
 * @param start first character in the input, in UTF-16 units
 * @param end after the last character, in UTF-16 units
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Entity(String label, float score, String text, int start, int end) {
    @Override
    public String toString() {
        // Without the text: it is the user's.
        return "Entity[label=" + label + ", score=" + score + ", start=" + start + ", end=" + end + "]";
    }
}
