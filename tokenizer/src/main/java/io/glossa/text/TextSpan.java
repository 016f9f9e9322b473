package io.glossa.text;

import org.apiguardian.api.API;

/**
 * A stretch of a text, in UTF-16 indices, so that {@code text.substring(start, end)} is the stretch.
 *
 * @param start the first index
 * @param end the index after the last, at least {@code start}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TextSpan(int start, int end) {
    /**
     * A stretch.
     *
     * @throws IllegalArgumentException if {@code start} is negative or {@code end} lies before it
     */
    public TextSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span needs 0 <= start <= end, found " + start + " and " + end);
        }
    }

    /** Number of UTF-16 units. */
    public int length() {
        return end - start;
    }
}
