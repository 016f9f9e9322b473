package io.glossa.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fills encodings of a batch up to one length. Immutable, thread-safe. */
record Padder(int id, String token, int typeId, Side side) {
    List<Encoding> pad(List<Encoding> encodings, PaddingOptions options) {
        int length = options.length().orElse(0);
        if (options.length().isEmpty()) {
            for (Encoding encoding : encodings) {
                length = Math.max(length, encoding.length());
            }
        }
        int multiple = options.multipleOf();
        int rounded = Math.toIntExact((length + (long) multiple - 1) / multiple * multiple);
        boolean left = options.side().orElse(side) == Side.LEFT;
        List<Encoding> padded = new ArrayList<>(encodings.size());
        for (Encoding encoding : encodings) {
            padded.add(encoding.length() >= rounded ? encoding : pad(encoding, rounded, left));
        }
        return List.copyOf(padded);
    }

    private Encoding pad(Encoding encoding, int length, boolean left) {
        Encoding.Columns from = encoding.columns();
        int missing = length - encoding.length();
        String[] tokens = new String[length];
        int at = left ? missing : 0;
        int gap = left ? 0 : encoding.length();
        System.arraycopy(from.tokens(), 0, tokens, at, encoding.length());
        Arrays.fill(tokens, gap, gap + missing, token);
        Encoding.Columns to = new Encoding.Columns(
                fill(from.ids(), length, left, id),
                fill(from.typeIds(), length, left, typeId),
                fill(from.attentionMask(), length, left, 0),
                fill(from.specialTokensMask(), length, left, 1),
                tokens,
                fill(from.starts(), length, left, 0),
                fill(from.ends(), length, left, 0),
                fill(from.sequenceIds(), length, left, -1),
                fill(from.wordIds(), length, left, -1));
        return new Encoding(to, encoding.droppedTokens(), encoding.unknownTokens(), encoding.textTokens());
    }

    private static int[] fill(int[] from, int length, boolean left, int value) {
        int[] to = new int[length];
        Arrays.fill(to, value);
        System.arraycopy(from, 0, to, left ? length - from.length : 0, from.length);
        return to;
    }
}
