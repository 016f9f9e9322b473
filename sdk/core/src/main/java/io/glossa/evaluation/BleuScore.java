package io.glossa.evaluation;

import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * A BLEU score with what it is made of. Immutable.
 *
 * @param score 0 to 100
 * @param precisions share of n-grams that match, in percent, smoothed, for n from 1 to 4
 * @param brevityPenalty factor up to 1 for output shorter than the references
 * @param hypothesisLength words of the output
 * @param referenceLength words of the references, of each text the reference nearest in length
 * @param signature the settings, as sacreBLEU prints them. Its version is that of the sacreBLEU whose definitions these are
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record BleuScore(double score, List<Double> precisions, double brevityPenalty, long hypothesisLength, long referenceLength,
        String signature) {
    /** Keeps a copy of the precisions. */
    public BleuScore {
        precisions = List.copyOf(precisions);
    }

    /** One line as sacreBLEU prints it. */
    @Override
    public String toString() {
        String parts = precisions.stream().map(p -> Translations.rounded(p, 1)).collect(Collectors.joining("/"));
        double ratio = referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
        return "BLEU|" + signature + " = " + Translations.rounded(score, 2) + " " + parts + " (BP = " + Translations.rounded(brevityPenalty, 3)
                + " ratio = " + Translations.rounded(ratio, 3) + " hyp_len = " + hypothesisLength + " ref_len = " + referenceLength + ")";
    }
}
