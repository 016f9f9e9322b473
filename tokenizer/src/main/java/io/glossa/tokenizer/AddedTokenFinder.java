package io.glossa.tokenizer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in a run of code points: leftmost first, of those the longest, none overlapping. Immutable,
 * thread-safe.
 */
final class AddedTokenFinder {
    /** What lies between two added tokens, and the tokens themselves, in order. */
    interface Visitor {
        void text(int from, int to);

        void token(int id, int from, int to);
    }

    private final CharacterTable table = CharacterTable.get();
    private final SymbolTrie trie = new SymbolTrie();
    private final AddedToken[] tokens;
    private final int[] ids;

    /**
     * Makes a finder.
     *
     * @param tokens the tokens to look for
     * @param patterns what each looks like in the text, not empty
     * @param vocabulary gives the ids
     */
    AddedTokenFinder(List<AddedToken> tokens, List<String> patterns, Vocabulary vocabulary) {
        this.tokens = tokens.toArray(new AddedToken[0]);
        this.ids = new int[this.tokens.length];
        for (int i = 0; i < this.tokens.length; i++) {
            Integer id = vocabulary.idOf(this.tokens[i].content());
            ids[i] = id == null ? -1 : id;
            trie.add(patterns.get(i), i);
        }
        trie.freeze();
    }

    /** Walks over all of {@code [from, to)}. */
    void find(Symbols symbols, int from, int to, Visitor visitor) {
        int done = from;
        int at = from;
        while (at < to && !trie.isEmpty()) {
            int[] hit = longest(symbols, at, to);
            if (hit == null) {
                break;
            }
            int start = hit[0];
            int stop = hit[1];
            at = stop;
            AddedToken token = tokens[hit[2]];
            if (token.singleWord() && (touchesWord(symbols, start - 1, from, to) || touchesWord(symbols, stop, from, to))) {
                continue;
            }
            if (token.lstrip()) {
                while (start > from && isSpace(symbols.points[start - 1])) {
                    start--;
                }
                start = Math.max(start, done);
            }
            if (token.rstrip()) {
                while (stop < to && isSpace(symbols.points[stop])) {
                    stop++;
                }
            }
            if (done < start) {
                visitor.text(done, start);
            }
            visitor.token(ids[hit[2]], start, stop);
            done = stop;
        }
        if (done < to) {
            visitor.text(done, to);
        }
    }

    /** Start, end and number of the next match at or after a place. */
    private int @Nullable [] longest(Symbols symbols, int from, int to) {
        int[] points = symbols.points;
        for (int start = from; start < to; start++) {
            int state = trie.next(SymbolTrie.ROOT, points[start]);
            int found = SymbolTrie.NONE;
            int stop = start;
            for (int i = start + 1; state != SymbolTrie.NONE; i++) {
                if (trie.value(state) != SymbolTrie.NONE) {
                    found = trie.value(state);
                    stop = i;
                }
                state = i < to ? trie.next(state, points[i]) : SymbolTrie.NONE;
            }
            if (found != SymbolTrie.NONE) {
                return new int[] {start, stop, found};
            }
        }
        return null;
    }

    private boolean touchesWord(Symbols symbols, int at, int from, int to) {
        return at >= from && at < to && (table.flags(symbols.points[at]) & CharacterTable.WORD) != 0;
    }

    private boolean isSpace(int point) {
        return (table.flags(point) & CharacterTable.SPACE) != 0;
    }
}
