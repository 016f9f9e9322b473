package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Piece;
import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding as SentencePiece does it: neighbours merge, the pair of the best score first and the leftmost of equals. Pieces that
 * are not used any more are taken apart again.
 */
final class BpeSegmenter implements Segmenter {
    private final ByteTrie trie;
    private final ByteTrie fixed;
    private final float[] scores;
    private final boolean[] unused;
    private final int unknownId;

    BpeSegmenter(List<Piece> pieces, ByteTrie trie, ByteTrie fixed, int unknownId) {
        this.trie = trie;
        this.fixed = fixed;
        this.unknownId = unknownId;
        scores = new float[pieces.size()];
        unused = new boolean[pieces.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pieces.get(i).score();
            unused[i] = pieces.get(i).type() == Type.UNUSED;
        }
    }

    private record Pair(int left, int right, float score, int size) {}

    @Override
    public void segment(byte[] text, Sink sink) {
        new Run(text).run(sink);
    }

    /** One text on its way; symbols are linked by their numbers, and one that was merged away has the length 0. */
    private final class Run {
        private final byte[] text;
        private final int[] start;
        private final int[] length;
        private final int[] previous;
        private final int[] next;
        private final boolean[] frozen;
        private final int count;
        private final PriorityQueue<Pair> agenda = new PriorityQueue<>((a, b) -> a.score != b.score
                ? Float.compare(b.score, a.score) : Integer.compare(a.left, b.left));
        private final Map<Long, Integer> takenApart = new HashMap<>();

        Run(byte[] text) {
            this.text = text;
            start = new int[text.length];
            length = new int[text.length];
            previous = new int[text.length];
            next = new int[text.length];
            frozen = new boolean[text.length];
            int symbols = 0;
            for (int at = 0; at < text.length; symbols++) {
                int keep = fixed.longest(text, at);
                frozen[symbols] = keep > 0;
                start[symbols] = at;
                length[symbols] = keep > 0 ? keep : Math.min(Utf8.length(text[at]), text.length - at);
                previous[symbols] = symbols - 1;
                next[symbols] = symbols + 1;
                at += length[symbols];
            }
            count = symbols;
            if (count > 0) {
                next[count - 1] = -1;
            }
        }

        void run(Sink sink) {
            for (int i = 1; i < count; i++) {
                offer(i - 1, i);
            }
            while (!agenda.isEmpty()) {
                Pair pair = agenda.poll();
                if (length[pair.left] == 0 || length[pair.right] == 0 || length[pair.left] + length[pair.right] != pair.size) {
                    continue;
                }
                length[pair.left] = pair.size;
                length[pair.right] = 0;
                next[pair.left] = next[pair.right];
                if (next[pair.right] >= 0) {
                    previous[next[pair.right]] = pair.left;
                }
                offer(previous[pair.left], pair.left);
                offer(pair.left, next[pair.left]);
            }
            for (int i = count == 0 ? -1 : 0; i >= 0; i = next[i]) {
                emit(start[i], start[i] + length[i], sink);
            }
        }

        private void offer(int left, int right) {
            if (left < 0 || right < 0 || frozen[left] || frozen[right]) {
                return;
            }
            int size = length[left] + length[right];
            int id = find(start[left], start[left] + size);
            if (id == ByteTrie.NONE) {
                return;
            }
            agenda.add(new Pair(left, right, scores[id], size));
            if (unused[id]) {
                takenApart.put(key(start[left], start[left] + size), start[right]);
            }
        }

        private void emit(int from, int to, Sink sink) {
            Deque<int[]> open = new ArrayDeque<>();
            open.push(new int[] {from, to});
            while (!open.isEmpty()) {
                int[] part = open.pop();
                int id = find(part[0], part[1]);
                Integer middle = id != ByteTrie.NONE && unused[id] ? takenApart.get(key(part[0], part[1])) : null;
                if (middle == null) {
                    sink.piece(part[0], part[1], id == ByteTrie.NONE ? unknownId : id);
                } else {
                    open.push(new int[] {middle, part[1]});
                    open.push(new int[] {part[0], middle});
                }
            }
        }

        private int find(int from, int to) {
            int node = ByteTrie.ROOT;
            for (int i = from; i < to && node != ByteTrie.NONE; i++) {
                node = trie.child(node, text[i]);
            }
            return node == ByteTrie.NONE ? ByteTrie.NONE : trie.value(node);
        }

        private static long key(int from, int to) {
            return (long) from << 32 | to;
        }
    }
}
