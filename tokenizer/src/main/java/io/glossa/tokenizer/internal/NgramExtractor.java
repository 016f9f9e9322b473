package io.glossa.tokenizer.internal;

import io.glossa.text.Word;
import io.glossa.text.WordSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes features of texts: n-grams of words, and of the characters within each word, whose ends are marked. An n-gram's bucket is the
 * MurmurHash3 of its UTF-8 bytes; what it is an n-gram of, and of which text of a pair, is the seed. Words count (1 + ln n) for n
 * occurrences in a bucket, and so do characters; each of the two parts has length √½, so that all has length 1.
 *
 * <p>What lies between words, spaces aside, is a word as well: an analyzer leaves out signs, and signs tell much of a tone. A sign
 * that is repeated counts as two of it.
 *
 * <p>Thread-safe if its splitter is.
 */
public final class NgramExtractor {
    private static final int WORDS = 0x776f7264;
    private static final int CHARACTERS = 0x63686172;
    private static final int SECOND_TEXT = 0x32;
    private static final byte BETWEEN_WORDS = ' ';
    private static final byte WORD_START = 2;
    private static final byte WORD_END = 3;

    private final NgramOptions options;
    private final WordSplitter splitter;

    /** Takes words from a splitter. */
    public NgramExtractor(NgramOptions options, WordSplitter splitter) {
        this.options = options;
        this.splitter = splitter;
    }

    /** Which n-grams. */
    public NgramOptions options() {
        return options;
    }

    /** The words of a text in order, signs between them included. */
    public List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int end = 0;
        for (Word word : splitter.split(text)) {
            addSigns(text, end, word.start(), words);
            words.add(word.text());
            end = Math.max(end, word.end());
        }
        addSigns(text, end, text.length(), words);
        return words;
    }

    private static void addSigns(String text, int from, int to, List<String> words) {
        int i = from;
        while (i < to) {
            int sign = text.codePointAt(i);
            int length = Character.charCount(sign);
            int next = i + length;
            boolean repeated = false;
            while (next < to && text.codePointAt(next) == sign) {
                repeated = true;
                next += length;
            }
            if (!Character.isWhitespace(sign) && !Character.isSpaceChar(sign) && !Character.isISOControl(sign)) {
                String one = Character.toString(sign);
                words.add(repeated ? one + one : one);
            }
            i = next;
        }
    }

    /** The bucket of a single word of the first text. */
    public int bucket(String word) {
        return bucket(word, 0);
    }

    /** The bucket of a single word of the second text of a pair. */
    public int secondBucket(String word) {
        return bucket(word, SECOND_TEXT);
    }

    private int bucket(String word, int seed) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return Murmur3.hash(bytes, 0, bytes.length, WORDS ^ seed) & options.buckets() - 1;
    }

    /**
     * The features of a text or pair.
     *
     * @param first words of the text
     * @param second words of the second text; empty for none
     */
    public NgramVector vector(List<String> first, List<String> second) {
        Buckets words = new Buckets();
        Buckets characters = new Buckets();
        collect(first, 0, words, characters);
        collect(second, SECOND_TEXT, words, characters);
        return NgramParts.merged(words.counted(), characters.counted());
    }

    private void collect(List<String> words, int seed, Buckets wordBuckets, Buckets characterBuckets) {
        int mask = options.buckets() - 1;
        byte[][] bytes = new byte[words.size()][];
        int total = 0;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = words.get(i).getBytes(StandardCharsets.UTF_8);
            total += bytes[i].length + 1;
            if (options.maxCharacters() > 0) {
                characters(bytes[i], CHARACTERS ^ seed, mask, characterBuckets);
            }
        }
        byte[] joined = new byte[total];
        int[] starts = new int[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            System.arraycopy(bytes[i], 0, joined, starts[i], bytes[i].length);
            starts[i + 1] = starts[i] + bytes[i].length + 1;
            joined[starts[i + 1] - 1] = BETWEEN_WORDS;
        }
        for (int n = 1; n <= options.words(); n++) {
            for (int i = 0; i + n <= bytes.length; i++) {
                wordBuckets.add(Murmur3.hash(joined, starts[i], starts[i + n] - 1, WORDS ^ seed) & mask);
            }
        }
    }

    private void characters(byte[] word, int seed, int mask, Buckets buckets) {
        byte[] marked = new byte[word.length + 2];
        marked[0] = WORD_START;
        System.arraycopy(word, 0, marked, 1, word.length);
        marked[word.length + 1] = WORD_END;
        int[] starts = new int[marked.length + 1];
        int count = 0;
        for (int i = 0; i < marked.length; i++) {
            if ((marked[i] & 0xc0) != 0x80) {
                starts[count++] = i;
            }
        }
        starts[count] = marked.length;
        for (int n = options.minCharacters(); n <= options.maxCharacters(); n++) {
            for (int i = 0; i + n <= count; i++) {
                buckets.add(Murmur3.hash(marked, starts[i], starts[i + n], seed) & mask);
            }
        }
    }

    /** Buckets as they come, then counted. */
    private static final class Buckets {
        private int[] all = new int[64];
        private int size;

        void add(int bucket) {
            if (size == all.length) {
                all = Arrays.copyOf(all, 2 * size);
            }
            all[size++] = bucket;
        }

        NgramVector counted() {
            Arrays.sort(all, 0, size);
            int[] buckets = new int[size];
            float[] values = new float[size];
            int distinct = 0;
            for (int i = 0; i < size;) {
                int next = i + 1;
                while (next < size && all[next] == all[i]) {
                    next++;
                }
                buckets[distinct] = all[i];
                values[distinct++] = (float) (1 + Math.log(next - i));
                i = next;
            }
            return new NgramVector(Arrays.copyOf(buckets, distinct), Arrays.copyOf(values, distinct));
        }
    }
}
