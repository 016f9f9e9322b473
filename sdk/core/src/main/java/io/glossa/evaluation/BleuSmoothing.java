package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * What BLEU does where no n-gram of a length matches, as sacreBLEU defines it after Chen and Cherry (2014), "A Systematic
 * Comparison of Smoothing Techniques for Sentence-Level BLEU".
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum BleuSmoothing {
    /**
     * {@code exp}: the first length without matches counts half a match, the next a quarter, and so on (their method 3). The
     * usual one.
     */
    EXPONENTIAL("exp", 0),
    /** {@code floor}: a length without matches counts a fixed number of matches, 0.1 if no other is given (their method 1). */
    FLOOR("floor", 0.1),
    /**
     * {@code add-k}: from two words on, a number is added to matches and to n-grams, 1 if no other is given (their method 2).
     */
    ADD_K("add-k", 1),
    /** {@code none}: the score is 0. */
    NONE("none", 0);

    private final String id;
    private final double usual;

    BleuSmoothing(String id, double usual) {
        this.id = id;
        this.usual = usual;
    }

    double usual() {
        return usual;
    }

    String signature(double value) {
        return this == FLOOR || this == ADD_K ? id + "[" + Translations.rounded(value, 2) + "]" : id;
    }
}
