package io.glossa.evaluation;

import io.glossa.Classification;
import io.glossa.LabelScore;
import io.glossa.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks answers and keeps them in arrays that grow. Not thread-safe. */
final class AnswerStore {
    /** What rounding may add to a score. */
    private static final float SLACK = 1e-4f;

    private final Labels labels;
    private final boolean multiLabel;
    private final double[] thresholds;
    private int[][] gold = new int[64][];
    private int[][] predicted = new int[64][];
    private float[][] scores = new float[64][];
    private long[] rows = new long[64];
    private int size;

    AnswerStore(Labels labels, boolean multiLabel, Map<String, Double> thresholds) {
        this.labels = labels;
        this.multiLabel = multiLabel;
        this.thresholds = new double[labels.size()];
        Arrays.fill(this.thresholds, 0.5);
        thresholds.forEach((label, threshold) -> this.thresholds[labels.id(label)] = threshold);
    }

    int size() {
        return size;
    }

    void add(Set<String> right, Classification answer, long row) {
        int[] goldIds = right.stream().mapToInt(labels::id).sorted().toArray();
        List<LabelScore> all = answer.scores();
        if (all.size() != labels.size() || !labels.containsAll(answer.labels())) {
            throw new InvalidInputException("answer: expected one of a classifier with the labels " + labels.shown()
                    + ", found one with others; collect the answers of each classifier for itself");
        }
        float[] values = new float[all.size()];
        all.forEach(label -> values[labels.id(label.label())] = label.score());
        List<LabelScore> chosen = multiLabel ? answer.selected() : List.of(answer.best());
        store(goldIds, chosen.stream().mapToInt(label -> labels.id(label.label())).sorted().toArray(), values, row);
    }

    void add(int[] right, float[] given, long row) {
        int[] goldIds = right.clone();
        Arrays.sort(goldIds);
        for (int i = 0; i < goldIds.length; i++) {
            if (goldIds[i] < 0 || goldIds[i] >= labels.size() || i > 0 && goldIds[i] == goldIds[i - 1]) {
                throw new InvalidInputException("right: expected different indices from 0 to " + (labels.size() - 1) + ", found "
                        + goldIds[i] + (i > 0 && goldIds[i] == goldIds[i - 1] ? " twice" : ""));
            }
        }
        if (given.length != labels.size()) {
            throw new InvalidInputException("scores: expected one for each of " + labels.size() + " labels, found " + given.length);
        }
        int[] chosen = multiLabel
                ? IntStream.range(0, given.length).filter(l -> given[l] >= thresholds[l]).toArray()
                : new int[] {Answers.best(given)};
        store(goldIds, chosen, given.clone(), row);
    }

    private void store(int[] goldIds, int[] chosen, float[] values, long row) {
        if (!multiLabel && goldIds.length != 1) {
            throw new InvalidInputException("label: expected one label a text, found " + goldIds.length
                    + "; say how several are separated");
        }
        for (int l = 0; l < values.length; l++) {
            if (!(values[l] >= -SLACK && values[l] <= 1 + SLACK)) {
                throw new InvalidInputException("scores: expected them from 0 to 1, found " + values[l] + " for label "
                        + (l + 1) + " of " + values.length + "; apply softmax or sigmoid to logits");
            }
            values[l] = Math.max(0, Math.min(1, values[l]));
        }
        if (size == gold.length) {
            gold = Arrays.copyOf(gold, size * 2);
            predicted = Arrays.copyOf(predicted, size * 2);
            scores = Arrays.copyOf(scores, size * 2);
            rows = Arrays.copyOf(rows, size * 2);
        }
        gold[size] = goldIds;
        predicted[size] = chosen;
        scores[size] = values;
        rows[size] = row;
        size++;
    }

    Answers answers() {
        return new Answers(labels.names(), multiLabel, Arrays.copyOf(gold, size), Arrays.copyOf(predicted, size),
                Arrays.copyOf(scores, size), Arrays.copyOf(rows, size));
    }
}
