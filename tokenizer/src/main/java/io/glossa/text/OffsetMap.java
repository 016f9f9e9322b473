package io.glossa.text;

import java.util.Arrays;

/**
 * Which stretch of one text became which stretch of another: a list of edits in order; what stands between them is the same
 * in both. Immutable.
 */
final class OffsetMap {
    private static final int FIELDS = 4;

    /** For each edit: start and end before, start and end after. */
    private final int[] edits;
    private final int lengthBefore;
    private final int lengthAfter;

    private OffsetMap(int[] edits, int lengthBefore, int lengthAfter) {
        this.edits = edits;
        this.lengthBefore = lengthBefore;
        this.lengthAfter = lengthAfter;
    }

    /** The map of a text that was not changed. */
    static OffsetMap identity(int length) {
        return new OffsetMap(new int[0], length, length);
    }

    /** Collects edits in order. */
    static final class Builder {
        private int[] edits = new int[8 * FIELDS];
        private int size;

        void add(int startBefore, int endBefore, int startAfter, int endAfter) {
            if (size == edits.length) {
                edits = Arrays.copyOf(edits, Math.multiplyExact(size, 2));
            }
            edits[size++] = startBefore;
            edits[size++] = endBefore;
            edits[size++] = startAfter;
            edits[size++] = endAfter;
        }

        OffsetMap build(int lengthBefore, int lengthAfter) {
            return new OffsetMap(Arrays.copyOf(edits, size), lengthBefore, lengthAfter);
        }
    }

    int lengthBefore() {
        return lengthBefore;
    }

    int lengthAfter() {
        return lengthAfter;
    }

    /** What a stretch of the text after came from. */
    TextSpan before(int start, int end) {
        return map(start, end, 2, 0, lengthBefore);
    }

    /** What became of a stretch of the text before. */
    TextSpan after(int start, int end) {
        return map(start, end, 0, 2, lengthAfter);
    }

    /**
     * All that the units of a stretch stand for. Of an edit that is touched the whole is taken, since nobody can say which
     * part of it became which.
     */
    private TextSpan map(int start, int end, int from, int to, int lengthTo) {
        int first = edit(start, from);
        int mappedStart;
        if (first < 0) {
            mappedStart = start;
        } else if (start < edits[first + from + 1]) {
            mappedStart = edits[first + to];
        } else {
            mappedStart = edits[first + to + 1] + start - edits[first + from + 1];
        }
        mappedStart = Math.min(mappedStart, lengthTo);
        if (start == end) {
            return new TextSpan(mappedStart, mappedStart);
        }
        int last = edit(end - 1, from);
        int mappedEnd;
        if (last < 0) {
            mappedEnd = end;
        } else if (end - 1 < edits[last + from + 1]) {
            mappedEnd = edits[last + to + 1];
        } else {
            mappedEnd = edits[last + to + 1] + end - edits[last + from + 1];
        }
        return new TextSpan(mappedStart, mappedEnd);
    }

    /** Where the last edit stands that begins at or before a place; −1 if there is none. */
    private int edit(int place, int from) {
        int low = 0;
        int high = edits.length / FIELDS - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (edits[middle * FIELDS + from] <= place) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high * FIELDS < 0 ? -1 : high * FIELDS;
    }

    /**
     * This map and then another, whose text before is this one's text after. Edits that overlap in the text between become
     * one.
     */
    OffsetMap then(OffsetMap next) {
        if (edits.length == 0) {
            return next;
        }
        if (next.edits.length == 0) {
            return this;
        }
        Builder joined = new Builder();
        int[] a = edits;
        int[] b = next.edits;
        int i = 0;
        int j = 0;
        // How much a place between edits moves from the text between back to the first text, and on to the last.
        int back = 0;
        int on = 0;
        while (i < a.length || j < b.length) {
            int start;
            int end;
            int startBack = back;
            int startOn = on;
            if (j == b.length || (i < a.length && (a[i + 2] < b[j] || (a[i + 2] == b[j] && a[i + 3] == a[i + 2])))) {
                start = a[i + 2];
                end = a[i + 3];
                back = a[i + 1] - a[i + 3];
                i += FIELDS;
            } else {
                start = b[j];
                end = b[j + 1];
                on = b[j + 3] - b[j + 1];
                j += FIELDS;
            }
            boolean grown = true;
            while (grown) {
                grown = false;
                if (i < a.length && a[i + 2] < end) {
                    end = Math.max(end, a[i + 3]);
                    back = a[i + 1] - a[i + 3];
                    i += FIELDS;
                    grown = true;
                }
                if (j < b.length && b[j] < end) {
                    end = Math.max(end, b[j + 1]);
                    on = b[j + 3] - b[j + 1];
                    j += FIELDS;
                    grown = true;
                }
            }
            joined.add(start + startBack, end + back, start + startOn, end + on);
        }
        return joined.build(lengthBefore, next.lengthAfter);
    }
}
