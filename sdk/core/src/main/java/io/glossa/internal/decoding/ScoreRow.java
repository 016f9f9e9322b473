package io.glossa.internal.decoding;

/** The scores of every token after one hypothesis, on their way through the rules. One object serves all rows in turn. */
final class ScoreRow {
    private final int vocabulary;
    private final int[] marks;
    private int mark;
    private float[] scores = {};
    private int from;
    private int[] ids = {};
    private Task task = new Task(ids, ids, 0, 0);
    private boolean leading;

    ScoreRow(int vocabulary) {
        this.vocabulary = vocabulary;
        this.marks = new int[vocabulary];
    }

    /** Points at a row of logits and the ids that led to it. */
    ScoreRow at(float[] logits, int row, int[] ids, Task task, boolean leading) {
        this.scores = logits;
        this.from = row * vocabulary;
        this.ids = ids;
        this.task = task;
        this.leading = leading;
        return this;
    }

    float[] scores() {
        return scores;
    }

    int from() {
        return from;
    }

    int to() {
        return from + vocabulary;
    }

    int vocabulary() {
        return vocabulary;
    }

    int[] ids() {
        return ids;
    }

    int length() {
        return ids.length;
    }

    Task task() {
        return task;
    }

    /** Whether it belongs to the best open hypothesis of its text, as every row does outside beam search. */
    boolean leading() {
        return leading;
    }

    float get(int token) {
        return scores[from + token];
    }

    void set(int token, float score) {
        scores[from + token] = score;
    }

    /** Forbids a token; one outside the vocabulary is forbidden already. */
    void ban(int token) {
        if (token >= 0 && token < vocabulary) {
            scores[from + token] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Forgets which tokens were met. */
    void startMarking() {
        mark++;
    }

    /** Whether a token of the vocabulary is met for the first time since {@link #startMarking}. */
    boolean first(int token) {
        if (token < 0 || token >= vocabulary || marks[token] == mark) {
            return false;
        }
        marks[token] = mark;
        return true;
    }
}
