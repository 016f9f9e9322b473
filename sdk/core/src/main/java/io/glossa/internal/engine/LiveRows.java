package io.glossa.internal.engine;

import java.util.Arrays;

/** Which source each row of a decoder belongs to. Not thread-safe. */
final class LiveRows {
    private int[] sources = new int[0];
    private boolean started;

    /**
     * Goes on with the rows of a step.
     *
     * @param rows as {@link io.glossa.internal.decoding.DecoderSession#step} takes them
     */
    void take(int[] rows) {
        int[] next = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            next[i] = started ? sources[rows[i]] : rows[i];
        }
        sources = next;
        started = true;
    }

    /** The source of each row. */
    int[] sources() {
        return sources.clone();
    }

    /**
     * The sources whose rows can share what they see: each once, if the rows of each stand beside each other and are equally many; else
     * one for each row.
     */
    int[] shared() {
        int[] distinct = new int[sources.length];
        int count = 0;
        for (int i = 0; i < sources.length; i++) {
            if (i == 0 || sources[i] != sources[i - 1]) {
                distinct[count++] = sources[i];
            }
        }
        int each = count == 0 ? 0 : sources.length / count;
        for (int i = 0; i < sources.length; i++) {
            if (each * count != sources.length || sources[i] != distinct[i / each]) {
                return sources.clone();
            }
        }
        return Arrays.copyOf(distinct, count);
    }
}
