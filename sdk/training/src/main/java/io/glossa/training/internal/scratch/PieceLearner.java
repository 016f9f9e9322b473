package io.glossa.training.internal.scratch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns pieces of words: characters to begin with, then again and again the two neighbours that occur most often, joined (byte pair
 * encoding, Sennrich et al. 2016). Pieces inside a word begin with {@code ##}, as WordPiece wants them. Of pairs that are as frequent the
 * first in the order of their texts is taken, so the same words give the same pieces. Not thread-safe.
 */
final class PieceLearner {
    static final String INSIDE = "##";
    /** A pair that is rarer is not joined. */
    private static final long RAREST_PAIR = 3;
    /** A character that is rarer is unknown. */
    private static final long RAREST_CHARACTER = 2;
    private static final int MOST_CHARACTERS = 6000;

    private final Map<String, Long> counts;
    private final List<List<String>> words = new ArrayList<>();
    private final List<Long> wordCounts = new ArrayList<>();
    private final Map<Pair, Place> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Comparator.comparingLong((Candidate c) -> -c.count)
            .thenComparing(c -> c.pair.left).thenComparing(c -> c.pair.right));

    private record Pair(String left, String right) {
        String joined() {
            return left + right.substring(INSIDE.length());
        }
    }

    private record Candidate(Pair pair, long count) {}

    /** How often a pair occurs, and in which words it may. */
    private static final class Place {
        private long count;
        private final Set<Integer> words = new HashSet<>();
    }

    PieceLearner(Map<String, Long> counts) {
        this.counts = new TreeMap<>(counts);
    }

    /** At most so many pieces, in a fixed order: characters, the most frequent first, then joined ones as they were found. */
    List<String> learn(int most) {
        Set<String> pieces = new LinkedHashSet<>(characters(Math.min(most, MOST_CHARACTERS)));
        split(pieces);
        while (pieces.size() < most && !queue.isEmpty()) {
            Candidate best = queue.poll();
            long now = pairs.get(best.pair).count;
            if (now != best.count) {
                if (now >= RAREST_PAIR) {
                    queue.add(new Candidate(best.pair, now));
                }
                continue;
            }
            pieces.add(best.pair.joined());
            join(best.pair);
        }
        return List.copyOf(pieces);
    }

    private List<String> characters(int most) {
        Map<String, Long> found = new TreeMap<>();
        counts.forEach((word, count) -> pieces(word).forEach(piece -> found.merge(piece, count, Long::sum)));
        return found.entrySet().stream().filter(entry -> entry.getValue() >= RAREST_CHARACTER)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(most).map(Map.Entry::getKey).toList();
    }

    private static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        word.codePoints().forEach(c -> pieces.add((pieces.isEmpty() ? "" : INSIDE) + Character.toString(c)));
        return pieces;
    }

    private void split(Set<String> known) {
        counts.forEach((word, count) -> {
            List<String> pieces = pieces(word);
            if (pieces.size() > 1 && known.containsAll(pieces)) {
                words.add(pieces);
                wordCounts.add(count);
                count(words.size() - 1, 1);
            }
        });
        pairs.forEach((pair, place) -> offer(pair, place.count));
    }

    private void offer(Pair pair, long count) {
        if (count >= RAREST_PAIR) {
            queue.add(new Candidate(pair, count));
        }
    }

    private void count(int word, int sign) {
        List<String> pieces = words.get(word);
        for (int i = 1; i < pieces.size(); i++) {
            Place place = pairs.computeIfAbsent(new Pair(pieces.get(i - 1), pieces.get(i)), p -> new Place());
            place.count += sign * wordCounts.get(word);
            place.words.add(word);
        }
    }

    private void join(Pair pair) {
        Set<Pair> changed = new HashSet<>();
        for (int word : List.copyOf(pairs.get(pair).words)) {
            List<String> old = words.get(word);
            List<String> joined = new ArrayList<>(old.size());
            for (int i = 0; i < old.size(); i++) {
                boolean here = i + 1 < old.size() && old.get(i).equals(pair.left) && old.get(i + 1).equals(pair.right);
                joined.add(here ? pair.joined() : old.get(i));
                i += here ? 1 : 0;
            }
            if (joined.size() == old.size()) {
                continue;
            }
            count(word, -1);
            words.set(word, joined);
            count(word, 1);
            for (int i = 1; i < joined.size(); i++) {
                changed.add(new Pair(joined.get(i - 1), joined.get(i)));
            }
        }
        // Counts that fell are noticed when their turn comes; those that grew must be offered anew.
        changed.forEach(grown -> offer(grown, pairs.get(grown).count));
    }
}
