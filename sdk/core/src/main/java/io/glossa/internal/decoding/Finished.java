package io.glossa.internal.decoding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The best finished hypotheses of a beam search, best first; places that none has taken yet hold one that is out. */
final class Finished {
    final float[] scores;
    final int[][] ids;
    /** Whether the hypothesis is finished. */
    final boolean[] done;
    /** Why it was ended from outside. */
    final @Nullable Ended[] stopped;

    Finished(int beams) {
        scores = new float[beams];
        ids = new int[beams][];
        done = new boolean[beams];
        stopped = new Ended[beams];
    }

    static Finished none(int beams, int[] prompt) {
        Finished none = new Finished(beams);
        Arrays.fill(none.scores, -1e9f);
        Arrays.fill(none.ids, prompt);
        return none;
    }

    boolean all() {
        for (boolean one : done) {
            if (!one) {
                return false;
            }
        }
        return true;
    }
}
