package io.glossa.internal.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Beam search for one text, with the arithmetic of {@code GenerationMixin._beam_search} of {@code transformers} 4.57 in
 * single precision.
 *
 * <p>Of all continuations of all beams the best {@code beams × max(2, 1 + end tokens)} are looked at. Those of the best
 * {@code beams} among them that end are candidates for the result, at their score divided by the generated length (prompt not
 * counted, end token counted) to the power of the length penalty (after Wu et al. 2016, "Google's Neural Machine Translation
 * System"); the best that do not end go on. Conditions are numbers as large as {@link #OUT} that are added to scores, as
 * there: what is out loses against everything else, and can still be returned where nothing else is.
 */
final class BeamSearch implements Search {
    private static final float OUT = -1e9f;

    private final Task task;
    private final GenerationConfig config;
    private final List<ScoreRule> rules;
    private final ScoreRow cursor;
    private final int beams;
    private final TopScores candidates;
    private final TopScores choice;

    private Beams open;
    private Finished finished;
    private boolean over;

    BeamSearch(Task task, GenerationConfig config, List<ScoreRule> rules, ScoreRow cursor) {
        this.task = task;
        this.config = config;
        this.rules = rules;
        this.cursor = cursor;
        this.beams = config.numBeams;
        int wanted = beams * Math.max(2, 1 + config.eosTokens.length);
        this.candidates = new TopScores((int) Math.min(wanted, (long) beams * cursor.vocabulary()));
        this.choice = new TopScores(beams);
        this.open = Beams.first(beams, task.prompt());
        this.finished = Finished.none(beams, task.prompt());
    }

    @Override
    public int rows() {
        return over ? 0 : open.rows;
    }

    @Override
    public int parent(int row) {
        return open.parents[row];
    }

    @Override
    public int token(int row) {
        return open.tokens[row];
    }

    @Override
    public void advance(float[] logits, int firstRow) {
        int length = open.ids[0].length;
        for (int row = 0; row < open.rows; row++) {
            int beam = open.beamOf(row);
            ScoreRow scores = cursor.at(logits, firstRow + row, open.ids[beam], task, beam == 0);
            LogSoftmax.inPlace(logits, scores.from(), scores.to());
            for (ScoreRule rule : rules) {
                rule.apply(scores);
            }
        }
        candidates.clear();
        int vocabulary = cursor.vocabulary();
        for (int beam = 0; beam < beams; beam++) {
            int from = (firstRow + open.rowOf[beam]) * vocabulary;
            candidates.offerAll(logits, from, from + vocabulary, open.scores[beam], beam * vocabulary);
        }
        boolean[] ends = new boolean[candidates.size()];
        boolean allEnd = true;
        for (int i = 0; i < ends.length; i++) {
            ends[i] = length + 1 >= task.maxLength() || config.ends(candidates.index(i) % vocabulary);
            allEnd &= ends[i];
        }
        Beams before = open;
        open = next(before, ends);
        finished = merge(before, ends, quotient(length + 1));
        over = allEnd || !canImprove(length + 1) || config.earlyStopping == EarlyStopping.YES && finished.all();
    }

    /** What a score is divided by when the output has this length. */
    private float quotient(int length) {
        return (float) Math.pow(length - task.prompt().length, config.lengthPenalty);
    }

    private Beams next(Beams before, boolean[] ends) {
        choice.clear();
        for (int i = 0; i < ends.length; i++) {
            choice.offer(ends[i] ? candidates.score(i) + OUT : candidates.score(i), i);
        }
        Beams next = new Beams(beams);
        for (int i = 0; i < choice.size(); i++) {
            int index = candidates.index(choice.index(i));
            next.add(before, index / cursor.vocabulary(), index % cursor.vocabulary(), choice.score(i));
        }
        return next;
    }

    private Finished merge(Beams before, boolean[] ends, float quotient) {
        choice.clear();
        for (int i = 0; i < beams; i++) {
            choice.offer(finished.scores[i], i);
        }
        for (int i = 0; i < ends.length; i++) {
            float score = candidates.score(i) / quotient;
            choice.offer(ends[i] && i < beams ? score : score + OUT, beams + i);
        }
        Finished merged = new Finished(beams);
        for (int i = 0; i < beams; i++) {
            int chosen = choice.index(i);
            merged.scores[i] = choice.score(i);
            if (chosen < beams) {
                merged.ids[i] = finished.ids[chosen];
                merged.done[i] = finished.done[chosen];
            } else {
                int candidate = chosen - beams;
                int index = candidates.index(candidate);
                merged.ids[i] = Beams.append(before.ids[index / cursor.vocabulary()], index % cursor.vocabulary());
                merged.done[i] = ends[candidate] && candidate < beams;
            }
        }
        return merged;
    }

    /** Whether the best open beam could still beat the worst finished one; a guess where the length penalty is not 0. */
    private boolean canImprove(int length) {
        boolean longest = config.earlyStopping == EarlyStopping.NEVER && config.lengthPenalty > 0;
        float possible = open.scores[0] / quotient(longest ? task.maxLength() : length);
        float worst = finished.scores[beams - 1];
        for (int i = 0; i < beams; i++) {
            if (possible > (finished.done[i] ? worst : OUT)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void stop(Ended why) {
        if (over) {
            return;
        }
        over = true;
        int length = open.ids[0].length;
        float quotient = length == task.prompt().length ? 1 : quotient(length);
        choice.clear();
        for (int i = 0; i < beams; i++) {
            choice.offer(finished.done[i] ? finished.scores[i] : 2 * OUT, i);
        }
        for (int i = 0; i < beams; i++) {
            choice.offer(open.scores[i] / quotient, beams + i);
        }
        Finished merged = new Finished(beams);
        for (int i = 0; i < beams; i++) {
            int chosen = choice.index(i);
            boolean old = chosen < beams;
            merged.scores[i] = choice.score(i);
            merged.ids[i] = old ? finished.ids[chosen] : open.ids[chosen - beams];
            merged.done[i] = old && finished.done[chosen];
            merged.stopped[i] = old ? null : why;
        }
        finished = merged;
    }

    @Override
    public int[] leader() {
        return over ? finished.ids[0] : open.ids[0];
    }

    @Override
    public int settled(int certain) {
        if (over) {
            return finished.ids[0].length;
        }
        int[] leader = open.ids[0];
        int common = leader.length;
        for (int i = 0; i < beams; i++) {
            common = common(leader, open.ids[i], certain, common);
            if (finished.done[i]) {
                common = common(leader, finished.ids[i], certain, common);
            }
        }
        return common;
    }

    private static int common(int[] a, int[] b, int from, int to) {
        int end = Math.min(to, b.length);
        int mismatch = Arrays.mismatch(a, from, end, b, from, end);
        return mismatch < 0 ? end : from + mismatch;
    }

    @Override
    public List<Hypothesis> hypotheses() {
        List<Hypothesis> found = new ArrayList<>();
        for (int i = 0; i < config.numReturnSequences; i++) {
            found.add(new Hypothesis(finished.ids[i], task.prompt().length, finished.scores[i], ended(i)));
        }
        return found;
    }

    private Ended ended(int place) {
        int[] ids = finished.ids[place];
        Ended stopped = finished.stopped[place];
        if (stopped != null) {
            return stopped;
        }
        if (!finished.done[place]) {
            return Ended.UNFINISHED;
        }
        boolean forced = ids.length >= task.maxLength() && config.forcedEosTokens.length > 0;
        return config.ends(ids[ids.length - 1]) && !forced ? Ended.END_TOKEN : Ended.LENGTH;
    }
}
