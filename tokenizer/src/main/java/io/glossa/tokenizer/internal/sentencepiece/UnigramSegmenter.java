package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Piece;
import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Type;
import java.util.List;

/**
 * The most probable cut by a unigram language model (Kudo 2018), by Viterbi's algorithm from left to right. Sums are in the precision of
 * the reference's {@code EncodeOptimized}: 32 bits where it stores them, 64 where it compares.
 */
final class UnigramSegmenter implements Segmenter {
    private static final float UNKNOWN_PENALTY = 10;

    private final ByteTrie trie;
    private final float[] scores;
    private final boolean[] unused;
    private final boolean[] userDefined;
    private final int unknownId;
    private final float unknownScore;
    private final float best;

    UnigramSegmenter(List<Piece> pieces, ByteTrie trie, int unknownId) {
        this.trie = trie;
        this.unknownId = unknownId;
        scores = new float[pieces.size()];
        unused = new boolean[pieces.size()];
        userDefined = new boolean[pieces.size()];
        float least = Float.MAX_VALUE;
        // The reference begins at the smallest positive number, so that scores of user-defined pieces are never below it.
        float most = Float.MIN_NORMAL;
        for (int i = 0; i < scores.length; i++) {
            Piece piece = pieces.get(i);
            scores[i] = piece.score();
            unused[i] = piece.type() == Type.UNUSED;
            userDefined[i] = piece.type() == Type.USER_DEFINED;
            if (piece.type() == Type.NORMAL) {
                least = Math.min(least, piece.score());
                most = Math.max(most, piece.score());
            }
        }
        best = most;
        unknownScore = least - UNKNOWN_PENALTY;
    }

    @Override
    public void segment(byte[] text, Sink sink) {
        int size = text.length;
        float[] score = new float[size + 1];
        int[] from = new int[size + 1];
        int[] id = new int[size + 1];
        java.util.Arrays.fill(from, -1);
        for (int at = 0; at < size; ) {
            int character = Math.min(Utf8.length(text[at]), size - at);
            boolean single = false;
            int node = ByteTrie.ROOT;
            for (int end = at + 1; end <= size; end++) {
                node = trie.child(node, text[end - 1]);
                if (node == ByteTrie.NONE) {
                    break;
                }
                int piece = trie.value(node);
                if (piece == ByteTrie.NONE || unused[piece]) {
                    continue;
                }
                int length = end - at;
                double gain = userDefined[piece] ? length * best - 0.1 : scores[piece];
                double candidate = gain + score[at];
                if (from[end] < 0 || candidate > score[end]) {
                    score[end] = (float) candidate;
                    from[end] = at;
                    id[end] = piece;
                }
                single |= length == character;
            }
            if (!single) {
                int end = at + character;
                float candidate = unknownScore + score[at];
                if (from[end] < 0 || candidate > score[end]) {
                    score[end] = candidate;
                    from[end] = at;
                    id[end] = unknownId;
                }
            }
            at += character;
        }
        emit(from, id, size, sink);
    }

    private static void emit(int[] from, int[] id, int size, Sink sink) {
        int count = 0;
        for (int end = size; end > 0; end = from[end]) {
            count++;
        }
        int[] ends = new int[count];
        for (int end = size; end > 0; end = from[end]) {
            ends[--count] = end;
        }
        for (int end : ends) {
            sink.piece(from[end], end, id[end]);
        }
    }
}
