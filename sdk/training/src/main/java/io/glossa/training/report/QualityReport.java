package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is. Every part may be missing; what is missing is not shown. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class QualityReport {
    /** Nothing was measured. */
    public static final QualityReport NONE = builder("").build();

    private final Builder parts;

    private QualityReport(Builder parts) {
        this.parts = parts;
    }

    /**
     * Makes a builder.
     *
     * @param dataSet what it was measured on, such as {@code dev}
     */
    public static Builder builder(String dataSet) {
        return new Builder(Objects.requireNonNull(dataSet, "dataSet"));
    }

    /** What it was measured on. */
    public String dataSet() {
        return parts.dataSet;
    }

    /** How many examples that has; 0 if nothing was measured. */
    public long examples() {
        return parts.examples;
    }

    /** Metrics of the whole, the most important first. */
    public List<Metric> metrics() {
        return parts.metrics;
    }

    /** Metrics of each label, in the model's order. */
    public List<LabelQuality> labels() {
        return parts.labels;
    }

    /** How many examples of each label got which. */
    public Optional<Confusion> confusion() {
        return Optional.ofNullable(parts.confusion);
    }

    /** How far scores are probabilities. */
    public Optional<Calibration> calibration() {
        return Optional.ofNullable(parts.calibration);
    }

    /** From which score on labels are given, for multi-label models. */
    public List<Threshold> thresholds() {
        return parts.thresholds;
    }

    /** Right and predicted numbers, for regression. */
    public List<Point> points() {
        return parts.points;
    }

    /** Parts of the data, measured apart by {@link #sliceMetric()}. */
    public List<Slice> slices() {
        return parts.slices;
    }

    /** What the slices are measured by. */
    public String sliceMetric() {
        return parts.sliceMetric;
    }

    /** Examples that the model is most wrong about, worst first. */
    public List<WorstError> errors() {
        return parts.errors;
    }

    /** Runs that differ in their seed alone. */
    public List<SeedRun> seeds() {
        return parts.seeds;
    }

    /**
     * A metric.
     *
     * @param name the key of a {@link io.glossa.evaluation.Metric}, which is shown with its title, or any other name
     * @param value the value
     * @param interval its 95 % interval, if known
     */
    public record Metric(String name, double value, Optional<Interval> interval) {
        /** Checks the name. */
        public Metric {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(interval, "interval");
        }

        /** A metric without an interval. */
        public static Metric of(String name, double value) {
            return new Metric(name, value, Optional.empty());
        }
    }

    /**
     * How well a label is found.
     *
     * @param label the label
     * @param precision share of the examples given the label that have it
     * @param recall share of the examples with the label that were given it
     * @param f1 harmonic mean of the two
     * @param support how many examples have the label
     * @param f1Interval 95 % interval of F1, if known
     */
    public record LabelQuality(String label, double precision, double recall, double f1, long support, Optional<Interval> f1Interval) {
        /** Checks the label. */
        public LabelQuality {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(f1Interval, "f1Interval");
        }
    }

    /**
     * How many examples with the row's label were given the column's.
     *
     * @param labels names of rows and columns
     * @param counts as many rows of as many numbers
     */
    public record Confusion(List<String> labels, List<List<Long>> counts) {
        /**
         * Copies both.
         *
         * @throws IllegalArgumentException if the counts are not square, with a row for each label
         */
        public Confusion {
            labels = List.copyOf(labels);
            counts = counts.stream().map(List::copyOf).toList();
            int size = labels.size();
            if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
                throw new IllegalArgumentException("counts: expected " + size + " rows of " + size + " numbers, one a label, found "
                        + counts.size() + " rows; give a square matrix");
            }
        }
    }

    /**
     * How far scores are probabilities (Guo et al. 2017).
     *
     * @param error expected calibration error without temperature, 0 to 1
     * @param bins answers by score, without temperature
     * @param temperature what logits are divided by, if one was fitted
     * @param errorAfter the error with it
     * @param binsAfter the bins with it; empty without one
     */
    public record Calibration(double error, List<ReliabilityBin> bins, OptionalDouble temperature, OptionalDouble errorAfter,
            List<ReliabilityBin> binsAfter) {
        /** Copies the bins. */
        public Calibration {
            bins = List.copyOf(bins);
            Objects.requireNonNull(temperature, "temperature");
            Objects.requireNonNull(errorAfter, "errorAfter");
            binsAfter = List.copyOf(binsAfter);
        }
    }

    /**
     * Answers whose score is in a range.
     *
     * @param confidence mean score
     * @param accuracy share that is right
     * @param count how many answers
     */
    public record ReliabilityBin(double confidence, double accuracy, long count) {}

    /**
     * From which score on a label is given.
     *
     * @param label the label
     * @param threshold the score
     * @param f1 F1 with that threshold
     * @param f1AtHalf F1 with one half
     */
    public record Threshold(String label, double threshold, double f1, double f1AtHalf) {
        /** Checks the label. */
        public Threshold {
            Objects.requireNonNull(label, "label");
        }
    }

    /**
     * A number and what was predicted for it.
     *
     * @param expected the right one
     * @param predicted the model's
     */
    public record Point(double expected, double predicted) {}

    /**
     * A part of the data.
     *
     * @param by what the data were divided by, such as {@code length} or the name of a column
     * @param value which part, such as {@code 33 to 64 tokens}
     * @param examples how many
     * @param score the metric on them
     * @param interval its 95 % interval, if known
     */
    public record Slice(String by, String value, long examples, double score, Optional<Interval> interval) {
        /** Checks the names. */
        public Slice {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(interval, "interval");
        }
    }

    /**
     * An example the model is wrong about.
     *
     * @param row number of its row, from 1; 0 if it has none
     * @param text the text; a pair has a line break between
     * @param expected its label, labels or number
     * @param predicted what the model said
     * @param confidence the score of that, 0 to 1; NaN if it has none
     */
    public record WorstError(long row, String text, String expected, String predicted, double confidence) {
        /** Checks the texts. */
        public WorstError {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(predicted, "predicted");
        }

        /** Place and numbers alone: what a text says is kept out of messages and logs. */
        @Override
        public String toString() {
            return "WorstError[row " + row + ", confidence " + confidence + "]";
        }
    }

    /**
     * A run with another seed.
     *
     * @param seed the seed
     * @param metrics its metrics, the same for all seeds
     */
    public record SeedRun(long seed, List<Metric> metrics) {
        /** Copies the metrics. */
        public SeedRun {
            metrics = List.copyOf(metrics);
        }
    }

    /** Collects what was measured. Each call replaces what an earlier one of the same name set. Not thread-safe. */
    public static final class Builder {
        private final String dataSet;
        private long examples;
        private List<Metric> metrics = List.of();
        private List<LabelQuality> labels = List.of();
        private @Nullable Confusion confusion;
        private @Nullable Calibration calibration;
        private List<Threshold> thresholds = List.of();
        private List<Point> points = List.of();
        private List<Slice> slices = List.of();
        private String sliceMetric = "";
        private List<WorstError> errors = List.of();
        private List<SeedRun> seeds = List.of();

        private Builder(String dataSet) {
            this.dataSet = dataSet;
        }

        /** How many examples were measured on. */
        public Builder examples(long count) {
            this.examples = count;
            return this;
        }

        /** Metrics of the whole, the most important first. */
        public Builder metrics(List<Metric> all) {
            this.metrics = List.copyOf(all);
            return this;
        }

        /** Metrics of each label, in the model's order. */
        public Builder labels(List<LabelQuality> all) {
            this.labels = List.copyOf(all);
            return this;
        }

        /** How many examples of each label got which. */
        public Builder confusion(Confusion matrix) {
            this.confusion = Objects.requireNonNull(matrix, "matrix");
            return this;
        }

        /** How far scores are probabilities. */
        public Builder calibration(Calibration measured) {
            this.calibration = Objects.requireNonNull(measured, "measured");
            return this;
        }

        /** From which score on labels are given. */
        public Builder thresholds(List<Threshold> all) {
            this.thresholds = List.copyOf(all);
            return this;
        }

        /** Right and predicted numbers, in the order of the data. */
        public Builder points(List<Point> all) {
            this.points = List.copyOf(all);
            return this;
        }

        /** Parts of the data, measured apart by a metric. */
        public Builder slices(String metric, List<Slice> all) {
            this.sliceMetric = Objects.requireNonNull(metric, "metric");
            this.slices = List.copyOf(all);
            return this;
        }

        /** Examples that the model is most wrong about, worst first. */
        public Builder errors(List<WorstError> worst) {
            this.errors = List.copyOf(worst);
            return this;
        }

        /** Runs that differ in their seed alone. */
        public Builder seeds(List<SeedRun> runs) {
            this.seeds = List.copyOf(runs);
            return this;
        }

        /** What was set so far; later calls don't change it. */
        public QualityReport build() {
            Builder copy = new Builder(dataSet);
            copy.examples = examples;
            copy.metrics = metrics;
            copy.labels = labels;
            copy.confusion = confusion;
            copy.calibration = calibration;
            copy.thresholds = thresholds;
            copy.points = points;
            copy.slices = slices;
            copy.sliceMetric = sliceMetric;
            copy.errors = errors;
            copy.seeds = seeds;
            return new QualityReport(copy);
        }
    }
}
