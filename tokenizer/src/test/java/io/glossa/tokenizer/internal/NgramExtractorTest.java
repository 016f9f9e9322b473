package io.glossa.tokenizer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.junit.jupiter.api.Test;

/** Features of texts against the words of their description. */
final class NgramExtractorTest {
    private static final NgramOptions OPTIONS = new NgramOptions(18, 2, 2, 4);

    @Property(tries = 500)
    void hash_isThatOfLucene(@ForAll byte[] bytes, @ForAll int seed) {
        assertThat(Murmur3.hash(bytes, 0, bytes.length, seed))
                .isEqualTo(StringHelper.murmurhash3_x86_32(new BytesRef(bytes), seed));
        if (bytes.length > 2) {
            assertThat(Murmur3.hash(bytes, 1, bytes.length - 1, seed))
                    .isEqualTo(StringHelper.murmurhash3_x86_32(bytes, 1, bytes.length - 2, seed));
        }
    }

    @Property(tries = 200)
    void vector_isThatOfTheDescription(@ForAll List<String> given, @ForAll List<String> pair) {
        List<String> first = given.stream().limit(20).filter(NgramExtractorTest::isUnicode).toList();
        List<String> second = pair.stream().limit(5).filter(NgramExtractorTest::isUnicode).toList();
        NgramExtractor extractor = new NgramExtractor(OPTIONS, text -> List.of());
        Map<Integer, Double> expected = described(first, second);
        NgramVector found = extractor.vector(first, second);
        assertThat(found.buckets()).containsExactly(expected.keySet().stream().mapToInt(b -> b).toArray());
        int i = 0;
        for (double value : expected.values()) {
            assertThat((double) found.values()[i++]).isCloseTo(value, within(1e-6));
        }
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Slow and plain: strings and maps. */
    private static Map<Integer, Double> described(List<String> first, List<String> second) {
        Map<Integer, Integer> words = new TreeMap<>();
        Map<Integer, Integer> characters = new TreeMap<>();
        for (List<String> text : List.of(first, second)) {
            int seed = text == second ? 0x32 : 0;
            for (int i = 0; i < text.size(); i++) {
                for (int n = 1; n <= 2 && i + n <= text.size(); n++) {
                    words.merge(bucket(String.join(" ", text.subList(i, i + n)), 0x776f7264 ^ seed), 1, Integer::sum);
                }
                int[] points = ("\u0002" + text.get(i) + "\u0003").codePoints().toArray();
                for (int from = 0; from < points.length; from++) {
                    for (int n = 2; n <= 4 && from + n <= points.length; n++) {
                        characters.merge(bucket(new String(points, from, n), 0x63686172 ^ seed), 1, Integer::sum);
                    }
                }
            }
        }
        Map<Integer, Double> all = new TreeMap<>();
        for (Map<Integer, Integer> part : List.of(words, characters)) {
            double length = Math.sqrt(part.values().stream().mapToDouble(c -> Math.pow(1 + Math.log(c), 2)).sum());
            part.forEach((bucket, count) -> all.merge(bucket, (1 + Math.log(count)) / length * Math.sqrt(0.5), Double::sum));
        }
        return all;
    }

    private static int bucket(String text, int seed) {
        return StringHelper.murmurhash3_x86_32(new BytesRef(text), seed) & (1 << 18) - 1;
    }

    @Test
    void words_haveTheSignsBetweenThem() {
        try (AnalyzedWords words = AnalyzedWords.open(AnalyzedWords.Kind.STANDARD)) {
            NgramExtractor extractor = new NgramExtractor(OPTIONS, words);
            assertThat(extractor.words(" Win £1,000 NOW!!! Isn't it (good)? ")).containsExactly(
                    "win", "£", "1,000", "now", "!!", "isn't", "it", "(", "good", ")", "?");
            assertThat(extractor.words("")).isEmpty();
            assertThat(extractor.words(" \t\n\u00a0")).isEmpty();
            NgramVector nothing = extractor.vector(List.of(), List.of());
            assertThat(nothing.buckets()).isEmpty();
            assertThat(nothing.values()).isEmpty();
        }
    }

    @Test
    void bucket_isThatOfTheWordAlone() {
        NgramExtractor extractor = new NgramExtractor(new NgramOptions(18, 1, 1, 0), text -> List.of());
        assertThat(extractor.vector(List.of("Wort"), List.of()).buckets()).containsExactly(extractor.bucket("Wort"));
        assertThat(extractor.vector(List.of(), List.of("Wort")).buckets()).containsExactly(extractor.secondBucket("Wort"));
        assertThat(extractor.vector(List.of("Wort"), List.of()).values()).containsExactly(1);
    }

    @Test
    void options_outsideTheirRange_areRefused() {
        List<Runnable> wrong = new ArrayList<>();
        wrong.add(() -> new NgramOptions(7, 1, 1, 0));
        wrong.add(() -> new NgramOptions(25, 1, 1, 0));
        wrong.add(() -> new NgramOptions(18, 0, 1, 0));
        wrong.add(() -> new NgramOptions(18, 1, 3, 2));
        wrong.add(() -> new NgramOptions(18, 1, 0, 2));
        wrong.add(() -> new NgramOptions(18, 1, 1, 9));
        for (Runnable each : wrong) {
            assertThatIllegalArgumentException().isThrownBy(each::run).withMessageContaining("expected").withMessageContaining("found");
        }
    }
}
