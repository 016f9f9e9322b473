package io.glossa.tokenizer;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Decides which stretches of one or two texts fit, as {@code truncate_encodings} of the Hugging Face library does. */
final class Truncator {
    /** A stretch of a text, in tokens; {@code to} is exclusive. */
    record Range(int from, int to) {}

    /** The windows of one text: the first is what remains, the others are what was cut off. */
    record Cuts(List<Range> first, List<Range> second) {}

    private Truncator() {}

    /**
     * Cuts.
     *
     * @param first number of tokens of the first text
     * @param second number of tokens of the second text, −1 if there is none
     * @param room number of tokens that fit, special tokens not counted
     * @throws InvalidInputException if the text to cut is too short for that, or the stride too long
     */
    static Cuts cut(int first, int second, int room, Truncation truncation, Side side, int stride) {
        int total = first + Math.max(second, 0);
        if (truncation == Truncation.OFF || total <= room) {
            return new Cuts(whole(first), whole(Math.max(second, 0)));
        }
        if (room == 0) {
            return new Cuts(ranges(first, 0, side, stride), ranges(Math.max(second, 0), 0, side, stride));
        }
        int surplus = total - room;
        return switch (truncation) {
            case ONLY_FIRST -> new Cuts(only("first", first, surplus, side, stride), whole(Math.max(second, 0)));
            case ONLY_SECOND -> {
                if (second < 0) {
                    throw new InvalidInputException("truncation ONLY_SECOND: expected a second text to cut, found one text "
                            + "of " + first + " tokens where " + room + " fit; pass a pair, or use LONGEST_FIRST");
                }
                yield new Cuts(whole(first), only("second", second, surplus, side, stride));
            }
            default -> {
                if (second < 0) {
                    yield new Cuts(ranges(first, room, side, stride), whole(0));
                }
                int shorter = Math.min(first, second);
                int keepShorter = shorter;
                int keepLonger = shorter > room ? shorter : Math.max(shorter, room - shorter);
                if (keepShorter + keepLonger > room) {
                    keepShorter = room / 2;
                    keepLonger = keepShorter + room % 2;
                }
                boolean swapped = first > second;
                yield new Cuts(ranges(first, swapped ? keepLonger : keepShorter, side, stride),
                        ranges(second, swapped ? keepShorter : keepLonger, side, stride));
            }
        };
    }

    private static List<Range> only(String which, int length, int surplus, Side side, int stride) {
        if (length <= surplus) {
            throw new InvalidInputException("truncation of the " + which + " text only: expected it to have more than "
                    + surplus + " tokens, since so many have to go, found " + length
                    + "; allow a longer maximum length, or use LONGEST_FIRST");
        }
        return ranges(length, length - surplus, side, stride);
    }

    private static List<Range> whole(int length) {
        return List.of(new Range(0, length));
    }

    /** The part that remains, then the windows over the rest, each sharing {@code stride} tokens with the one before. */
    private static List<Range> ranges(int length, int keep, Side side, int stride) {
        if (keep >= length) {
            return whole(length);
        }
        if (keep == 0) {
            return List.of(new Range(0, 0), new Range(0, length));
        }
        if (stride >= keep) {
            throw new InvalidInputException("stride: expected less than the " + keep + " tokens of a text that fit into one "
                    + "window, found " + stride + "; lower the stride or allow a longer maximum length");
        }
        List<Range> ranges = new ArrayList<>();
        int step = keep - stride;
        if (side == Side.RIGHT) {
            for (int from = 0; ; from += step) {
                int to = Math.min(from + keep, length);
                ranges.add(new Range(from, to));
                if (to == length) {
                    return ranges;
                }
            }
        }
        for (int to = length; ; to -= step) {
            int from = Math.max(to - keep, 0);
            ranges.add(new Range(from, to));
            if (from == 0) {
                return ranges;
            }
        }
    }
}
