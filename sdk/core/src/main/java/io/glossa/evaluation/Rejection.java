package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * What rejecting texts below a threshold gives. Shares of nothing are 0, their intervals 0 to 1.
 *
 * @param threshold texts whose best label scores below it are rejected
 * @param inScope how many texts are in scope
 * @param rightAccepted how many of them are accepted and answered right
 * @param outOfScope how many texts are out of scope
 * @param rejected how many texts of both kinds are rejected
 * @param rejectedOutOfScope how many of those are out of scope
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Rejection(
        double threshold, long inScope, long rightAccepted, long outOfScope, long rejected, long rejectedOutOfScope) {
    /** Share of all texts that are treated right: answered right, or rejected and out of scope. */
    public double accuracy() {
        return Counts.share(rightAccepted + rejectedOutOfScope, inScope + outOfScope);
    }

    /** Share of the texts in scope that are accepted and answered right. */
    public double inScopeAccuracy() {
        return Counts.share(rightAccepted, inScope);
    }

    /** 95 % Wilson interval of {@link #inScopeAccuracy}. */
    public Interval inScopeAccuracyInterval() {
        return Interval.wilson(rightAccepted, inScope);
    }

    /** Share of the texts out of scope that are rejected. */
    public double outOfScopeRecall() {
        return Counts.share(rejectedOutOfScope, outOfScope);
    }

    /** 95 % Wilson interval of {@link #outOfScopeRecall}. */
    public Interval outOfScopeRecallInterval() {
        return Interval.wilson(rejectedOutOfScope, outOfScope);
    }

    /** Share of the rejected texts that are out of scope. */
    public double outOfScopePrecision() {
        return Counts.share(rejectedOutOfScope, rejected);
    }

    /** 95 % Wilson interval of {@link #outOfScopePrecision}. */
    public Interval outOfScopePrecisionInterval() {
        return Interval.wilson(rejectedOutOfScope, rejected);
    }
}
