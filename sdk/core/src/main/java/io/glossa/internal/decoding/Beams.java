package io.glossa.internal.decoding;

import java.util.Arrays;

/**
 * The open hypotheses of a beam search, best first. Hypotheses of the same ids share a row of the decoder, as all do at the
 * start and after a forced token: the search counts them apart, the model computes them once.
 */
final class Beams {
    final float[] scores;
    final int[][] ids;
    /** The row of each hypothesis among this text's rows in the step to come. */
    final int[] rowOf;
    /** For each row, the row of the step before that it continues. */
    final int[] parents;
    /** For each row, its last token. */
    final int[] tokens;
    int rows;
    private int size;

    Beams(int beams) {
        scores = new float[beams];
        ids = new int[beams][];
        rowOf = new int[beams];
        parents = new int[beams];
        tokens = new int[beams];
    }

    /** The prompt as often as there are beams; only the first counts, so that they do not all find the same. */
    static Beams first(int beams, int[] prompt) {
        Beams first = new Beams(beams);
        Arrays.fill(first.ids, prompt);
        Arrays.fill(first.scores, 1, beams, -1e9f);
        first.tokens[0] = prompt[prompt.length - 1];
        first.rows = 1;
        first.size = beams;
        return first;
    }

    /** Adds a hypothesis: one of the step before, and a token. */
    void add(Beams before, int beam, int token, float score) {
        int parent = before.rowOf[beam];
        int row = 0;
        while (row < rows && (parents[row] != parent || tokens[row] != token)) {
            row++;
        }
        if (row == rows) {
            parents[rows] = parent;
            tokens[rows++] = token;
        }
        scores[size] = score;
        ids[size] = append(before.ids[beam], token);
        rowOf[size++] = row;
    }

    /** A hypothesis that has the given row. */
    int beamOf(int row) {
        int beam = 0;
        while (rowOf[beam] != row) {
            beam++;
        }
        return beam;
    }

    static int[] append(int[] ids, int token) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = token;
        return longer;
    }
}
