package io.glossa.data.internal;

import io.glossa.training.internal.linear.SparseFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is made of, for any language: words, pairs of words, and sequences of three and four characters inside words, hashed to
 * {@value #COLUMNS} features (Weinberger et al., <i>Feature Hashing for Large Scale Multitask Learning</i>, ICML 2009, without signs),
 * weighted by 1 + log of their count and by inverse document frequency, each text of length 1. A character of a script without spaces
 * is a word.
 */
public final class HashedNgrams {
    private static final int COLUMNS = 1 << 17;
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+|[^\\s\\p{L}\\p{M}\\p{N}]");

    private HashedNgrams() {}

    /**
     * Features of texts.
     *
     * @param texts texts, normalized or not; both of a pair in one
     */
    public static SparseFeatures of(List<String> texts) {
        List<Map<Integer, Integer>> counts = new ArrayList<>(texts.size());
        int[] documents = new int[COLUMNS];
        for (String text : texts) {
            Map<Integer, Integer> count = counts(text);
            count.keySet().forEach(column -> documents[column]++);
            counts.add(count);
        }
        SparseFeatures.Builder features = SparseFeatures.builder(COLUMNS);
        for (Map<Integer, Integer> count : counts) {
            int[] indices = count.keySet().stream().mapToInt(Integer::intValue).toArray();
            float[] values = new float[indices.length];
            double squares = 0;
            for (int i = 0; i < indices.length; i++) {
                double weight = (1 + Math.log(count.get(indices[i]))) * (1 + Math.log((1.0 + texts.size()) / (1 + documents[indices[i]])));
                values[i] = (float) weight;
                squares += weight * weight;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] /= (float) Math.sqrt(squares);
            }
            features.add(indices, values);
        }
        return features.build();
    }

    private static Map<Integer, Integer> counts(String text) {
        Map<Integer, Integer> counts = new TreeMap<>();
        Matcher words = WORD.matcher(text.toLowerCase(java.util.Locale.ROOT));
        String before = "";
        while (words.find()) {
            String word = words.group();
            add(counts, "w" + word);
            add(counts, "p" + before + " " + word);
            before = word;
            int[] points = ("<" + word + ">").codePoints().toArray();
            for (int size = 3; size <= 4; size++) {
                for (int i = 0; i + size <= points.length; i++) {
                    add(counts, "c" + new String(points, i, size));
                }
            }
        }
        return counts;
    }

    private static void add(Map<Integer, Integer> counts, String gram) {
        int hash = gram.hashCode() * 0x9E3779B9;
        counts.merge((hash ^ hash >>> 15) >>> 3 & COLUMNS - 1, 1, Integer::sum);
    }
}
