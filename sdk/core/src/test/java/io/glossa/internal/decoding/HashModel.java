package io.glossa.internal.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder of make_decoding_goldens.py: logits hashed from source and prefix, or from source and last token. Counts what
 * it is asked.
 */
final class HashModel implements DecoderModel {
    static final int START = 0;
    static final int END = 2;

    private final boolean wholePrefix;
    private final int vocabulary;
    /** How many rows each step had, over all sessions. */
    final List<Integer> rowsOfSteps = new ArrayList<>();
    int open;

    HashModel(String kind, int vocabulary) {
        this.wholePrefix = kind.equals("prefix");
        this.vocabulary = vocabulary;
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public DecoderSession start(List<int[]> sources) {
        open++;
        return new Session(sources);
    }

    private static int mix(int x) {
        int y = (x ^ x >>> 16) * 0x7FEB352D;
        y = (y ^ y >>> 15) * 0x846CA68B;
        return y ^ y >>> 16;
    }

    static int fold(int state, int token) {
        return mix(state + token + 1);
    }

    /** Logits after a whole prefix. */
    float[] logits(int[] source, int[] ids) {
        Session session = new Session(List.of(source));
        float[] logits = {};
        for (int id : ids) {
            logits = session.step(new int[] {0}, new int[] {id});
        }
        return logits;
    }

    private final class Session implements DecoderSession {
        /** Of each row, the hash of its source and of all it has read. */
        private int[] origins;
        private int[] states;
        private int length;
        private float[] logits = {};

        Session(List<int[]> sources) {
            states = sources.stream().mapToInt(source -> Arrays.stream(source).reduce(0x2545F491, HashModel::fold)).toArray();
            origins = states;
        }

        @Override
        public float[] step(int[] rows, int[] tokens) {
            int[] before = states;
            int[] from = origins;
            states = new int[rows.length];
            origins = new int[rows.length];
            length++;
            rowsOfSteps.add(rows.length);
            if (logits.length < rows.length * vocabulary) {
                logits = new float[rows.length * vocabulary];
            }
            for (int row = 0; row < rows.length; row++) {
                origins[row] = from[rows[row]];
                states[row] = fold(wholePrefix ? before[rows[row]] : origins[row], tokens[row]);
                for (int token = 0; token < vocabulary; token++) {
                    float unit = (mix(states[row] + token * 0x9E3779B9) >>> 8) / (float) (1 << 24);
                    float x = unit * 8 - 4;
                    logits[row * vocabulary + token] = x * Math.abs(x) * 0.25f;
                }
                logits[row * vocabulary + END] += length * 0.25f - 2;
            }
            return logits;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
