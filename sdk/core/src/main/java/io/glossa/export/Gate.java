package io.glossa.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an export may lose.
 *
 * @param maxLoss most accuracy, as a share of the texts
 * @param minAgreement least agreement, and least mean cosine for embeddings
 */
record Gate(double maxLoss, double minAgreement) {

    /** What is beyond the limits, in words with numbers; empty if nothing is. A number that is none is beyond all limits. */
    List<String> problems(ExportMeasures measures) {
        List<String> problems = new ArrayList<>();
        if (!Double.isFinite(measures.maxDifference())) {
            problems.add("expected finite numbers, found NaN or infinity");
        }
        measures.accuracyLoss().ifPresent(loss -> {
            // Accuracies are ratios of counts: a loss of exactly the limit must not fail by rounding.
            if (!(loss <= maxLoss + 1e-9)) {
                problems.add("expected an accuracy loss of at most " + maxLoss + ", found " + number(loss) + " (from "
                        + number(measures.before().orElseThrow().accuracy()) + " to "
                        + number(measures.after().orElseThrow().accuracy()) + ")");
            }
        });
        measures.agreement().ifPresent(agreement -> {
            if (!(agreement >= minAgreement)) {
                problems.add("expected an agreement of at least " + minAgreement + ", found " + number(agreement));
            }
        });
        measures.meanCosine().ifPresent(cosine -> {
            if (!(cosine >= minAgreement)) {
                problems.add("expected a mean cosine of at least " + minAgreement + ", found " + number(cosine));
            }
        });
        return problems;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
