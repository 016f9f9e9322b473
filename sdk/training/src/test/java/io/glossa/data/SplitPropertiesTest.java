package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Splits of random data sets. */
class SplitPropertiesTest {
    private static List<String> texts(Dataset dataset) {
        try (Stream<Example> examples = dataset.examples()) {
            return examples.map(example -> example.text().text()).toList();
        }
    }

    private static Dataset random(long seed, int size, int labels, boolean several) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> chosen = new TreeSet<>();
            int count = several ? random.nextInt(4) : 1;
            for (int j = 0; j < count; j++) {
                // The square makes some labels rare.
                chosen.add("label " + (int) (labels * random.nextDouble() * random.nextDouble()));
            }
            examples.add(Example.of("text " + i, chosen));
        }
        return Dataset.of("random", examples);
    }

    private static long count(Dataset dataset, String label) {
        return dataset.statistics().labelCounts().getOrDefault(label, 0L);
    }

    @Property(tries = 200)
    void split_oneLabel_proportionsSizesOrder(@ForAll long seed, @ForAll @IntRange(min = 2, max = 400) int size,
            @ForAll @IntRange(min = 1, max = 20) int labels, @ForAll @DoubleRange(min = 0.02, max = 0.98) double share) {
        Dataset dataset = random(seed, size, labels, false);
        DatasetSplit split;
        try {
            split = dataset.split(share, seed);
        } catch (InvalidInputException e) {
            assertThat(Math.min(share, 1 - share) * size).isLessThan(1.0);
            return;
        }
        partsOf(dataset, split);
        assertThat((double) split.dev().size()).isCloseTo(share * size, within(1.0));
        for (String label : dataset.labels()) {
            assertThat((double) count(split.dev(), label)).as(label).isCloseTo(share * count(dataset, label), within(1.0));
        }
        assertThat(texts(dataset.split(share, seed).dev())).isEqualTo(texts(split.dev()));
    }

    private static void partsOf(Dataset dataset, DatasetSplit split) {
        List<String> all = texts(dataset);
        List<String> train = texts(split.train());
        List<String> dev = texts(split.dev());
        Set<String> union = new HashSet<>(train);
        assertThat(union).doesNotContainAnyElementsOf(dev);
        union.addAll(dev);
        assertThat(union).hasSize(all.size()).hasSize(train.size() + dev.size()).containsAll(all);
        assertThat(train).isSortedAccordingTo((a, b) -> Integer.compare(all.indexOf(a), all.indexOf(b)));
    }

    @Property(tries = 60)
    void split_severalLabels_nearProportions(@ForAll long seed, @ForAll @IntRange(min = 200, max = 800) int size,
            @ForAll @DoubleRange(min = 0.1, max = 0.5) double share) {
        Dataset dataset = random(seed, size, 12, true);
        DatasetSplit split = dataset.split(share, seed);
        partsOf(dataset, split);
        assertThat((double) split.dev().size()).isCloseTo(share * size, within(0.05 * size));
        for (String label : dataset.labels()) {
            long all = count(dataset, label);
            assertThat((double) count(split.dev(), label)).as(label).isCloseTo(share * all, within(2 + 0.1 * all));
        }
        assertThat(texts(dataset.split(share, seed).dev())).isEqualTo(texts(split.dev()));
    }

    /** Worked through by hand: the rarest label is shared first, then the rest by what is still wanted. */
    @Test
    void split_severalLabels_rareOnesAreShared() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Set<String> labels = new TreeSet<>(Set.of("common"));
            if (i < 4) {
                labels.add("rare");
            }
            if (i % 10 == 0) {
                labels.add("tenth");
            }
            examples.add(Example.of("t" + i, labels));
        }
        for (long seed = 0; seed < 50; seed++) {
            Dataset dev = Dataset.of("d", examples).split(0.5, seed).dev();
            assertThat(dev.statistics().labelCounts()).containsEntry("rare", 2L).containsEntry("tenth", 5L).containsEntry("common", 50L);
        }
    }

    @Test
    void split_otherSeed_otherParts() {
        Dataset dataset = random(1, 300, 5, false);
        assertThat(texts(dataset.split(0.2, 1).dev())).isNotEqualTo(texts(dataset.split(0.2, 2).dev()));
    }

    @Test
    void split_values_fromAllOverTheRange() {
        Random random = new Random(3);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            examples.add(Example.of("t" + i, random.nextGaussian()));
        }
        DatasetSplit split = Dataset.of("d", examples).split(0.1, 7);
        partsOf(Dataset.of("d", examples), split);
        List<Double> values;
        try (Stream<Example> dev = split.dev().examples()) {
            values = dev.map(example -> example.value().getAsDouble()).sorted().toList();
        }
        List<Double> all = examples.stream().map(example -> example.value().getAsDouble()).sorted().toList();
        assertThat(values).hasSize(100);
        for (int tenth = 0; tenth < 10; tenth++) {
            double low = all.get(tenth * 100);
            double high = all.get(tenth * 100 + 99);
            assertThat(values.stream().filter(value -> value >= low && value <= high)).as("tenth " + tenth).hasSize(10);
        }
    }

    @Test
    void split_tooFewOrNoShare_refused() {
        Dataset one = Dataset.of("one", List.of(Example.of("a", "x")));
        assertThatThrownBy(() -> one.split(0.5, 1)).isInstanceOf(InvalidInputException.class).hasMessageStartingWith("one: ");
        assertThatThrownBy(() -> one.split(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.split(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
