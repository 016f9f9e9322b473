package io.glossa.tokenizer;

import java.util.Arrays;

/**
 * Code points together with the place in the original text that each came from. A growing buffer for one call of one
 * thread.
 */
final class Symbols {
    int[] points;
    /** UTF-16 index of the original character. */
    int[] origins;
    int length;

    Symbols(int capacity) {
        this.points = new int[Math.max(capacity, 16)];
        this.origins = new int[Math.max(capacity, 16)];
    }

    /** The code points of a text as they are. */
    static Symbols of(String text) {
        int end = text.length();
        Symbols symbols = new Symbols(end);
        int[] points = symbols.points;
        int[] origins = symbols.origins;
        int n = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            origins[n] = i;
            if (Character.isHighSurrogate(c)) {
                points[n++] = Character.toCodePoint(c, text.charAt(++i));
            } else {
                points[n++] = c;
            }
        }
        symbols.length = n;
        return symbols;
    }

    void add(int point, int origin) {
        if (length == points.length) {
            points = Arrays.copyOf(points, length * 2);
            origins = Arrays.copyOf(origins, length * 2);
        }
        points[length] = point;
        origins[length++] = origin;
    }

    String slice(int from, int to) {
        return new String(points, from, to - from);
    }
}
