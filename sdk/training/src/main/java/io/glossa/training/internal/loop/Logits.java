package io.glossa.training.internal.loop;

import io.glossa.training.internal.engine.TrainableModel;
import java.util.Arrays;

/** Logits of all texts of a set. */
public final class Logits {
    private static final int MOST_TEXTS = 64;
    private static final int MOST_TOKENS = 4096;

    private Logits() {}

    /**
     * Runs texts of about the same length together.
     *
     * @return [n][l], in the order of the set
     */
    public static float[][] of(TrainableModel model, EncodedSet set, Batches.Padding padding) {
        float[][] logits = new float[set.size()][];
        for (int[] sorted : Batches.sorted(Batches.lengths(set), MOST_TEXTS)) {
            int longest = set.length(sorted[sorted.length - 1]);
            int each = Math.max(1, Math.min(sorted.length, MOST_TOKENS / longest));
            for (int at = 0; at < sorted.length; at += each) {
                int[] texts = Arrays.copyOfRange(sorted, at, Math.min(sorted.length, at + each));
                float[][] rows = model.logits(Batches.assemble(set, texts, padding, null));
                for (int i = 0; i < texts.length; i++) {
                    logits[texts[i]] = rows[i];
                }
            }
        }
        return logits;
    }
}
