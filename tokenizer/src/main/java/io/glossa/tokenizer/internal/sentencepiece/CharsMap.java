package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The compiled map of a normaliser: a double-array trie over UTF-8 bytes (darts-clone's layout), then the replacements as one block of
 * NUL-terminated strings. Immutable and thread-safe.
 */
public final class CharsMap {
    private final int[] units;
    private final byte[] replacements;

    private CharsMap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /** Reads a map; null if it is empty, which stands for none. */
    static @org.jspecify.annotations.Nullable CharsMap read(ByteBuffer bytes, String where) {
        if (!bytes.hasRemaining()) {
            return null;
        }
        ByteBuffer from = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        long size = from.remaining() < 4 ? -1 : Integer.toUnsignedLong(from.getInt());
        if (size < 4 || size % 4 != 0 || size > from.remaining()) {
            throw new ModelFormatException(where + ": expected a map of characters with a trie inside its bounds, found one that leads"
                    + " out of them; get the file again");
        }
        int[] units = new int[(int) size / 4];
        from.slice(from.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(units);
        byte[] replacements = new byte[from.remaining() - (int) size];
        from.position(from.position() + (int) size).get(replacements);
        return new CharsMap(units, replacements);
    }

    /**
     * Finds the longest entry that a text starts with.
     *
     * @param text UTF-8
     * @param from where to start
     * @return its length in the upper half and the place of its replacement in the lower; −1 for none
     */
    long longest(byte[] text, int from) {
        long found = -1;
        int at = offset(unit(0));
        for (int i = from; i < text.length; i++) {
            int label = text[i] & 0xff;
            at ^= label;
            int unit = unit(at);
            if ((unit & 0x800000ff) != label) {
                break;
            }
            at ^= offset(unit);
            if ((unit >>> 8 & 1) == 1) {
                found = (long) (i + 1 - from) << 32 | unit(at) & 0x7fffffff;
            }
        }
        return found;
    }

    /** Length of the replacement at a place. */
    int length(int place) {
        int end = place;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        return Math.max(0, end - place);
    }

    /** A byte of a replacement. */
    byte replacement(int index) {
        return replacements[index];
    }

    /** Outside the array there is nothing: a damaged map finds no entry. */
    private int unit(int index) {
        return index >= 0 && index < units.length ? units[index] : 0x80000000;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
