package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * How well one label is found.
 *
 * @param label the label
 * @param hits how many texts have the label and were given it
 * @param predicted how many texts were given the label
 * @param support how many texts have the label
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LabelMetrics(String label, long hits, long predicted, long support) {
    /** Share of the texts given the label that have it; 0 if none was given it. */
    public double precision() {
        return Counts.share(hits, predicted);
    }

    /** Share of the texts with the label that were given it; 0 if none has it. */
    public double recall() {
        return Counts.share(hits, support);
    }

    /** Harmonic mean of precision and recall; 0 if both are. */
    public double f1() {
        return Counts.share(2 * hits, predicted + support);
    }

    /** 95 % Wilson interval of the precision; 0 to 1 if no text was given the label. */
    public Interval precisionInterval() {
        return Interval.wilson(hits, predicted);
    }

    /** 95 % Wilson interval of the recall; 0 to 1 if no text has the label. */
    public Interval recallInterval() {
        return Interval.wilson(hits, support);
    }

    /**
     * 95 % interval of F1: the Wilson interval of the share of hits among the texts that have the label or were given it, which
     * determines F1 (Lam, Gopal and Qian 2023, "Confidence intervals for the F1 score", the indirect Wilson method).
     */
    public Interval f1Interval() {
        Interval share = Interval.wilson(hits, predicted + support - hits);
        return new Interval(2 * share.low() / (1 + share.low()), 2 * share.high() / (1 + share.high()));
    }
}
