package io.glossa.training.internal.student;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which word pieces a student keeps. A word is cut into pieces from its beginning, the longest known one first, so a text of which all
 * pieces are kept is encoded as before. Any other word is cut into shorter pieces, down to single characters, all of which are kept; and
 * all pieces with a character that is no piece by itself are. Characters that the tokenizer makes a word of their own, such as Chinese ones and
 * punctuation, have no piece inside a word to keep.
 */
final class PieceChoice {
    private PieceChoice() {}

    /**
     * Chooses.
     *
     * @param pieces all pieces with their ids
     * @param prefix what pieces inside a word begin with
     * @param special ids that are kept in any case
     * @param counts how often each id occurs
     * @param least how often a piece has to occur
     * @param inside whether a character can stand inside a word, behind another
     * @return ids that are kept, ascending
     */
    static int[] keep(Map<String, Integer> pieces, String prefix, Set<Integer> special, long[] counts, long least,
            Predicate<String> inside) {
        Set<Integer> kept = new HashSet<>(special);
        pieces.forEach((piece, id) -> {
            if (id < counts.length && counts[id] >= least || !spelled(piece, prefix, pieces, inside)) {
                kept.add(id);
            }
        });
        int[] ids = kept.stream().mapToInt(id -> id).toArray();
        Arrays.sort(ids);
        return ids;
    }

    /** Whether pieces of one character each stand for a piece, or it is for a character that has no place inside a word. */
    private static boolean spelled(String piece, String prefix, Map<String, Integer> pieces, Predicate<String> inside) {
        boolean continuing = piece.startsWith(prefix) && piece.length() > prefix.length();
        int[] characters = (continuing ? piece.substring(prefix.length()) : piece).codePoints().toArray();
        if (characters.length < 2) {
            return continuing && !inside.test(Character.toString(characters[0]));
        }
        for (int i = 0; i < characters.length; i++) {
            String character = Character.toString(characters[i]);
            if (!pieces.containsKey(i > 0 || continuing ? prefix + character : character)) {
                return false;
            }
        }
        return true;
    }
}
