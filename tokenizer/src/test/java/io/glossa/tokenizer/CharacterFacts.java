package io.glossa.tokenizer;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Asks the Hugging Face library about every code point and writes the answers in the form of {@code characters.txt}. Its
 * {@code main} makes the resource anew after an update of the library; {@link CharacterTableTest} compares.
 */
final class CharacterFacts {
    private static final String BERT = "{\"type\":\"BertNormalizer\",\"clean_text\":%b,\"handle_chinese_chars\":%b,"
            + "\"strip_accents\":%b,\"lowercase\":%b}";
    private static final String NONE = "null";
    private static final String NFD = "{\"type\":\"NFD\"}";
    private static final int TOKEN = 256;

    private final BitSet drop = new BitSet();
    private final BitSet space = new BitSet();
    private final BitSet punctuation = new BitSet();
    private final BitSet mark = new BitSet();
    private final BitSet chinese = new BitSet();
    private final BitSet word = new BitSet();
    private final BitSet stripped = new BitSet();
    private final Map<Integer, String> lower = new TreeMap<>();
    private final Map<Integer, String> decomposition = new TreeMap<>();
    private final Map<Integer, Integer> classes = new TreeMap<>();

    private CharacterFacts() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), collect());
    }

    /** The text of the resource. */
    static String collect() {
        CharacterFacts facts = new CharacterFacts();
        facts.normalizers();
        facts.words();
        facts.added();
        facts.classes();
        return facts.write();
    }

    private static IntPredicate scalar() {
        return point -> point < 0xD800 || point > 0xDFFF;
    }

    /** Calls the library with the code points, many in one text. */
    private interface Asker {
        void ask(int[] points);
    }

    private static void inChunks(Asker asker) {
        int[] all = IntStream.range(0, 0x110000).filter(scalar()).filter(p -> p != '|').toArray();
        for (int from = 0; from < all.length; from += 2048) {
            asker.ask(Arrays.copyOfRange(all, from, Math.min(all.length, from + 2048)));
        }
    }

    private void normalizers() {
        each(String.format(Locale.ROOT, BERT, true, false, false, false), (point, result) -> {
            drop.set(point, result.isEmpty());
        });
        each(String.format(Locale.ROOT, BERT, false, true, false, false),
                (point, result) -> chinese.set(point, result.length() > 2 && result.startsWith(" ")));
        each(String.format(Locale.ROOT, BERT, false, false, false, true), (point, result) -> {
            if (!result.equals(Character.toString(point))) {
                lower.put(point, result);
            }
        });
        each(NFD, (point, result) -> {
            if (!result.equals(Character.toString(point)) && !(point >= 0xAC00 && point < 0xAC00 + 11172)) {
                decomposition.put(point, result);
            }
        });
        each(String.format(Locale.ROOT, BERT, false, false, true, false),
                (point, result) -> mark.set(point, result.isEmpty() && !decomposition.containsKey(point)));
    }

    private interface Answer {
        void take(int point, String result);
    }

    private static void each(String normalizer, Answer answer) {
        try (Probe probe = new Probe(normalizer, NONE, NONE)) {
            inChunks(points -> {
                StringBuilder text = new StringBuilder();
                for (int point : points) {
                    text.appendCodePoint(point).append('|');
                }
                String result = probe.text(text.toString());
                int at = 0;
                for (int point : points) {
                    int end = result.indexOf('|', at);
                    answer.take(point, result.substring(at, end));
                    at = end + 1;
                }
            });
        }
    }

    /** How BERT's pre-tokeniser sees a character between two letters. */
    private void words() {
        try (Probe probe = new Probe(NONE, "{\"type\":\"BertPreTokenizer\"}", NONE)) {
            inChunks(points -> {
                StringBuilder text = new StringBuilder();
                for (int point : points) {
                    text.append('a').appendCodePoint(point).append("b ");
                }
                long[][] result = probe.idsAndWords(text.toString());
                int at = 0;
                for (int point : points) {
                    int length = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
                    if (result[0][at + 1] == 'b' && result[1][at + 1] != result[1][at]
                            && (point != 'b' || result[0].length <= at + 2 || result[1][at + 2] != result[1][at + 1])) {
                        space.set(point);
                        at += 2;
                    } else {
                        punctuation.set(point, result[1][at + 1] != result[1][at]);
                        at += length + 2;
                    }
                }
            });
        }
        punctuation.set('|');
    }

    /** What counts as a word character beside a single-word token, and as white space beside a stripping one. */
    private void added() {
        String token = "[{\"id\":256,\"content\":\"xy\",\"single_word\":%b,\"lstrip\":%b,\"rstrip\":false,"
                + "\"normalized\":false,\"special\":false}]";
        try (Probe single = new Probe(NONE, NONE, String.format(Locale.ROOT, token, true, false));
                Probe strip = new Probe(NONE, NONE, String.format(Locale.ROOT, token, false, true))) {
            inChunks(points -> {
                StringBuilder text = new StringBuilder();
                StringBuilder other = new StringBuilder();
                for (int point : points) {
                    text.append("xy").appendCodePoint(point).append(" ");
                    other.append("a").appendCodePoint(point).append("xy");
                }
                long[] ids = single.idsAndWords(text.toString())[0];
                long[] more = strip.idsAndWords(other.toString())[0];
                int at = 0;
                int and = 0;
                for (int point : points) {
                    int length = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
                    word.set(point, ids[at] != TOKEN);
                    at += (ids[at] == TOKEN ? 1 : 2) + length + 1;
                    stripped.set(point, more[and + 1] == TOKEN);
                    and += more[and + 1] == TOKEN ? 2 : length + 2;
                }
            });
        }
        if (!stripped.equals(space)) {
            throw new IllegalStateException("white space differs between pre-tokeniser and added tokens");
        }
    }

    /** Combining classes as ranks: only their order matters. */
    private void classes() {
        try (Probe probe = new Probe(NFD, NONE, NONE)) {
            List<Integer> combining = new ArrayList<>();
            inChunks(points -> {
                StringBuilder text = new StringBuilder();
                for (int point : points) {
                    text.append("a\u0301").appendCodePoint(point).append("|a").appendCodePoint(point).append("\u0334|");
                }
                String[] results = probe.text(text.toString()).split("\\|");
                for (int i = 0; i < points.length; i++) {
                    String c = Character.toString(points[i]);
                    boolean moved = results[2 * i].equals("a" + c + "\u0301") && points[i] != 0x301
                            || results[2 * i + 1].equals("a\u0334" + c) && points[i] != 0x334;
                    if (moved) {
                        combining.add(points[i]);
                    }
                }
            });
            List<List<Integer>> ranks = new ArrayList<>();
            for (int point : combining) {
                rank(probe, ranks, point);
            }
            for (int i = 0; i < ranks.size(); i++) {
                for (int point : ranks.get(i)) {
                    classes.put(point, i + 1);
                }
            }
        }
    }

    private static void rank(Probe probe, List<List<Integer>> ranks, int point) {
        for (int i = 0; i < ranks.size(); i++) {
            int other = ranks.get(i).get(0);
            boolean after = swaps(probe, point, other);
            boolean before = swaps(probe, other, point);
            if (!after && !before) {
                ranks.get(i).add(point);
                return;
            }
            if (before) {
                ranks.add(i, new ArrayList<>(List.of(point)));
                return;
            }
        }
        ranks.add(new ArrayList<>(List.of(point)));
    }

    private static boolean swaps(Probe probe, int first, int second) {
        String a = Character.toString(first);
        String b = Character.toString(second);
        return probe.text("a" + a + b).equals("a" + b + a);
    }

    private String write() {
        StringBuilder out = new StringBuilder("# What the Hugging Face tokenizers library does with each code point. "
                + "Generated by CharacterFacts; do not edit.\n");
        section(out, "drop", drop);
        section(out, "space", space);
        section(out, "punctuation", punctuation);
        section(out, "mark", mark);
        section(out, "chinese", chinese);
        section(out, "word", word);
        map(out, "lower", lower);
        map(out, "decomposition", decomposition);
        List<String> entries = new ArrayList<>();
        Integer[] points = classes.keySet().toArray(new Integer[0]);
        for (int i = 0, j; i < points.length; i = j) {
            j = i + 1;
            while (j < points.length && points[j] == points[j - 1] + 1
                    && classes.get(points[j]).equals(classes.get(points[i]))) {
                j++;
            }
            entries.add(range(points[i], points[j - 1]) + ":" + classes.get(points[i]));
        }
        lines(out, "class", entries);
        return out.toString();
    }

    private static void section(StringBuilder out, String name, BitSet points) {
        List<String> entries = new ArrayList<>();
        for (int from = points.nextSetBit(0); from >= 0; ) {
            int to = points.nextClearBit(from);
            entries.add(range(from, to - 1));
            from = points.nextSetBit(to);
        }
        lines(out, name, entries);
    }

    private static void map(StringBuilder out, String name, Map<Integer, String> map) {
        List<String> entries = new ArrayList<>();
        map.forEach((point, result) -> entries.add(Integer.toHexString(point) + "="
                + String.join("+", result.codePoints().mapToObj(Integer::toHexString).toList())));
        lines(out, name, entries);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toHexString(first) : Integer.toHexString(first) + "-" + Integer.toHexString(last);
    }

    private static void lines(StringBuilder out, String name, List<String> entries) {
        out.append('[').append(name).append("]\n");
        StringBuilder line = new StringBuilder();
        for (String entry : entries) {
            if (line.length() + entry.length() > 118) {
                out.append(line.toString().strip()).append('\n');
                line.setLength(0);
            }
            line.append(entry).append(' ');
        }
        out.append(line.toString().strip()).append('\n');
    }

    /** A tokenizer of the library whose tokens are bytes. */
    private static final class Probe implements AutoCloseable {
        private final long handle;

        private Probe(String normalizer, String preTokenizer, String added) {
            String bytes = "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":false,\"use_regex\":false}";
            String pre = preTokenizer.equals(NONE) ? bytes
                    : "{\"type\":\"Sequence\",\"pretokenizers\":[" + preTokenizer + "," + bytes + "]}";
            StringBuilder vocab = new StringBuilder();
            int next = 0x100;
            for (int value = 0; value < 256; value++) {
                boolean plain = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
                char letter = (char) (plain ? value : next++);
                vocab.append(value == 0 ? "" : ",").append('"')
                        .append(letter == '"' || letter == '\\' ? "\\" : "").append(letter).append("\":").append(value);
            }
            this.handle = NativeLibrary.load().createTokenizerFromString("{\"version\":\"1.0\",\"truncation\":null,"
                    + "\"padding\":null,\"added_tokens\":" + (added.equals(NONE) ? "[]" : added) + ",\"normalizer\":"
                    + normalizer + ",\"pre_tokenizer\":" + pre + ",\"post_processor\":null,\"decoder\":null,\"model\":"
                    + "{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":null,\"continuing_subword_prefix\":null,"
                    + "\"end_of_word_suffix\":null,\"fuse_unk\":false,\"byte_fallback\":false,\"vocab\":{" + vocab
                    + "},\"merges\":[]}}");
        }

        private String text(String text) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (long id : idsAndWords(text)[0]) {
                bytes.write((int) id);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private long[][] idsAndWords(String text) {
            long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
            try {
                return new long[][] {TokenizersLibrary.LIB.getTokenIds(encoding), TokenizersLibrary.LIB.getWordIds(encoding)};
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        }

        @Override
        public void close() {
            TokenizersLibrary.LIB.deleteTokenizer(handle);
        }
    }
}
