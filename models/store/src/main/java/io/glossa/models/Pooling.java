package io.glossa.models;

import org.apiguardian.api.API;

/**
 * A way to make one vector of the vectors of all tokens. The order of the constants is the order in which sentence-transformers
 * concatenates them when a model uses several.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Pooling {
    /** The vector of the first token. */
    CLS("pooling_mode_cls_token", "cls"),
    /** The largest value of each dimension over the tokens. */
    MAX("pooling_mode_max_tokens", "max"),
    /** The mean over the tokens. */
    MEAN("pooling_mode_mean_tokens", "mean"),
    /** The sum over the tokens, divided by the square root of their number. */
    MEAN_SQRT_LEN("pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens"),
    /** The mean weighted by position: token i (from 1) has weight i. */
    WEIGHTED_MEAN("pooling_mode_weightedmean_tokens", "weightedmean"),
    /** The vector of the last token that is not padding. */
    LAST_TOKEN("pooling_mode_lasttoken", "lasttoken");

    private final String flag;
    private final String word;

    Pooling(String flag, String word) {
        this.flag = flag;
        this.word = word;
    }

    /** Name of the boolean in {@code 1_Pooling/config.json}. */
    String flag() {
        return flag;
    }

    /** Name in the newer form, where {@code pooling_mode} holds a word. */
    String word() {
        return word;
    }
}
