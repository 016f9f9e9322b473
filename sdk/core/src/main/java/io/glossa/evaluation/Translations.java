package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Checks of what translation metrics are given, and the part of their signatures that follows from it. */
final class Translations {
    /** The version of sacreBLEU whose scores the tests compare with. */
    static final String SACREBLEU = "2.6.0";

    private Translations() {}

    static void check(String metric, List<String> hypotheses, List<? extends List<String>> references) {
        Objects.requireNonNull(hypotheses, "hypotheses");
        Objects.requireNonNull(references, "references");
        if (hypotheses.isEmpty()) {
            throw new InvalidInputException(metric + ": expected at least one hypothesis, found none; the score of nothing is undefined");
        }
        if (hypotheses.size() != references.size()) {
            throw new InvalidInputException(metric + ": expected references for each of " + hypotheses.size() + " hypotheses, found them for "
                    + references.size() + "; give one list of references for each hypothesis, in the same order");
        }
        for (int i = 0; i < hypotheses.size(); i++) {
            Objects.requireNonNull(hypotheses.get(i), "hypothesis");
            if (references.get(i).isEmpty()) {
                throw new InvalidInputException(metric + ": expected at least one reference for hypothesis " + i + ", found none");
            }
            references.get(i).forEach(reference -> Objects.requireNonNull(reference, "reference"));
        }
    }

    /** A number as Python prints it: exactly half a unit goes to the even neighbour. */
    static String rounded(double number, int digits) {
        return new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** How many references each text has, or {@code var}. */
    static String references(List<? extends List<String>> references) {
        long first = references.get(0).size();
        return references.stream().allMatch(list -> list.size() == first) ? String.valueOf(first) : "var";
    }
}
