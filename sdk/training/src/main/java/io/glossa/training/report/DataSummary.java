package io.glossa.training.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apiguardian.api.API;

/**
 * What a model was trained and measured on. Immutable and thread-safe.
 *
 * @param sets the data sets, the one that was trained on first
 * @param findings what a check of the data found, worst first; empty if nothing or not checked
 * @param checked whether the data were checked at all
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DataSummary(List<DataSet> sets, List<Finding> findings, boolean checked) {
    /** Nothing is known of the data. */
    public static final DataSummary NONE = new DataSummary(List.of(), List.of(), false);

    /** Copies the lists. */
    public DataSummary {
        sets = List.copyOf(sets);
        findings = List.copyOf(findings);
    }

    /**
     * One data set.
     *
     * @param name what it is called, such as {@code train}
     * @param rows how many examples
     * @param labels how often each label occurs, in the model's order; empty for regression
     * @param lengths how long the texts are, if that was counted
     */
    public record DataSet(String name, long rows, List<LabelCount> labels, Optional<Lengths> lengths) {
        /** Copies the labels. */
        public DataSet {
            Objects.requireNonNull(name, "name");
            labels = List.copyOf(labels);
            Objects.requireNonNull(lengths, "lengths");
        }
    }

    /**
     * How often a label occurs.
     *
     * @param label the label
     * @param count how many examples have it
     */
    public record LabelCount(String label, long count) {
        /** Checks the label. */
        public LabelCount {
            Objects.requireNonNull(label, "label");
        }
    }

    /**
     * How long texts are.
     *
     * @param unit what is counted, such as {@code tokens}
     * @param mean the mean
     * @param median the median
     * @param p95 95 of 100 texts are at most this long
     * @param max the longest
     * @param limit the length at which texts are cut, if they are
     * @param over how many texts are longer than that
     * @param histogram how many texts are how long, shortest first, without gaps
     */
    public record Lengths(String unit, double mean, long median, long p95, long max, OptionalLong limit, long over, List<Bin> histogram) {
        /** Copies the histogram. */
        public Lengths {
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(limit, "limit");
            histogram = List.copyOf(histogram);
        }
    }

    /**
     * A bar of a histogram.
     *
     * @param from lower end, inclusive
     * @param to upper end, exclusive
     * @param count how many are between
     */
    public record Bin(double from, double to, long count) {}

    /** How bad a finding is. */
    public enum Severity {
        /** It has to be repaired: the result can't be trusted. */
        ERROR,
        /** It should be looked at. */
        WARNING,
        /** Good to know. */
        NOTE
    }

    /**
     * Something a check of the data found.
     *
     * @param severity how bad it is
     * @param title what it is, such as {@code Texts that are in both train and dev}
     * @param count how often
     * @param advice what to do
     * @param rows numbers of the rows, from 1; may be fewer than {@code count}
     */
    public record Finding(Severity severity, String title, long count, String advice, List<Long> rows) {
        /** Copies the rows. */
        public Finding {
            Objects.requireNonNull(severity, "severity");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(advice, "advice");
            rows = List.copyOf(rows);
        }
    }
}
