package io.glossa.training.internal.loop;

import java.util.Arrays;

/**
 * What teachers say of the texts of a set, and how much that counts beside what is right. The loss of a text is w · soft + (1 − w) · hard;
 * a text without a label has the soft part alone. Immutable.
 *
 * @param rows for each text of the set a probability by label at the temperature of the objective, or a standardised number, [n][l]
 * @param weight w, above 0, at most 1
 * @param labelled so many texts, the first ones, have a label
 */
public record SoftTargets(float[][] rows, double weight, int labelled) {
    void fill(int text, float[] target, float[] factor) {
        System.arraycopy(rows[text], 0, target, 0, target.length);
        Arrays.fill(factor, (float) weight);
    }

    /** Factor of the hard part of a text. */
    double hard(int text) {
        return text < labelled ? 1 - weight : 0;
    }
}
