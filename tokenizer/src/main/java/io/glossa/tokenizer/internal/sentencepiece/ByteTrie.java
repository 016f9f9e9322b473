package io.glossa.tokenizer.internal.sentencepiece;

import java.util.Arrays;

/** A trie over bytes: a node for each prefix, edges in one hash table. Filled once, then read by any number of threads. */
final class ByteTrie {
    static final int ROOT = 0;
    static final int NONE = -1;

    private long[] edges = new long[1 << 12];
    private int[] targets = new int[1 << 12];
    private int[] values = new int[1 << 10];
    private int nodes = 1;
    private int edgeCount;

    ByteTrie() {
        Arrays.fill(values, NONE);
    }

    /** Puts a value at a key; a later one takes the place of an earlier one. */
    void put(byte[] key, int value) {
        int node = ROOT;
        for (byte b : key) {
            int next = child(node, b);
            node = next == NONE ? add(node, b) : next;
        }
        values[node] = value;
    }

    /** The node behind an edge, or {@link #NONE}. */
    int child(int node, byte label) {
        long edge = edge(node, label);
        for (int i = slot(edge, edges.length); edges[i] != 0; i = i + 1 & edges.length - 1) {
            if (edges[i] == edge) {
                return targets[i];
            }
        }
        return NONE;
    }

    /** The value at a node, or {@link #NONE}. */
    int value(int node) {
        return values[node];
    }

    /** Length of the longest key that a text starts with at a place; 0 for none. */
    int longest(byte[] text, int from) {
        int longest = 0;
        int node = ROOT;
        for (int i = from; i < text.length; i++) {
            node = child(node, text[i]);
            if (node == NONE) {
                break;
            }
            if (values[node] != NONE) {
                longest = i + 1 - from;
            }
        }
        return longest;
    }

    private int add(int node, byte label) {
        if (nodes == values.length) {
            values = Arrays.copyOf(values, nodes * 2);
            Arrays.fill(values, nodes, nodes * 2, NONE);
        }
        if (edgeCount * 2 >= edges.length) {
            grow();
        }
        insert(edges, targets, edge(node, label), nodes);
        edgeCount++;
        return nodes++;
    }

    private void grow() {
        long[] wider = new long[edges.length * 2];
        int[] to = new int[edges.length * 2];
        for (int i = 0; i < edges.length; i++) {
            if (edges[i] != 0) {
                insert(wider, to, edges[i], targets[i]);
            }
        }
        edges = wider;
        targets = to;
    }

    private static void insert(long[] edges, int[] targets, long edge, int target) {
        int i = slot(edge, edges.length);
        while (edges[i] != 0) {
            i = i + 1 & edges.length - 1;
        }
        edges[i] = edge;
        targets[i] = target;
    }

    /** Never 0, which marks an empty slot. */
    private static long edge(int node, byte label) {
        return ((long) node << 8 | label & 0xff) + 1;
    }

    private static int slot(long edge, int length) {
        return (int) (edge * 0x9e3779b97f4a7c15L >>> 40) & length - 1;
    }
}
