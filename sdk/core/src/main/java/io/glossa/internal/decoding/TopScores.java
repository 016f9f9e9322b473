package io.glossa.internal.decoding;

import java.util.Arrays;

/**
 * The best of many scores, kept sorted, best first; of equal scores the one offered first is better. Nothing is sorted or
 * boxed: a score that is no better than the worst kept costs one comparison.
 *
 * <p>{@code torch.topk} promises no order of equal scores, and on a CPU it has none that follows from the scores: it is what
 * the partial sort of the C++ library leaves. Offered in ascending order of index, equal scores come here by ascending index.
 */
final class TopScores {
    private final float[] scores;
    private final int[] indices;
    private int size;

    TopScores(int capacity) {
        scores = new float[capacity];
        indices = new int[capacity];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    float score(int place) {
        return scores[place];
    }

    int index(int place) {
        return indices[place];
    }

    /** The worst score kept; minus infinity where there is still room. */
    float worst() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[size - 1];
    }

    void offer(float score, int index) {
        if (size == scores.length) {
            if (score > scores[size - 1]) {
                insert(score, index, size - 1);
            }
        } else {
            insert(score, index, size++);
        }
    }

    /** Offers {@code scores[from…to) + added}, the first under the given index. */
    void offerAll(float[] row, int from, int to, float added, int firstIndex) {
        int i = from;
        for (; i < to && size < scores.length; i++) {
            insert(row[i] + added, firstIndex + i - from, size++);
        }
        float worst = worst();
        for (; i < to; i++) {
            float score = row[i] + added;
            if (score > worst) {
                insert(score, firstIndex + i - from, size - 1);
                worst = scores[size - 1];
            }
        }
    }

    private void insert(float score, int index, int last) {
        int place = last;
        while (place > 0 && scores[place - 1] < score) {
            scores[place] = scores[place - 1];
            indices[place] = indices[place - 1];
            place--;
        }
        scores[place] = score;
        indices[place] = index;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(indices, size));
    }
}
