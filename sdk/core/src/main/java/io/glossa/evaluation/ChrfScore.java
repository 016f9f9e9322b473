package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * A chrF score. Immutable.
 *
 * @param score 0 to 100
 * @param name {@code chrF} with beta, and a plus for each length of word n-grams: {@code chrF2}, {@code chrF2++}
 * @param signature the settings, as sacreBLEU prints them. Its version is that of the sacreBLEU whose definitions these are
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record ChrfScore(double score, String name, String signature) {
    /** One line as sacreBLEU prints it. */
    @Override
    public String toString() {
        return name + "|" + signature + " = " + Translations.rounded(score, 2);
    }
}
