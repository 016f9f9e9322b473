package io.glossa.training;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Texts that a tiny model learns in seconds: words of the label among words of all. */
final class SmallData {
    private static final String[] COMMON = {"the", "a", "of", "and", "in", "is", "it", "was", "for", "that"};
    private static final Map<String, String[]> WORDS = Map.of(
            "food", new String[] {"bread", "soup", "cheese", "apple"},
            "music", new String[] {"song", "guitar", "drum", "piano"},
            "sport", new String[] {"ball", "goal", "team", "race"});

    private SmallData() {}

    /** A tiny base model of the parity fixtures. */
    static String base(String fixture) {
        return Path.of("../cli/src/test/resources/parity/" + fixture).toAbsolutePath().normalize().toString();
    }

    /** A copy of such a base. */
    static Path copy(String fixture, Path target) throws IOException {
        Path from = Path.of(base(fixture));
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(from.relativize(file).toString()));
            }
        }
        return target;
    }

    static Dataset single(int texts, long seed) {
        return Dataset.of("single.tsv", examples(texts, seed, (words, topics, random) -> Example.of(words, topics.iterator().next()), 1));
    }

    static Dataset multi(int texts, long seed) {
        return Dataset.of("multi.tsv", examples(texts, seed, (words, topics, random) -> Example.of(words, topics), 3));
    }

    /** The number is how many words of food there are, times 10. */
    static Dataset numbers(int texts, long seed) {
        return Dataset.of("numbers.tsv", examples(texts, seed, (words, topics, random) -> {
            long food = List.of(words.split(" ")).stream().filter(word -> List.of(WORDS.get("food")).contains(word)).count();
            return Example.of(words, 10.0 * food);
        }, 3));
    }

    /** The label is the topic of the second text; the first has any. */
    static Dataset pairs(int texts, long seed) {
        Random random = new Random(seed);
        List<Example> list = new ArrayList<>();
        List<String> topics = List.of("food", "music", "sport");
        for (int i = 0; i < texts; i++) {
            String first = topics.get(random.nextInt(3));
            String second = topics.get(random.nextInt(3));
            list.add(new Example(new TextPair(words(Set.of(first), random), words(Set.of(second), random)), Set.of(second),
                    OptionalDouble.empty(), Map.of(), i + 1));
        }
        return Dataset.of("pairs.tsv", list);
    }

    private interface Maker {
        Example make(String words, Set<String> topics, Random random);
    }

    private static List<Example> examples(int texts, long seed, Maker maker, int most) {
        Random random = new Random(seed);
        List<Example> list = new ArrayList<>();
        List<String> topics = List.of("food", "music", "sport");
        for (int i = 0; i < texts; i++) {
            Set<String> chosen = new LinkedHashSet<>();
            int count = most == 1 ? 1 : random.nextInt(most);
            while (chosen.size() < count) {
                chosen.add(topics.get(random.nextInt(3)));
            }
            list.add(maker.make(words(chosen, random), chosen, random));
        }
        return list;
    }

    private static String words(Set<String> topics, Random random) {
        StringBuilder text = new StringBuilder("the");
        List<String> list = List.copyOf(topics);
        int length = 3 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append(' ').append(COMMON[random.nextInt(COMMON.length)]);
        }
        for (String topic : list) {
            text.append(' ').append(WORDS.get(topic)[random.nextInt(4)]).append(' ').append(WORDS.get(topic)[random.nextInt(4)]);
        }
        return text.toString();
    }
}
