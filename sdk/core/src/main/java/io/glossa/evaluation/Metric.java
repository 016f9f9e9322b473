package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * A number that says how good a model is. Averages over labels are macro (every label counts the same), micro (every decision
 * does), weighted (by the texts that have the label) and samples (every text does). Definitions are those of scikit-learn with
 * {@code zero_division=0}; what differs is said here.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum Metric {
    /** Share of texts answered right; of multi-label models, of texts with exactly the right set. */
    ACCURACY("accuracy", "accuracy", Kind.BOTH, true),
    /** Mean recall over the labels that occur; single-label. */
    BALANCED_ACCURACY("balanced_accuracy", "balanced accuracy", Kind.SINGLE, true),
    /** Mean precision over all labels. */
    MACRO_PRECISION("macro_precision", "macro precision", Kind.BOTH, true),
    /** Mean recall over all labels. */
    MACRO_RECALL("macro_recall", "macro recall", Kind.BOTH, true),
    /** Mean F1 over all labels. */
    MACRO_F1("macro_f1", "macro F1", Kind.BOTH, true),
    /** Share of the given labels that are right. */
    MICRO_PRECISION("micro_precision", "micro precision", Kind.BOTH, true),
    /** Share of the right labels that are given. */
    MICRO_RECALL("micro_recall", "micro recall", Kind.BOTH, true),
    /** F1 over all decisions; for single-label models equal to the accuracy. */
    MICRO_F1("micro_f1", "micro F1", Kind.BOTH, true),
    /** Precision, labels weighted by the texts that have them. */
    WEIGHTED_PRECISION("weighted_precision", "weighted precision", Kind.BOTH, true),
    /** Recall, labels weighted by the texts that have them. */
    WEIGHTED_RECALL("weighted_recall", "weighted recall", Kind.BOTH, true),
    /** F1, labels weighted by the texts that have them. */
    WEIGHTED_F1("weighted_f1", "weighted F1", Kind.BOTH, true),
    /** Mean precision over texts; multi-label. */
    SAMPLES_PRECISION("samples_precision", "samples precision", Kind.MULTI, true),
    /** Mean recall over texts; multi-label. */
    SAMPLES_RECALL("samples_recall", "samples recall", Kind.MULTI, true),
    /** Mean F1 over texts, 0 for a text without labels that was given none; multi-label. */
    SAMPLES_F1("samples_f1", "samples F1", Kind.MULTI, true),
    /** Matthews correlation coefficient for any number of labels (Gorodkin 2004), −1 to 1; 0 where all texts have, or are
     * given, one label; single-label. */
    MATTHEWS("mcc", "Matthews correlation", Kind.SINGLE, true),
    /**
     * Area under the ROC curve. With two labels, of the second one's score; with more, and for multi-label models, the mean
     * over labels of each against the rest. Labels that no text has, or every text, are left out; undefined if none is left.
     */
    ROC_AUC("roc_auc", "ROC AUC", Kind.BOTH, true),
    /** As {@link #ROC_AUC}, labels weighted by the texts that have them. */
    WEIGHTED_ROC_AUC("weighted_roc_auc", "weighted ROC AUC", Kind.BOTH, true),
    /**
     * Average precision, the area under the curve of precision over recall without interpolation. With two labels, of the second
     * one's score; otherwise the mean over the labels that occur. Undefined if none does.
     */
    AVERAGE_PRECISION("average_precision", "average precision", Kind.BOTH, true),
    /** As {@link #AVERAGE_PRECISION}, labels weighted by the texts that have them. */
    WEIGHTED_AVERAGE_PRECISION("weighted_average_precision", "weighted average precision", Kind.BOTH, true),
    /**
     * Mean negative logarithm of the right label's score; for multi-label models mean binary cross entropy over texts and labels.
     * Scores are held between 2.2e-16 and 1 − 2.2e-16.
     */
    LOG_LOSS("log_loss", "log loss", Kind.BOTH, false),
    /**
     * Mean squared distance of scores from 0 or 1 (Brier 1950): with two labels of the second one's score, with more the sum over
     * labels, for multi-label models the mean over labels.
     */
    BRIER("brier", "Brier score", Kind.BOTH, false),
    /** Expected calibration error of the best label's score over 15 bins of equal width (Guo et al. 2017). */
    CALIBRATION_ERROR("ece", "calibration error", Kind.BOTH, false),
    /** Share of wrong decisions over texts and labels; multi-label. */
    HAMMING_LOSS("hamming_loss", "Hamming loss", Kind.MULTI, false),
    /** Label ranking average precision; a text with no label, or with all, counts as 1; multi-label. */
    RANKING_PRECISION("label_ranking_average_precision", "label ranking precision", Kind.MULTI, true),
    /** Mean squared error. */
    MEAN_SQUARED_ERROR("mse", "mean squared error", Kind.REGRESSION, false),
    /** Square root of the mean squared error, in the unit of the numbers. */
    ROOT_MEAN_SQUARED_ERROR("rmse", "root mean squared error", Kind.REGRESSION, false),
    /** Mean absolute error, in the unit of the numbers. */
    MEAN_ABSOLUTE_ERROR("mae", "mean absolute error", Kind.REGRESSION, false),
    /** Coefficient of determination, at most 1; where all numbers are the same 1 if all are met and 0 if not; undefined for
     * fewer than two. */
    R_SQUARED("r2", "R²", Kind.REGRESSION, true),
    /** Pearson correlation, −1 to 1; undefined where one side does not vary. */
    PEARSON("pearson", "Pearson correlation", Kind.REGRESSION, true),
    /** Spearman rank correlation, equal numbers sharing their mean rank; undefined where one side does not vary. */
    SPEARMAN("spearman", "Spearman correlation", Kind.REGRESSION, true);

    enum Kind {
        SINGLE,
        MULTI,
        BOTH,
        REGRESSION
    }

    private final String key;
    private final String title;
    private final Kind kind;
    private final boolean higherIsBetter;

    Metric(String key, String title, Kind kind, boolean higherIsBetter) {
        this.key = key;
        this.title = title;
        this.kind = kind;
        this.higherIsBetter = higherIsBetter;
    }

    /** Its name in JSON and tables, such as {@code macro_f1}. */
    public String key() {
        return key;
    }

    /** Its name for people, such as "macro F1". */
    public String title() {
        return title;
    }

    /** Whether a better model has a higher value; losses and errors are better when lower. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether it says something of single-label or of multi-label classifiers. */
    boolean classifies(boolean multiLabel) {
        return kind == Kind.BOTH || kind == (multiLabel ? Kind.MULTI : Kind.SINGLE);
    }

    boolean isOfRegression() {
        return kind == Kind.REGRESSION;
    }
}
