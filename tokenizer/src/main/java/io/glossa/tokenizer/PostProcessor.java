package io.glossa.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts special tokens around one or two texts. Immutable, thread-safe.
 *
 * @param single what an encoding of one text consists of
 * @param pair what an encoding of two texts consists of
 * @param template whether this is a template: the library gives its segments only to the first window of a text, further
 *     ones have the number of the text, and so it is here
 * @param trimmers what is done to the offsets of each cut
 */
record PostProcessor(List<Part> single, List<Part> pair, boolean template, List<OffsetTrimmer> trimmers, Set<Integer> alsoSpecial) {
    PostProcessor(List<Part> single, List<Part> pair, boolean template, List<OffsetTrimmer> trimmers) {
        this(single, pair, template, trimmers, Set.of());
    }

    /**
     * A text or special tokens.
     *
     * @param sequence 0 for the first text, 1 for the second, −1 for special tokens
     * @param typeId segment of the tokens
     * @param ids special tokens; empty for a text
     * @param tokens the same as strings
     */
    record Part(int sequence, int typeId, int[] ids, List<String> tokens) {
        static Part text(int sequence, int typeId) {
            return new Part(sequence, typeId, new int[0], List.of());
        }

        static Part special(int typeId, int id, String token) {
            return new Part(-1, typeId, new int[] {id}, List.of(token));
        }
    }

    /** A stretch of the pieces of a text; {@code further} if it is not the first window of its text. */
    record Cut(RawPieces pieces, int from, int to, boolean further) {
        int length() {
            return to - from;
        }
    }

    /** Nothing is added; the second text is segment 1. */
    static PostProcessor plain() {
        return new PostProcessor(List.of(Part.text(0, 0)), List.of(Part.text(0, 0), Part.text(1, 1)), false, List.of());
    }

    /** The same with offsets trimmed. */
    PostProcessor trimmedBy(List<OffsetTrimmer> others) {
        return new PostProcessor(single, pair, template, List.copyOf(others), alsoSpecial);
    }

    /** Whether a pair begins with its second text. */
    boolean startsWithSecond() {
        return pair.stream().filter(part -> part.sequence >= 0).findFirst().orElseThrow().sequence == 1;
    }

    /** Number of tokens that are added. */
    int added(boolean isPair) {
        int added = 0;
        for (Part part : isPair ? pair : single) {
            added += part.ids.length;
        }
        return added;
    }

    /**
     * Builds an encoding.
     *
     * @param dropped number of tokens of the texts outside the cuts
     * @param unknownId id of the unknown token, or −1
     */
    Encoding build(Cut first, @Nullable Cut second, boolean addSpecialTokens, int dropped, int unknownId) {
        List<Part> parts = second == null ? single : pair;
        int length = 0;
        for (Part part : parts) {
            length += part.sequence < 0 ? (addSpecialTokens ? part.ids.length : 0)
                    : part.sequence == 0 ? first.length() : second == null ? 0 : second.length();
        }
        Encoding.Columns to = Encoding.Columns.ofLength(length);
        Arrays.fill(to.attentionMask(), 1);
        int at = 0;
        int texts = 0;
        for (Part part : parts) {
            Cut cut = part.sequence == 0 ? first : part.sequence == 1 ? second : null;
            if (cut != null) {
                text(part, template && cut.further ? part.sequence : part.typeId, cut, to, at);
                at += cut.length();
                texts += cut.length();
            } else if (part.sequence < 0 && addSpecialTokens) {
                special(part, to, at);
                at += part.ids.length;
            }
        }
        int unknown = 0;
        if (unknownId >= 0) {
            for (int i = 0; i < length; i++) {
                unknown += to.ids()[i] == unknownId && to.specialTokensMask()[i] == 0 ? 1 : 0;
            }
        }
        return new Encoding(to, dropped, unknown, texts);
    }

    private void text(Part part, int typeId, Cut cut, Encoding.Columns to, int at) {
        int length = cut.length();
        System.arraycopy(cut.pieces.ids(), cut.from, to.ids(), at, length);
        System.arraycopy(cut.pieces.tokens(), cut.from, to.tokens(), at, length);
        System.arraycopy(cut.pieces.starts(), cut.from, to.starts(), at, length);
        System.arraycopy(cut.pieces.ends(), cut.from, to.ends(), at, length);
        System.arraycopy(cut.pieces.words(), cut.from, to.wordIds(), at, length);
        if (!alsoSpecial.isEmpty()) {
            for (int i = at; i < at + length; i++) {
                to.specialTokensMask()[i] = alsoSpecial.contains(to.ids()[i]) ? 1 : 0;
            }
        }
        trimmers.forEach(trimmer -> trimmer.trim(to, at, length));
        Places places = cut.pieces.places();
        if (places != null) {
            for (int i = 0; i < length; i++) {
                to.starts()[at + i] = places.start(cut.from + i, to.starts()[at + i]);
                to.ends()[at + i] = places.end(cut.from + i, to.ends()[at + i]);
            }
        }
        Arrays.fill(to.typeIds(), at, at + length, typeId);
        Arrays.fill(to.sequenceIds(), at, at + length, part.sequence);
    }

    private static void special(Part part, Encoding.Columns to, int at) {
        for (int i = 0; i < part.ids.length; i++) {
            to.ids()[at + i] = part.ids[i];
            to.tokens()[at + i] = part.tokens.get(i);
            to.typeIds()[at + i] = part.typeId;
            to.specialTokensMask()[at + i] = 1;
            to.sequenceIds()[at + i] = -1;
            to.wordIds()[at + i] = -1;
        }
    }
}
