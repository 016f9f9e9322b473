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
    private final boolean prefixFromSpace;

    /**
     * A normaliser.
     *
     * @param file the model
     * @param fixed texts that stay as they are
     * @param prefixFromSpace whether the space put in front has the place of the last space before the text, where there is one;
     *     else that of the first character
     */
    Normalizer(SentencePieceFile file, ByteTrie fixed, boolean prefixFromSpace) {
        this.file = file;
        this.fixed = fixed;
        this.prefixFromSpace = prefixFromSpace;
    }

    /**
     * A normalised text.
     *
     * @param bytes UTF-8
     * @param starts where what became each byte starts in the bytes of the text before: of several characters that became several,
     *     the first became the first, as the Hugging Face library counts
     * @param ends where it ends
     */
    record Result(byte[] bytes, int[] starts, int[] ends) {}

    /** Normalises a text in valid UTF-8. */
    Result normalize(byte[] text) {
        Buffer out = new Buffer(text.length + 8);
        int at = 0;
        int lastSpace = -1;
        if (file.removeExtraSpaces()) {
            while (at < text.length) {
                Step step = step(text, at);
                if (step.length != 1 || step.at(0) != ' ') {
                    break;
                }
                lastSpace = at;
                at += step.consumed;
            }
        }
        if (at >= text.length) {
            return new Result(new byte[0], new int[0], new int[0]);
        }
        if (file.dummyPrefix() && !file.spaceAsSuffix()) {
            Step first = step(text, at);
            boolean before = prefixFromSpace && lastSpace >= 0;
            out.space(before ? lastSpace : at, before ? at : first.end(0), file.escapeSpaces());
        }
        boolean afterSpace = file.removeExtraSpaces();
        Step cluster = null;
        while (at < text.length) {
            Step step = step(text, at);
            if (cluster != null && at < cluster.clusterEnd()) {
                step = step.in(cluster);
            } else {
                cluster = step.map == null ? null : step;
            }
            int from = 0;
            while (afterSpace && from < step.length && step.at(from) == ' ') {
                from++;
            }
            boolean secondOfBreak = at > 0 && text[at] == '\n' && text[at - 1] == '\r';
            if (from > 0 && !secondOfBreak) {
                out.moveSpace(at, at + step.consumed, file.escapeSpaces());
            }
            if (from < step.length) {
                for (int i = from; i < step.length; i++) {
                    if (step.at(i) == ' ') {
                        out.space(step.start(i), step.end(i), file.escapeSpaces());
                    } else {
                        out.add(step.at(i), step.start(i), step.end(i));
                    }
                }
                afterSpace = step.at(step.length - 1) == ' ';
            }
            at += step.consumed;
            if (!file.removeExtraSpaces()) {
                afterSpace = false;
            }
        }
        if (file.removeExtraSpaces()) {
            out.removeSpaces(file.escapeSpaces());
        }
        if (file.dummyPrefix() && file.spaceAsSuffix()) {
            out.space(at, at, file.escapeSpaces());
        }
        return out.result();
    }

    /** One step: what the text becomes at a place, and how much of it that takes. */
    private Step step(byte[] text, int at) {
        int keep = fixed.longest(text, at);
        if (keep > 0) {
            return new Step(null, text, at, keep, at, keep, null);
        }
        CharsMap map = file.charsMap();
        long found = map == null ? -1 : map.longest(text, at);
        if (found >= 0) {
            int place = (int) found;
            return new Step(map, text, place, map.length(place), at, (int) (found >>> 32), null);
        }
        int length = Math.min(Utf8.length(text[at]), text.length - at);
        return new Step(null, text, at, length, at, length, null);
    }

    /**
     * A step.
     *
     * @param cluster the step whose place this one has, too: a mark behind a letter that the map has changed; null for none
     */
    private record Step(@Nullable CharsMap map, byte[] text, int from, int length, int place, int consumed, @Nullable Step cluster) {
        /** The largest cluster that the Hugging Face library takes as one, in bytes. */
        private static final int CLUSTER = 5;

        Step in(Step other) {
            return new Step(map, text, from, length, place, consumed, other);
        }

        /** Where a letter ends with the marks on it; where it starts if that is more than the library takes as one. */
        int clusterEnd() {
            int end = place + consumed;
            while (end < text.length) {
                int next = end + Math.min(Utf8.length(text[end]), text.length - end);
                int type = Character.getType(Utf8.text(text, end, next).codePointAt(0));
                if (type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK) {
                    break;
                }
                end = next;
            }
            return end - place > CLUSTER ? place : end;
        }

        byte at(int index) {
            return map == null ? text[from + index] : map.replacement(from + index);
        }

        /** Where the character that a byte belongs to comes from. */
        int start(int index) {
            if (cluster != null) {
                return cluster.start(0);
            }
            int last = place;
            int before = characters(index);
            for (int at = place; at < place + consumed && before >= 0; before--) {
                last = at;
                at += Utf8.length(text[at]);
            }
            return last;
        }

        int end(int index) {
            if (cluster != null) {
                return cluster.end(0);
            }
            int start = start(index);
            return Math.min(start + Utf8.length(text[start]), place + consumed);
        }

        /** Number of characters before the one that a byte belongs to. */
        private int characters(int index) {
            int count = -1;
            for (int i = 0; i <= index; i++) {
                count += (at(i) & 0xc0) != 0x80 ? 1 : 0;
            }
            return Math.max(0, count);
        }
    }

    private static final class Buffer {
        private byte[] bytes;
        private int[] starts;
        private int[] ends;
        private int size;

        Buffer(int capacity) {
            bytes = new byte[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void add(byte value, int start, int end) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
                starts = Arrays.copyOf(starts, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            bytes[size] = value;
            starts[size] = start;
            ends[size++] = end;
        }

        void space(int start, int end, boolean escape) {
            if (escape) {
                for (byte b : SPACE) {
                    add(b, start, end);
                }
            } else {
                add((byte) ' ', start, end);
            }
        }

        /** Of several spaces the last one stays. */
        void moveSpace(int start, int end, boolean escape) {
            for (int i = Math.max(0, size - (escape ? SPACE.length : 1)); i < size; i++) {
                starts[i] = start;
                ends[i] = end;
            }
        }

        /** Takes the spaces at the end away. */
        void removeSpaces(boolean escape) {
            byte[] space = escape ? SPACE : new byte[] {' '};
            while (size >= space.length && Arrays.equals(bytes, size - space.length, size, space, 0, space.length)) {
                size -= space.length;
            }
        }

        Result result() {
            return new Result(Arrays.copyOf(bytes, size), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
        }
    }
}
