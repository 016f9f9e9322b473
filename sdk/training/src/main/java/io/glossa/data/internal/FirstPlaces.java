package io.glossa.data.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which texts were there already, and where first: 28 bytes a different text and a table of 8 to 16 more, up to a billion of them. Texts
 * are compared by 128 bits of SHA-256. Not thread-safe.
 */
public final class FirstPlaces {
    private static final int LEAST = 1 << 10;

    private final MessageDigest digest;
    private long[] high = new long[LEAST];
    private long[] low = new long[LEAST];
    private long[] rows = new long[LEAST];
    private int[] notes = new int[LEAST];
    /** Numbers of texts plus 1, at the place that the hash gives or the next free one; 0 is free. */
    private int[] table = new int[2 * LEAST];
    private int size;

    /** Nothing seen yet. */
    public FirstPlaces() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Looks for a text, and keeps it where it is new.
     *
     * @param row where it is
     * @param note what else is to be kept of its first place
     * @return the number of the same text, from 0 in the order of first places; −1 where it is new
     */
    public int find(String text, long row, int note) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        long first = hash.getLong();
        long second = hash.getLong();
        int place = place(first);
        for (int found = table[place]; found != 0; found = table[place]) {
            if (high[found - 1] == first && low[found - 1] == second) {
                return found - 1;
            }
            place = place + 1 & table.length - 1;
        }
        if (size == high.length) {
            grow();
            place = free(first);
        }
        high[size] = first;
        low[size] = second;
        rows[size] = row;
        notes[size] = note;
        table[place] = ++size;
        return -1;
    }

    /** Where a text was first. */
    public long row(int number) {
        return rows[number];
    }

    /** What was noted of a text's first place. */
    public int note(int number) {
        return notes[number];
    }

    private int place(long hash) {
        return (int) hash & table.length - 1;
    }

    private int free(long hash) {
        int place = place(hash);
        while (table[place] != 0) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private void grow() {
        int length = size + size / 2;
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        rows = Arrays.copyOf(rows, length);
        notes = Arrays.copyOf(notes, length);
        // At most half of the table is taken.
        if (2L * length > table.length) {
            table = new int[2 * table.length];
            for (int number = 0; number < size; number++) {
                table[free(high[number])] = number + 1;
            }
        }
    }
}
