package io.glossa.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was right, what was answered and with which scores, one entry a text. Immutable by convention: nobody writes to the
 * arrays after construction.
 *
 * @param labels the labels, in the model's order
 * @param multiLabel whether a text has any number of labels
 * @param gold (texts, labels that are right), ascending
 * @param predicted (texts, labels that were answered), ascending
 * @param scores (texts, labels), 0 to 1
 * @param rows where each text stands in its source
 */
record Answers(List<String> labels, boolean multiLabel, int[][] gold, int[][] predicted, float[][] scores, long[] rows) {
    int size() {
        return gold.length;
    }

    boolean right(int text) {
        return Arrays.equals(gold[text], predicted[text]);
    }

    boolean has(int text, int label) {
        return Arrays.binarySearch(gold[text], label) >= 0;
    }

    /** The label with the highest score, the first of several. */
    int best(int text) {
        return best(scores[text]);
    }

    static int best(float[] scores) {
        int best = 0;
        for (int l = 1; l < scores.length; l++) {
            if (scores[l] > scores[best]) {
                best = l;
            }
        }
        return best;
    }

    /** How many texts with the row's label were given the column's; single-label. */
    List<List<Long>> confusion() {
        long[][] matrix = new long[labels.size()][labels.size()];
        for (int i = 0; i < size(); i++) {
            matrix[gold[i][0]][predicted[i][0]]++;
        }
        return Arrays.stream(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
    }

    /** How many labels two sets share, both ascending. */
    static int common(int[] a, int[] b) {
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    /** Some of the texts, in the given order. */
    Answers take(int[] texts) {
        return new Answers(labels, multiLabel, pick(gold, texts), pick(predicted, texts),
                IntStream.of(texts).mapToObj(i -> scores[i]).toArray(float[][]::new),
                IntStream.of(texts).mapToLong(i -> rows[i]).toArray());
    }

    private static int[][] pick(int[][] of, int[] texts) {
        return IntStream.of(texts).mapToObj(i -> of[i]).toArray(int[][]::new);
    }

    /** Weights that count every text once. */
    static int[] once(int size) {
        int[] weights = new int[size];
        Arrays.fill(weights, 1);
        return weights;
    }
}
