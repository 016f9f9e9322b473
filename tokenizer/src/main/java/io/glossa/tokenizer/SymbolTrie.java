package io.glossa.tokenizer;

import java.util.Arrays;

/**
 * A set of words over code points, walked symbol by symbol. Transitions lie in one open-addressing table, so a step costs
 * one probe and no allocation. Immutable once {@link #freeze() frozen}, then thread-safe.
 */
final class SymbolTrie {
    /** The state before the first symbol. */
    static final int ROOT = 0;
    /** What {@link #next} gives where no word goes on. */
    static final int NONE = -1;

    private static final int ASCII = 128;

    private long[] keys;
    private int[] targets;
    private int[] values = new int[64];
    private int states = 1;
    private int transitions;
    private int shift;
    private final int[] fromRoot = new int[ASCII];

    SymbolTrie() {
        this.keys = new long[64];
        this.targets = new int[64];
        this.shift = 58;
        this.values[ROOT] = NONE;
        Arrays.fill(fromRoot, NONE);
    }

    /** Adds a word that is not empty; the first value given for a word stays. */
    void add(String word, int value) {
        int state = extend(ROOT, word);
        if (values[state] == NONE) {
            values[state] = value;
        }
    }

    /** The state after a prefix, made if no word has it. */
    int extend(int state, String text) {
        for (int i = 0; i < text.length(); ) {
            int symbol = text.codePointAt(i);
            i += Character.charCount(symbol);
            state = child(state, symbol);
        }
        return state;
    }

    /** Frees what only building needed. */
    SymbolTrie freeze() {
        values = Arrays.copyOf(values, states);
        return this;
    }

    boolean isEmpty() {
        return transitions == 0;
    }

    /** The state after one more symbol, or {@link #NONE}. */
    int next(int state, int symbol) {
        if (state == ROOT && symbol < ASCII) {
            return fromRoot[symbol];
        }
        return find(key(state, symbol));
    }

    /** Value of the word that ends in a state, or {@link #NONE}. */
    int value(int state) {
        return values[state];
    }

    private static long key(int state, int symbol) {
        return ((long) state << 21 | symbol) + 1;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
        while (true) {
            long found = keys[slot];
            if (found == key) {
                return targets[slot];
            }
            if (found == 0) {
                return NONE;
            }
            slot = slot + 1 & mask;
        }
    }

    private int child(int state, int symbol) {
        long key = key(state, symbol);
        int target = find(key);
        if (target != NONE) {
            return target;
        }
        if (++transitions * 2 > keys.length) {
            grow();
        }
        target = states++;
        if (target == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[target] = NONE;
        insert(key, target);
        if (state == ROOT && symbol < ASCII) {
            fromRoot[symbol] = target;
        }
        return target;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldTargets = targets;
        keys = new long[oldKeys.length * 2];
        targets = new int[oldKeys.length * 2];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                insert(oldKeys[i], oldTargets[i]);
            }
        }
    }

    private void insert(long key, int target) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
        while (keys[slot] != 0) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        targets[slot] = target;
    }
}
