package io.glossa.tokenizer.internal.sentencepiece;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The normalisation of SentencePiece: characters by the map of the model, extra spaces removed, spaces made visible. Works on UTF-8, as
 * the reference does, so that its rules hold to the byte. Immutable and thread-safe.
 */
final class Normalizer {
    private static final byte[] SPACE = Utf8.bytes("\u2581");

    private final SentencePieceFile file;
    private final ByteTrie fixed;

    /**
     * A normaliser.
     *
     * @param file the model
     * @param fixed texts that stay as they are
     */
    Normalizer(SentencePieceFile file, ByteTrie fixed) {
        this.file = file;
        this.fixed = fixed;
    }

    /**
     * A normalised text.
     *
     * @param bytes UTF-8
     * @param origins where each byte comes from in the bytes of the text before; one more for the end
     */
    record Result(byte[] bytes, int[] origins) {}

    /** Normalises a text in valid UTF-8. */
    Result normalize(byte[] text) {
        Buffer out = new Buffer(text.length + 8);
        int at = 0;
        if (file.removeExtraSpaces()) {
            while (at < text.length) {
                Step step = step(text, at);
                if (step.length != 1 || step.at(0) != ' ') {
                    break;
                }
                at += step.consumed;
            }
        }
        if (at >= text.length) {
            return new Result(new byte[0], new int[] {0});
        }
        if (file.dummyPrefix() && !file.spaceAsSuffix()) {
            out.space(at, file.escapeSpaces());
        }
        boolean afterSpace = file.removeExtraSpaces();
        while (at < text.length) {
            Step step = step(text, at);
            int from = 0;
            while (afterSpace && from < step.length && step.at(from) == ' ') {
                from++;
            }
            if (from < step.length) {
                for (int i = from; i < step.length; i++) {
                    if (step.at(i) == ' ') {
                        out.space(at, file.escapeSpaces());
                    } else {
                        out.add(step.at(i), at);
                    }
                }
                afterSpace = step.at(step.length - 1) == ' ';
            }
            at += step.consumed;
            if (!file.removeExtraSpaces()) {
                afterSpace = false;
            }
        }
        int end = at;
        if (file.removeExtraSpaces()) {
            while (out.endsWithSpace(file.escapeSpaces())) {
                end = out.removeSpace(file.escapeSpaces());
            }
        }
        if (file.dummyPrefix() && file.spaceAsSuffix()) {
            out.space(end, file.escapeSpaces());
        }
        return out.result(end);
    }

    /** One step: what the text becomes at a place, and how much of it that takes. */
    private Step step(byte[] text, int at) {
        int keep = fixed.longest(text, at);
        if (keep > 0) {
            return new Step(null, text, at, keep, keep);
        }
        CharsMap map = file.charsMap();
        long found = map == null ? -1 : map.longest(text, at);
        if (found >= 0) {
            int place = (int) found;
            return new Step(map, text, place, map.length(place), (int) (found >>> 32));
        }
        int length = Math.min(Utf8.length(text[at]), text.length - at);
        return new Step(null, text, at, length, length);
    }

    private record Step(@Nullable CharsMap map, byte[] text, int from, int length, int consumed) {
        byte at(int index) {
            return map == null ? text[from + index] : map.replacement(from + index);
        }
    }

    private static final class Buffer {
        private byte[] bytes;
        private int[] origins;
        private int size;

        Buffer(int capacity) {
            bytes = new byte[capacity];
            origins = new int[capacity];
        }

        void add(byte value, int origin) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
                origins = Arrays.copyOf(origins, size * 2);
            }
            bytes[size] = value;
            origins[size++] = origin;
        }

        void space(int origin, boolean escape) {
            if (escape) {
                for (byte b : SPACE) {
                    add(b, origin);
                }
            } else {
                add((byte) ' ', origin);
            }
        }

        boolean endsWithSpace(boolean escape) {
            return escape
                    ? size >= SPACE.length && Arrays.equals(bytes, size - SPACE.length, size, SPACE, 0, SPACE.length)
                    : size > 0 && bytes[size - 1] == ' ';
        }

        /** Takes the space at the end away and says where it came from. */
        int removeSpace(boolean escape) {
            size -= escape ? SPACE.length : 1;
            return origins[size];
        }

        Result result(int end) {
            int[] places = Arrays.copyOf(origins, size + 1);
            places[size] = end;
            return new Result(Arrays.copyOf(bytes, size), places);
        }
    }
}
