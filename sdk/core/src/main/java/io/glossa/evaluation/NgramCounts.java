package io.glossa.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each n-gram of one length occurs. */
final class NgramCounts {
    private final Map<String, Integer> counts = new HashMap<>();
    private long total;

    /** The n-grams of words. */
    static NgramCounts ofWords(List<String> words, int n) {
        NgramCounts counts = new NgramCounts();
        for (int i = 0; i + n <= words.size(); i++) {
            // Words have no white space inside, so this keeps different n-grams apart.
            counts.add(n == 1 ? words.get(i) : String.join(" ", words.subList(i, i + n)));
        }
        return counts;
    }

    /** The n-grams of characters, which are code points. */
    static NgramCounts ofCharacters(int[] characters, int n) {
        NgramCounts counts = new NgramCounts();
        for (int i = 0; i + n <= characters.length; i++) {
            counts.add(new String(characters, i, n));
        }
        return counts;
    }

    private void add(String ngram) {
        counts.merge(ngram, 1, Integer::sum);
        total++;
    }

    /** Raises every count to that of another text where it is higher there. */
    void raise(NgramCounts other) {
        other.counts.forEach((ngram, count) -> counts.merge(ngram, count, Math::max));
    }

    /** How many n-grams, repetitions included; of raised counts, how many before. */
    long total() {
        return total;
    }

    /** How many of these n-grams another text has as well, each at most as often as it has it. */
    long matches(NgramCounts other) {
        long matches = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            matches += Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0));
        }
        return matches;
    }
}
