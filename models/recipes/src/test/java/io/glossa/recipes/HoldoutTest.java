package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
    private static Sample sample(String text) {
        return new Sample(new LabelledText(text, true), new float[0]);
    }

    private static List<Sample> samples(int count) {
        return IntStream.range(0, count).mapToObj(i -> sample("text " + i)).toList();
    }

    @Test
    void shuffled_bySeedAlone() {
        List<Sample> samples = samples(50);
        assertThat(Holdout.shuffled(samples, 1)).isEqualTo(Holdout.shuffled(samples, 1)).containsExactlyInAnyOrderElementsOf(samples)
                .isNotEqualTo(Holdout.shuffled(samples, 2));
    }

    @Test
    void of_everySampleOnce() {
        List<Sample> samples = samples(11);
        Holdout holdout = Holdout.of(Map.of(DataSet.UCI, samples), 0.2);
        assertThat(holdout.held().get(DataSet.UCI)).hasSize(2);
        List<Sample> both = new ArrayList<>(holdout.fit().get(DataSet.UCI));
        both.addAll(holdout.held().get(DataSet.UCI));
        assertThat(both).isEqualTo(samples);
    }

    @Test
    void of_phrasesOfHeldSentences() {
        Sample inside = sample("good movie");
        Sample outside = sample("bad movie");
        Holdout holdout = Holdout.of(Map.of(
                DataSet.SST2, List.of(sample("A bad movie."), sample("A good movie!")),
                DataSet.SST2_PHRASES, List.of(inside, outside)), 0.5);
        assertThat(holdout.fit().get(DataSet.SST2_PHRASES)).containsExactly(outside);
        assertThat(holdout.held()).containsOnlyKeys(DataSet.SST2);
    }
}
