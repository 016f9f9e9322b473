package io.glossa.tokenizer;

import org.apiguardian.api.API;

/** Which text is cut when the tokens are more than the maximum length. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Truncation {
    /** Nothing is cut: the encoding may be longer than the model can take. */
    OFF,
    /** The longer text of a pair is cut until both have the same length, then both. A single text is just cut. */
    LONGEST_FIRST,
    /** Only the first text of a pair is cut; it is an error if that is not enough. */
    ONLY_FIRST,
    /** Only the second text of a pair is cut; it is an error if that is not enough, or if there is none. */
    ONLY_SECOND
}
