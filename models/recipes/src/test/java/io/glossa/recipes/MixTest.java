package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixTest {
    @Test
    void of_partsAndTimes() {
        List<Sample> films = samples(3);
        List<Sample> comments = samples(3);
        Mix mix = new Mix("test", List.of(new Mix.Part(DataSet.SST2, 5, 2), new Mix.Part(DataSet.GOEMOTIONS, 2, 1)));
        assertThat(mix.of(Map.of(DataSet.SST2, films, DataSet.GOEMOTIONS, comments))).containsExactly(films.get(0), films.get(1),
                films.get(2), films.get(0), films.get(1), films.get(2), comments.get(0), comments.get(1));
    }

    @Test
    void best_accuracyThenLogLoss() {
        Trial worse = trial(60, 0.1);
        Trial best = trial(61, 0.3);
        Trial lessSure = trial(61, 0.4);
        assertThat(Trial.best(List.of(worse, lessSure, best))).isSameAs(best);
    }

    private static Trial trial(int right, double logLoss) {
        return new Trial(LinearSentimentEn.RECIPE.mixes().get(0), 1, Map.of(DataSet.UCI, new Proportion(right, 100)), logLoss);
    }

    private static List<Sample> samples(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Sample(new LabelledText("text " + i, true), new float[0]))
                .toList();
    }
}
