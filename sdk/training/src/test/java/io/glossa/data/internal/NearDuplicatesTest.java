package io.glossa.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Against comparing each text with each other one. */
class NearDuplicatesTest {
    private static final String[] WORDS = {"card", "payment", "charged", "twice", "my", "was", "the", "transfer", "日本語", "é😀", "money"};

    private static List<String> texts(long seed, int size) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(List.of("", "a", "ab", "a"));
        while (texts.size() < size) {
            StringBuilder text = new StringBuilder();
            if (random.nextBoolean()) {
                text.append(texts.get(random.nextInt(texts.size())));
                if (text.length() > 0) {
                    text.replace(0, 1, "x");
                }
                text.append(random.nextBoolean() ? "s" : " now");
            } else {
                for (int i = 0; i < 8; i++) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static Set<String> grams(String text) {
        int[] points = text.codePoints().toArray();
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + 3 <= points.length; i++) {
            grams.add(new String(points, i, 3));
        }
        if (grams.isEmpty() && points.length > 0) {
            grams.add(text);
        }
        return grams;
    }

    private static Map<List<Integer>, Double> naive(List<String> texts, double threshold) {
        Map<List<Integer>, Double> pairs = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            for (int j = i + 1; j < texts.size(); j++) {
                Set<String> shared = new HashSet<>(grams(texts.get(i)));
                Set<String> all = new HashSet<>(shared);
                shared.retainAll(grams(texts.get(j)));
                all.addAll(grams(texts.get(j)));
                double similarity = all.isEmpty() ? 0 : (double) shared.size() / all.size();
                if (similarity >= threshold) {
                    pairs.put(List.of(i, j), similarity);
                }
            }
        }
        return pairs;
    }

    @Property(tries = 40)
    void pairs_equalComparingAll(@ForAll long seed) {
        List<String> texts = texts(seed, 120);
        NearDuplicates near = new NearDuplicates(0.8);
        texts.forEach(near::add);
        Map<List<Integer>, Double> expected = naive(texts, 0.8);
        assertThat(expected).isNotEmpty();
        List<NearDuplicates.Pair> pairs = near.pairs();
        assertThat(pairs).hasSameSizeAs(expected.keySet());
        for (NearDuplicates.Pair pair : pairs) {
            assertThat(expected).containsKey(List.of(pair.first(), pair.second()));
            assertThat(pair.similarity()).isEqualTo(expected.get(List.of(pair.first(), pair.second())), within(1e-12));
        }
    }

    /** Thousands of copies of one text must not take thousands squared comparisons; each still has a partner. */
    @Test
    void manyCopies_eachHasAPartner() {
        NearDuplicates near = new NearDuplicates(0.8);
        int copies = 5000;
        for (int i = 0; i < copies; i++) {
            near.add("the same text again and again");
        }
        List<NearDuplicates.Pair> pairs = near.pairs();
        assertThat(pairs).hasSizeBetween(copies - 1, 64 * copies);
        assertThat(pairs.stream().map(NearDuplicates.Pair::second).distinct()).hasSize(copies - 1);
    }
}
