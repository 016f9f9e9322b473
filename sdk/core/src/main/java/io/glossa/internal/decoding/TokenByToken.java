package io.glossa.internal.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Greedy search, or sampling of one or more sequences: a token is chosen and stays. Every sequence draws from a stream of
 * random numbers that follows from the seed and its own number, so neither the other sequences nor the batch change what it
 * draws.
 */
final class TokenByToken implements Search {
    private final Task task;
    private final GenerationConfig config;
    private final List<ScoreRule> rules;
    private final Chooser chooser;
    private final ScoreRow cursor;
    private final Sequence[] sequences;
    private final List<Sequence> live = new ArrayList<>();

    /** One sequence. */
    private static final class Sequence {
        private int[] ids;
        private int row;
        private float sum;
        private Ended ended = Ended.UNFINISHED;
        private final SplittableRandom random;

        Sequence(int[] prompt, long seed) {
            ids = prompt;
            random = new SplittableRandom(seed);
        }
    }

    TokenByToken(Task task, GenerationConfig config, List<ScoreRule> rules, Chooser chooser, ScoreRow cursor) {
        this.task = task;
        this.config = config;
        this.rules = rules;
        this.chooser = chooser;
        this.cursor = cursor;
        this.sequences = new Sequence[config.numReturnSequences];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = new Sequence(task.prompt(), config.seed + i * 0x9E3779B97F4A7C15L);
            live.add(sequences[i]);
        }
    }

    @Override
    public int rows() {
        return live.size();
    }

    @Override
    public int parent(int row) {
        return live.get(row).row;
    }

    @Override
    public int token(int row) {
        int[] ids = live.get(row).ids;
        return ids[ids.length - 1];
    }

    @Override
    public void advance(float[] logits, int firstRow) {
        // After the prompt, all sequences share one row.
        boolean shared = live.get(0).ids.length == task.prompt().length;
        for (int i = 0; i < live.size(); i++) {
            Sequence sequence = live.get(i);
            sequence.row = shared ? 0 : i;
            if (i == 0 || !shared) {
                ScoreRow row = cursor.at(logits, firstRow + sequence.row, sequence.ids, task, true);
                for (ScoreRule rule : rules) {
                    rule.apply(row);
                }
                chooser.read(row);
            }
            add(sequence, chooser.choose(sequence.random));
        }
        live.removeIf(sequence -> sequence.ended != Ended.UNFINISHED);
    }

    private void add(Sequence sequence, int token) {
        sequence.sum += chooser.logProbability(token);
        int length = sequence.ids.length;
        sequence.ids = Arrays.copyOf(sequence.ids, length + 1);
        sequence.ids[length] = token;
        boolean full = length + 1 >= task.maxLength();
        if (config.ends(token) && !(full && config.forcedEosTokens.length > 0)) {
            sequence.ended = Ended.END_TOKEN;
        } else if (full) {
            sequence.ended = Ended.LENGTH;
        }
    }

    @Override
    public void stop(Ended why) {
        live.forEach(sequence -> sequence.ended = why);
        live.clear();
    }

    @Override
    public int[] leader() {
        return sequences[0].ids;
    }

    @Override
    public int settled(int certain) {
        return sequences[0].ids.length;
    }

    @Override
    public List<Hypothesis> hypotheses() {
        List<Hypothesis> found = new ArrayList<>();
        for (Sequence sequence : sequences) {
            int generated = Math.max(1, sequence.ids.length - task.prompt().length);
            float score = sequence.sum / (float) Math.pow(generated, config.lengthPenalty);
            found.add(new Hypothesis(sequence.ids, task.prompt().length, score, sequence.ended));
        }
        return found;
    }
}
