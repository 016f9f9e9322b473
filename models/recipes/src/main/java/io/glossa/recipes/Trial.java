package io.glossa.recipes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One setting tried on the holdout.
 *
 * @param c what an error costs in the regression
 * @param accuracy right answers on each held-out set
 * @param logLoss mean over the held-out sets of their mean log loss, in nats
 */
record Trial(Mix mix, double c, Map<DataSet, Proportion> accuracy, double logLoss) {
    /** Fits on one part of a holdout and looks at the other. */
    static Trial of(Mix mix, double c, Holdout holdout) {
        BinaryHead head = LogisticRegression.fit(mix.of(holdout.fit()), c);
        Map<DataSet, Proportion> accuracy = new TreeMap<>();
        holdout.held().forEach((set, samples) -> accuracy.put(set, head.accuracy(samples)));
        double logLoss = holdout.held().values().stream().mapToDouble(head::logLoss).average().orElseThrow();
        return new Trial(mix, c, accuracy, logLoss);
    }

    /** Mean accuracy, each set counting the same. */
    double meanAccuracy() {
        return accuracy.values().stream().mapToDouble(Proportion::value).average().orElseThrow();
    }

    /** The trial with the best mean accuracy; of equals the one with the lower log loss. */
    static Trial best(List<Trial> trials) {
        return trials.stream()
                .max(Comparator.comparingDouble(Trial::meanAccuracy).thenComparing(Comparator.comparingDouble(Trial::logLoss).reversed()))
                .orElseThrow();
    }
}
