package io.glossa.evaluation;

import io.glossa.Classification;
import io.glossa.LabelScore;
import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Compares a classifier's answers with the right ones. Single-label: the best label counts. Multi-label: the labels that
 * {@link Classification#selected()} names count, and accuracy is the share of texts with exactly the right set.
 *
 * <p>Macro F1 is the mean over all labels of the model, as scikit-learn computes it with {@code zero_division=0}. Calibration
 * is the expected calibration error of the best label over 15 bins of equal width (Guo et al. 2017). Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ClassificationEvaluation {
    private static final int BINS = 15;
    private static final int RESAMPLES = 1000;
    private static final long SEED = 13;

    private final long examples;
    private final long correct;
    private final List<LabelMetrics> perLabel;
    private final double macroF1;
    private final double microF1;
    private final Interval macroF1Interval;
    private final double calibrationError;
    private final List<List<Long>> confusion;

    private ClassificationEvaluation(Collector c) {
        this.examples = c.size;
        this.correct = c.correct;
        int labels = c.labels.size();
        Counts counts = new Counts(labels);
        for (int i = 0; i < c.size; i++) {
            counts.add(c.gold[i], c.predicted[i]);
        }
        this.perLabel = counts.metrics(c.labels);
        this.macroF1 = counts.macroF1();
        this.microF1 = counts.microF1();
        this.macroF1Interval = bootstrap(c, labels);
        this.calibrationError = c.calibrationError();
        this.confusion = c.multiLabel ? List.of() : c.confusion();
    }

    /** A collector for a classifier with these labels, in the classifier's order. */
    public static Collector collector(List<String> labels, boolean multiLabel) {
        return new Collector(labels, multiLabel);
    }

    /** How many texts. */
    public long examples() {
        return examples;
    }

    /** Share of the texts answered right, 0 to 1; 0 without texts. */
    public double accuracy() {
        return examples == 0 ? 0 : (double) correct / examples;
    }

    /** 95 % Wilson interval of the accuracy. */
    public Interval accuracyInterval() {
        return Interval.wilson(correct, examples);
    }

    /** Mean F1 over the labels. */
    public double macroF1() {
        return macroF1;
    }

    /** 95 % bootstrap percentile interval of macro F1: 1,000 resamples, fixed seed. */
    public Interval macroF1Interval() {
        return macroF1Interval;
    }

    /** F1 over all decisions; for single-label classifiers equal to the accuracy. */
    public double microF1() {
        return microF1;
    }

    /** Expected calibration error of the best label's score, 0 (calibrated) to 1. */
    public double calibrationError() {
        return calibrationError;
    }

    /** Precision, recall and F1 of each label, in the model's order. */
    public List<LabelMetrics> perLabel() {
        return perLabel;
    }

    /** How many texts with the row's label were given the column's, in the model's order; empty for multi-label. */
    public List<List<Long>> confusion() {
        return confusion;
    }

    private static Interval bootstrap(Collector c, int labels) {
        if (c.size == 0) {
            return new Interval(0, 1);
        }
        Random random = new Random(SEED);
        // A hundred thousand texts give an interval so narrow that fewer resamples tell the same.
        int resamples = (int) Math.max(50, Math.min(RESAMPLES, 100_000_000L / c.size));
        double[] scores = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            Counts counts = new Counts(labels);
            for (int i = 0; i < c.size; i++) {
                int pick = random.nextInt(c.size);
                counts.add(c.gold[pick], c.predicted[pick]);
            }
            scores[r] = counts.macroF1();
        }
        Arrays.sort(scores);
        return new Interval(scores[(int) Math.floor(0.025 * (resamples - 1))], scores[(int) Math.ceil(0.975 * (resamples - 1))]);
    }

    /** True positives, predictions and supports of all labels. */
    private static final class Counts {
        private final long[] hits;
        private final long[] predicted;
        private final long[] support;

        Counts(int labels) {
            hits = new long[labels];
            predicted = new long[labels];
            support = new long[labels];
        }

        void add(int[] gold, int[] answer) {
            for (int label : gold) {
                support[label]++;
            }
            for (int label : answer) {
                predicted[label]++;
                for (int right : gold) {
                    if (right == label) {
                        hits[label]++;
                    }
                }
            }
        }

        List<LabelMetrics> metrics(List<String> labels) {
            List<LabelMetrics> metrics = new ArrayList<>();
            for (int l = 0; l < hits.length; l++) {
                metrics.add(LabelMetrics.of(labels.get(l), hits[l], predicted[l], support[l]));
            }
            return List.copyOf(metrics);
        }

        double macroF1() {
            double sum = 0;
            for (int l = 0; l < hits.length; l++) {
                sum += LabelMetrics.of("", hits[l], predicted[l], support[l]).f1();
            }
            return hits.length == 0 ? 0 : sum / hits.length;
        }

        double microF1() {
            return LabelMetrics.of("", Arrays.stream(hits).sum(), Arrays.stream(predicted).sum(), Arrays.stream(support).sum()).f1();
        }
    }

    /** Takes answers one by one; keeps a few numbers for each. Not thread-safe. */
    public static final class Collector {
        private final List<String> labels;
        private final Map<String, Integer> index = new HashMap<>();
        private final boolean multiLabel;
        private int[][] gold = new int[64][];
        private int[][] predicted = new int[64][];
        private int size;
        private long correct;
        private final double[] binScores = new double[BINS];
        private final long[] binHits = new long[BINS];

        private Collector(List<String> labels, boolean multiLabel) {
            this.labels = List.copyOf(labels);
            this.multiLabel = multiLabel;
            for (int i = 0; i < labels.size(); i++) {
                index.put(labels.get(i), i);
            }
        }

        /**
         * Adds one text.
         *
         * @param right its labels: one, or any number for multi-label
         * @param answer what the classifier said
         * @throws InvalidInputException if a label is none of the classifier's, or their number is wrong
         */
        public void add(Set<String> right, Classification answer) {
            if (!multiLabel && right.size() != 1) {
                throw new InvalidInputException("label: expected one label a text, found " + right.size()
                        + "; say how several are separated");
            }
            int[] goldIds = new int[right.size()];
            int next = 0;
            for (String label : right) {
                Integer id = index.get(label);
                if (id == null) {
                    throw new InvalidInputException("label: expected one of the model's labels " + labels
                            + ", found another; the data and the model must name labels alike");
                }
                goldIds[next++] = id;
            }
            List<LabelScore> chosen = multiLabel ? answer.selected() : List.of(answer.best());
            if (!index.keySet().containsAll(answer.labels())) {
                throw new InvalidInputException("answer: expected one of a classifier with the labels " + labels
                        + ", found one with others; collect the answers of each classifier for itself");
            }
            int[] answerIds = chosen.stream().mapToInt(label -> index.get(label.label())).toArray();
            Arrays.sort(goldIds);
            Arrays.sort(answerIds);
            if (size == gold.length) {
                gold = Arrays.copyOf(gold, size * 2);
                predicted = Arrays.copyOf(predicted, size * 2);
            }
            gold[size] = goldIds;
            predicted[size] = answerIds;
            size++;
            if (Arrays.equals(goldIds, answerIds)) {
                correct++;
            }
            double score = Math.max(0, Math.min(1, answer.best().score()));
            int bin = Math.min(BINS - 1, (int) (score * BINS));
            binScores[bin] += score;
            binHits[bin] += right.contains(answer.best().label()) ? 1 : 0;
        }

        private double calibrationError() {
            double error = 0;
            for (int b = 0; b < BINS; b++) {
                error += Math.abs(binScores[b] - binHits[b]);
            }
            return size == 0 ? 0 : error / size;
        }

        private List<List<Long>> confusion() {
            long[][] matrix = new long[labels.size()][labels.size()];
            for (int i = 0; i < size; i++) {
                matrix[gold[i][0]][predicted[i][0]]++;
            }
            return Arrays.stream(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
        }

        /** The evaluation of what was added so far. */
        public ClassificationEvaluation evaluate() {
            return new ClassificationEvaluation(this);
        }
    }
}
