package io.glossa.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/**
 * Checks the character map of a SentencePiece normaliser: a double-array trie over bytes, then the replacements as one
 * block of NUL-terminated strings. The library follows the trie without looking at its bounds, so every state that can be
 * reached is visited here first.
 */
final class CharsMapValidator {
    private static final int MAX_BYTES = 64 << 20;

    private CharsMapValidator() {}

    /**
     * Checks a map.
     *
     * @return how many characters one character may become
     */
    static int validate(String base64, JsonCheck check, String where) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw check.bad(where + ".precompiled_charsmap", "base64", "something else");
        }
        if (bytes.length < 8 || bytes.length > MAX_BYTES) {
            throw check.bad(where + ".precompiled_charsmap", "8 to " + MAX_BYTES + " bytes", bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long size = Integer.toUnsignedLong(buffer.getInt());
        if (size % 4 != 0 || size < 4 || size > bytes.length - 4) {
            throw check.bad(where + ".precompiled_charsmap", "a trie of at most " + (bytes.length - 4) + " bytes",
                    "one of " + size);
        }
        int[] units = new int[(int) size / 4];
        buffer.asIntBuffer().get(units);
        byte[] text = new byte[bytes.length - 4 - (int) size];
        System.arraycopy(bytes, 4 + (int) size, text, 0, text.length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw check.bad(where + ".precompiled_charsmap", "replacements in UTF-8", "other bytes");
        }
        if (!isSound(units, text)) {
            throw check.bad(where + ".precompiled_charsmap", "a trie that stays within its bounds", "one that does not");
        }
        return longest(text);
    }

    private static int longest(byte[] text) {
        int longest = 1;
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == 0) {
                longest = Math.max(longest, i - start);
                start = i + 1;
            }
        }
        return longest;
    }

    /** Walks all states; an input byte may be anything but 0, which ends the walk. */
    private static boolean isSound(int[] units, byte[] text) {
        BitSet seen = new BitSet(units.length);
        Deque<Integer> open = new ArrayDeque<>();
        open.push(offset(units[0]));
        while (!open.isEmpty()) {
            int base = open.pop();
            if (base < 0 || base >= units.length) {
                return false;
            }
            if (seen.get(base)) {
                continue;
            }
            seen.set(base);
            for (int label = 1; label < 256; label++) {
                int at = base ^ label;
                if (at >= units.length) {
                    return false;
                }
                int unit = units[at];
                if ((unit & 0x800000FF) != label) {
                    continue;
                }
                int next = at ^ offset(unit);
                if ((unit >>> 8 & 1) == 1 && !isReplacement(next, units, text)) {
                    return false;
                }
                open.push(next);
            }
        }
        return true;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    private static boolean isReplacement(int leaf, int[] units, byte[] text) {
        if (leaf < 0 || leaf >= units.length) {
            return false;
        }
        int start = units[leaf] & 0x7FFFFFFF;
        return start <= text.length && (start == text.length || (text[start] & 0xC0) != 0x80);
    }
}
