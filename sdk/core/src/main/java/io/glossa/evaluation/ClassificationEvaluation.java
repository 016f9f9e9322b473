package io.glossa.evaluation;

import io.glossa.Classification;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Checks;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Compares a classifier's answers with the right ones. Single-label: the best label counts. Multi-label: the labels that
 * {@link Classification#selected()} names count, and accuracy is the share of texts with exactly the right set.
 *
 * <p>{@link Metric} defines every number. Without texts shares are 0 and intervals 0 to 1. Immutable and thread-safe; it keeps
 * the labels, answers and scores of each text, and no text.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ClassificationEvaluation {
    private final Answers answers;
    private final int[] once;
    private final Counts counts;
    private final List<LabelMetrics> perLabel;

    ClassificationEvaluation(Answers answers) {
        this.answers = answers;
        this.once = Answers.once(answers.size());
        this.counts = Counts.of(answers, once);
        this.perLabel = counts.perLabel(answers.labels());
    }

    /**
     * A collector for a classifier with these labels, in the classifier's order. Scores alone select the labels of a multi-label
     * model from 0.5.
     *
     * @throws InvalidInputException if there is no label, or one twice
     */
    public static Collector collector(List<String> labels, boolean multiLabel) {
        return collector(labels, multiLabel, Map.of());
    }

    /**
     * A collector for a classifier with these labels.
     *
     * @param labels its labels, in its order
     * @param multiLabel whether a text has any number of labels
     * @param thresholds from which score on a label of a multi-label model applies, where only scores are given; 0.5 for those
     *     not named
     * @throws InvalidInputException if there is no label, or one twice, or a threshold of no label
     */
    public static Collector collector(List<String> labels, boolean multiLabel, Map<String, Double> thresholds) {
        return new Collector(new Labels(labels), multiLabel, thresholds);
    }

    /** How many texts. */
    public long examples() {
        return answers.size();
    }

    /** The labels, in the model's order. */
    public List<String> labels() {
        return answers.labels();
    }

    /** Whether a text has any number of labels. */
    public boolean multiLabel() {
        return answers.multiLabel();
    }

    /** The metrics that say something of this kind of classifier. */
    public List<Metric> metrics() {
        return ClassificationMetrics.of(multiLabel());
    }

    /** A metric; empty if it is none of this kind of classifier, undefined on these texts, or there are none. */
    public OptionalDouble value(Metric metric) {
        if (answers.size() == 0 || !metric.classifies(multiLabel())) {
            return OptionalDouble.empty();
        }
        return known(new ClassificationMetrics(answers).function(metric).applyAsDouble(once));
    }

    /**
     * 95 % interval of a metric: of the accuracy the Wilson interval, of others the percentile bootstrap over texts, 1,000
     * resamples (fewer above 50,000 texts or a million scores, at least 100) from a fixed seed. Computed at each call.
     *
     * @return empty where {@link #value} is, or the metric is undefined on half of the resamples
     */
    public Optional<Interval> interval(Metric metric) {
        return Optional.ofNullable(intervals(Set.of(metric)).get(metric));
    }

    /** As {@link #interval(Metric)} for several metrics on the same resamples, which is quicker than one after the other. */
    public Map<Metric, Interval> intervals(Set<Metric> metrics) {
        Map<Metric, Interval> intervals = intervals(metrics, resamples(), Bootstrap.SEED);
        if (metrics.contains(Metric.ACCURACY) && answers.size() > 0) {
            intervals.put(Metric.ACCURACY, accuracyInterval());
        }
        return intervals;
    }

    /**
     * 95 % bootstrap percentile intervals, the accuracy's too.
     *
     * @param metrics which metrics; those that are undefined are left out of the result
     * @param resamples how often the texts are drawn with replacement
     * @param seed the same seed gives the same intervals
     * @throws IllegalArgumentException if there are no resamples
     */
    public Map<Metric, Interval> intervals(Set<Metric> metrics, int resamples, long seed) {
        return Bootstrap.intervals(answers.size(), new ClassificationMetrics(answers).functions(metrics), resamples, seed);
    }

    /** Share of the texts answered right, 0 to 1; 0 without texts. */
    public double accuracy() {
        return value(Metric.ACCURACY).orElse(0);
    }

    /** 95 % Wilson interval of the accuracy. */
    public Interval accuracyInterval() {
        return Interval.wilson(IntStream.range(0, answers.size()).filter(answers::right).count(), answers.size());
    }

    /** Mean F1 over the labels. */
    public double macroF1() {
        return macro().f1();
    }

    /** 95 % bootstrap interval of macro F1. */
    public Interval macroF1Interval() {
        return interval(Metric.MACRO_F1).orElse(new Interval(0, 1));
    }

    /** F1 over all decisions; for single-label classifiers equal to the accuracy. */
    public double microF1() {
        return micro().f1();
    }

    /** Averages in which every label counts the same. */
    public Averages macro() {
        return counts.macro();
    }

    /** Averages in which every decision counts the same. */
    public Averages micro() {
        return counts.micro();
    }

    /** Averages in which a label counts as often as texts have it. */
    public Averages weighted() {
        return counts.weighted();
    }

    /** Expected calibration error of the best label's score, 0 (calibrated) to 1. */
    public double calibrationError() {
        return Reliability.of(answers, once).error();
    }

    /** The 15 bins behind the calibration error, from score 0 to score 1. */
    public List<ReliabilityBin> reliability() {
        return Reliability.of(answers, once).bins();
    }

    /** Precision, recall and F1 of each label, in the model's order. */
    public List<LabelMetrics> perLabel() {
        return perLabel;
    }

    /**
     * Area under the ROC curve of one label against the rest, 0 to 1; empty if no text has it, or every text.
     *
     * @throws InvalidInputException if the model has no such label
     */
    public OptionalDouble rocAuc(String label) {
        return known(RankedLabels.RankedLabel.of(answers, new Labels(labels()).id(label)).rocAuc(once));
    }

    /**
     * Average precision of one label, 0 to 1; empty if no text has it.
     *
     * @throws InvalidInputException if the model has no such label
     */
    public OptionalDouble averagePrecision(String label) {
        return known(RankedLabels.RankedLabel.of(answers, new Labels(labels()).id(label)).averagePrecision(once));
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** How many texts with the row's label were given the column's, in the model's order; empty for multi-label. */
    public List<List<Long>> confusion() {
        return multiLabel() ? List.of() : answers.confusion();
    }

    /**
     * The texts answered wrong with the highest loss, worst first; those with equal losses in the order they were added.
     *
     * @param most how many; all wrong ones if there are fewer
     * @throws IllegalArgumentException if negative
     */
    public List<WorstError> worstErrors(int most) {
        Checks.atLeast(most, 0, "most");
        return IntStream.range(0, answers.size())
                .filter(i -> !answers.right(i))
                .mapToObj(i -> WorstError.of(answers, i))
                .sorted(Comparator.comparingDouble(WorstError::loss).reversed())
                .limit(most)
                .toList();
    }

    /**
     * The evaluation of each group of texts.
     *
     * @param names the group of each text, in the order they were added
     * @return group and evaluation; groups that begin with a number first, by that number, then by name
     * @throws IllegalArgumentException if there are not as many names as texts
     */
    public Map<String, ClassificationEvaluation> slices(List<String> names) {
        Map<String, ClassificationEvaluation> slices = new LinkedHashMap<>();
        Slicer.groups(names, answers.size())
                .forEach((name, texts) -> slices.put(name, new ClassificationEvaluation(answers.take(texts))));
        return Collections.unmodifiableMap(slices);
    }

    Answers answers() {
        return answers;
    }

    int resamples() {
        return Bootstrap.resamples(answers.size(), (long) answers.size() * answers.labels().size());
    }

    /** Takes answers one by one; keeps a few numbers for each. Not thread-safe. */
    public static final class Collector {
        private final AnswerStore store;

        private Collector(Labels labels, boolean multiLabel, Map<String, Double> thresholds) {
            this.store = new AnswerStore(labels, multiLabel, thresholds);
        }

        /**
         * Adds one text. Its row is its place, from 1.
         *
         * @param right its labels: one, or any number for multi-label
         * @param answer what the classifier said
         * @throws InvalidInputException if a label is none of the classifier's, their number is wrong, or the scores are not
         *     from 0 to 1, as those of {@link io.glossa.Activation#NONE} may not be
         */
        public void add(Set<String> right, Classification answer) {
            add(right, answer, store.size() + 1L);
        }

        /**
         * Adds one text.
         *
         * @param row where it stands in its source, for {@link #worstErrors}
         * @throws InvalidInputException as {@link #add(Set, Classification)}
         */
        public void add(Set<String> right, Classification answer, long row) {
            store.add(right, Objects.requireNonNull(answer, "answer"), row);
        }

        /**
         * Adds one text by numbers, with no classifier at hand; for single-label models the highest score answers, for
         * multi-label ones every score at or above its threshold.
         *
         * @param right indices of its labels: one, or any number for multi-label
         * @param scores a score for each label, 0 to 1; copied
         * @throws InvalidInputException if an index is none of a label or there twice, their number is wrong, or the scores
         *     are not as many as the labels, or not from 0 to 1
         */
        public void add(int[] right, float[] scores) {
            add(right, scores, store.size() + 1L);
        }

        /**
         * Adds one text by numbers.
         *
         * @param row where it stands in its source, for {@link #worstErrors}
         * @throws InvalidInputException as {@link #add(int[], float[])}
         */
        public void add(int[] right, float[] scores, long row) {
            store.add(right, scores, row);
        }

        /** The evaluation of what was added so far. */
        public ClassificationEvaluation evaluate() {
            return new ClassificationEvaluation(store.answers());
        }
    }
}
