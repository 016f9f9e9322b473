package io.glossa.tokenizer;

import org.apiguardian.api.API;

/** An end of a sequence of tokens, in reading order of the tokens: where to cut, where to pad. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Side {
    /** The beginning. */
    LEFT,
    /** The end. */
    RIGHT
}
