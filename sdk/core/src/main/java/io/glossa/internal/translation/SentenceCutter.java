package io.glossa.internal.translation;

import io.glossa.text.TextSpan;
import io.glossa.text.internal.Boundaries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts a sentence that does not fit into pieces that do: after a stop, a comma, before a conjunction, at a space, between words
 * of a script without spaces, between characters; whatever comes first in this order and leaves no piece too short. What is
 * protected is never cut. All characters but white space are in exactly one piece.
 *
 * <p>How long a piece may be is found by trying, from the length of the piece before, so that time grows with the length
 * of the sentence. For one sentence and one thread.
 */
final class SentenceCutter {
    private static final int FIRST_TRY = 256;
    /** Marks without end on one letter are cut too. */
    private static final int LONGEST_CHARACTER = 64;

    private final SourceText source;
    private final String text;
    private final int start;
    private final int end;
    private final Clauses clauses;
    private final Predicate<String> fits;
    private final BitSet characters;
    private final BitSet words;

    SentenceCutter(SourceText source, int start, int end, Clauses clauses, Predicate<String> fits) {
        this.source = source;
        this.text = source.text();
        this.start = start;
        this.end = end;
        this.clauses = clauses;
        this.fits = fits;
        String sentence = text.substring(start, end);
        this.characters = Boundaries.characters(sentence);
        this.words = Boundaries.words(sentence);
    }

    /** The pieces in order, without white space at their ends. */
    List<TextSpan> pieces() {
        List<TextSpan> pieces = new ArrayList<>();
        int at = start;
        int length = FIRST_TRY;
        while (at < end) {
            int reach = reach(at, length);
            int cut = reach == end ? end : best(at, reach);
            if (cut < reach && !fits(at, cut)) {
                // A shorter piece can have more tokens than a longer one.
                cut = reach;
            }
            pieces.add(new TextSpan(at, Characters.trimEnd(text, at, cut)));
            length = Math.max(2, reach - at);
            at = Characters.skipSpaces(text, cut, end);
        }
        return pieces;
    }

    private boolean fits(int from, int to) {
        return fits.test(source.outline(from, Characters.trimEnd(text, from, to)));
    }

    /** How far a piece can reach that begins here; if nothing fits, the end of the first character or protected stretch. */
    private int reach(int at, int length) {
        int best = at;
        int low = at;
        int high = -1;
        for (long size = length; high < 0; size *= 2) {
            int raw = (int) Math.min(end, at + size);
            int reach = cuttable(raw);
            if (reach > best && !fits(at, reach)) {
                high = raw;
            } else {
                low = raw;
                best = Math.max(best, reach);
                if (raw == end) {
                    return end;
                }
            }
        }
        while (high - low > 1 + (best - at) / 32) {
            int middle = (low + high) >>> 1;
            int reach = cuttable(middle);
            if (reach <= best || fits(at, reach)) {
                best = Math.max(best, reach);
                low = middle;
            } else {
                high = middle;
            }
        }
        return best > at ? best : first(at);
    }

    /** The last place at or before an index where a cut does no harm; may lie before where the piece begins. */
    private int cuttable(int index) {
        int free = Math.max(start, source.before(index));
        int character = start + characters.previousSetBit(free - start);
        if (free - character < LONGEST_CHARACTER) {
            return source.before(character);
        }
        boolean within = free < end && Character.isSurrogatePair(text.charAt(free - 1), text.charAt(free));
        return within ? free - 1 : free;
    }

    private int first(int at) {
        for (int i = at + 1; i < end; i++) {
            int reach = cuttable(i);
            if (reach > at) {
                return reach;
            }
        }
        return end;
    }

    private int best(int at, int reach) {
        int[] last = new int[Clauses.STOP + 1];
        int third = at + (reach - at) / 3;
        boolean any = false;
        for (int i = reach; i > at && last[Clauses.STOP] == 0 && !(any && i < third); i--) {
            int rank = clauses.rank(text, i);
            if (rank > Clauses.SPACE && i < third) {
                rank = Clauses.SPACE;
            }
            if (rank > Clauses.NONE && last[rank] == 0 && source.before(i) == i) {
                last[rank] = i;
                any = true;
            }
        }
        for (int rank = Clauses.STOP; rank > Clauses.NONE; rank--) {
            if (last[rank] > 0) {
                return last[rank];
            }
        }
        int word = start + words.previousSetBit(reach - start);
        return word > at + (reach - at) / 2 && cuttable(word) == word ? word : reach;
    }
}
