package io.glossa.data.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Pairs of texts that are nearly the same: of their sets of three neighbouring characters, the share that both have (Jaccard) reaches a
 * threshold. Candidates come from MinHash signatures in bands (Broder, <i>On the resemblance and containment of documents</i>, 1997;
 * bands after Indyk and Motwani, STOC 1998), and each is then compared exactly: what is found is true, and of pairs at 0.8 about one in
 * 20,000,000 is missed. A set that shares its band with many others is compared with the last {@value #MOST_COMPARED} of them. Not
 * thread-safe.
 */
public final class NearDuplicates {
    private static final int GRAM = 3;
    private static final int BANDS = 32;
    private static final int ROWS = 4;
    private static final int MOST_COMPARED = 64;
    private static final long SEED = 20070117L;

    private final double threshold;
    private final long[] factors = new long[BANDS * ROWS];
    private final long[] offsets = new long[BANDS * ROWS];
    private final List<int[]> sets = new ArrayList<>();
    private final List<long[]> keys = new ArrayList<>();

    /**
     * Two texts that are nearly the same.
     *
     * @param first number of the text that was added first
     * @param second number of the other
     * @param similarity shared part of their three-character sequences, to 1
     */
    public record Pair(int first, int second, double similarity) {}

    /** @param threshold the least similarity, above 0 and up to 1 */
    public NearDuplicates(double threshold) {
        this.threshold = threshold;
        Random random = new Random(SEED);
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextLong() | 1;
            offsets[i] = random.nextLong();
        }
    }

    /** Adds a text; its number is how many were added before. */
    public void add(String text) {
        int[] set = grams(text);
        sets.add(set);
        int[] signature = signature(set);
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            for (int row = 0; row < ROWS; row++) {
                bands[band] = bands[band] * 0x9E3779B97F4A7C15L + signature[band * ROWS + row];
            }
        }
        keys.add(bands);
    }

    /** The pairs among the texts so far, by the second text, then by the first. */
    public List<Pair> pairs() {
        Map<Long, Pair> pairs = new TreeMap<>();
        Integer[] order = IntStream.range(0, sets.size()).filter(i -> sets.get(i).length > 0).boxed().toArray(Integer[]::new);
        for (int band = 0; band < BANDS; band++) {
            int at = band;
            Arrays.sort(order, Comparator.<Integer>comparingLong(i -> keys.get(i)[at]).thenComparing(Comparator.naturalOrder()));
            int start = 0;
            for (int i = 1; i < order.length; i++) {
                if (keys.get(order[i])[band] != keys.get(order[start])[band]) {
                    start = i;
                }
                for (int j = Math.max(start, i - MOST_COMPARED); j < i; j++) {
                    compare(order[j], order[i], pairs);
                }
            }
        }
        return List.copyOf(pairs.values());
    }

    private void compare(int first, int second, Map<Long, Pair> pairs) {
        long key = (long) second << 32 | first;
        if (!pairs.containsKey(key)) {
            double similarity = similarity(sets.get(first), sets.get(second));
            if (similarity >= threshold) {
                pairs.put(key, new Pair(first, second, similarity));
            }
        }
    }

    private int[] signature(int[] set) {
        int[] least = new int[factors.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int gram : set) {
            for (int i = 0; i < least.length; i++) {
                int hash = (int) ((factors[i] * mixed(gram) + offsets[i]) >>> 32);
                if (hash < least[i]) {
                    least[i] = hash;
                }
            }
        }
        return least;
    }

    private static long mixed(int gram) {
        long mixed = gram * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }

    /** Hashes of the sequences of three code points, sorted, each once; of a shorter text, the hash of all of it. */
    private static int[] grams(String text) {
        int[] points = text.codePoints().toArray();
        if (points.length == 0) {
            return points;
        }
        int[] grams = new int[Math.max(1, points.length - GRAM + 1)];
        for (int i = 0; i < grams.length; i++) {
            int hash = 17;
            for (int j = i; j < Math.min(points.length, i + GRAM); j++) {
                hash = (hash ^ points[j]) * 0x01000193 + points[j];
            }
            grams[i] = hash;
        }
        return Arrays.stream(grams).sorted().distinct().toArray();
    }

    /** Shared elements of two sorted sets by all elements. */
    private static double similarity(int[] a, int[] b) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) shared / (a.length + b.length - shared);
    }
}
