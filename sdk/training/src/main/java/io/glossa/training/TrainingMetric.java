package io.glossa.training;

import org.apiguardian.api.API;

/** What the best weights are chosen by, measured on the development data. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum TrainingMetric {
    /** Share of texts answered right, with exactly the right labels for multi-label data; more is better. */
    ACCURACY("accuracy", true),
    /** Mean F1 of the labels; more is better. */
    MACRO_F1("macro_f1", true),
    /** F1 over all decisions; more is better. */
    MICRO_F1("micro_f1", true),
    /** Correlation of predicted and right numbers (Pearson); more is better. Regression only. */
    PEARSON("pearson", true),
    /** Mean loss without smoothing and class weights; less is better. For regression the mean squared error. */
    LOSS("loss", false);

    private final String key;
    private final boolean moreIsBetter;

    TrainingMetric(String key, boolean moreIsBetter) {
        this.key = key;
        this.moreIsBetter = moreIsBetter;
    }

    /** What the metric is called in results. */
    public String key() {
        return key;
    }

    /** Whether more is better. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}
