package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolarityMapTest {
    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {
        "NEGATIVE,POSITIVE = -1,1",
        "negative,neutral,positive = -1,0,1",
        "Positive,Neutral,Negative = 1,0,-1",
        "NEG,NEU,POS = -1,0,1",
        "P,N = 1,-1",
        "1 star,2 stars,3 stars,4 stars,5 stars = -1,-0.5,0,0.5,1",
        "LABEL_1,LABEL_2,LABEL_3,LABEL_4,LABEL_5 = -1,-0.5,0,0.5,1",
        "5,4,3,2,1 = 1,0.5,0,-0.5,-1",
        "Very Negative,Negative,Neutral,Positive,Very Positive = -1,-0.5,0,0.5,1",
        "very_negative,negative,neutral,positive,very_positive = -1,-0.5,0,0.5,1",
        "strongly-negative,negative,positive,strongly-positive = -1,-0.5,0.5,1",
        "负面,正面 = -1,1",
        "差评,好评 = -1,1",
        "negativ,neutral,positiv = -1,0,1",
        "négatif,neutre,positif = -1,0,1"})
    void labels_nameTheirWorth(String labels, String values) {
        List<String> names = Arrays.asList(labels.split(","));
        double[] expected = Arrays.stream(values.split(",")).mapToDouble(Double::parseDouble).toArray();
        PolarityMap map = PolarityMap.of(names, Map.of(), "m");
        for (int i = 0; i < expected.length; i++) {
            assertThat(map.value(i)).as(names.get(i)).isEqualTo(expected[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LABEL_0,LABEL_1", "World,Sports", "positive,negative,anger", "1,2,3", "LABEL_0", "0,1,2,3,4"})
    void labels_thatNameNoSentiment(String labels) {
        assertThatThrownBy(() -> PolarityMap.of(Arrays.asList(labels.split(",")), Map.of(), "my-model"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("my-model").hasMessageContaining("glossa.json")
                .hasMessageContaining(labels.split(",")[0]);
    }

    @Test
    void given_goesBeforeTheNames() {
        PolarityMap map = PolarityMap.of(List.of("positive", "LABEL_1"), Map.of("positive", -0.25, "LABEL_1", 0.75), "m");
        assertThat(map.value(0)).isEqualTo(-0.25);
        assertThat(map.value(1)).isEqualTo(0.75);
        assertThatThrownBy(() -> PolarityMap.of(List.of("positive", "negative"), Map.of("positive", 1.0), "m"))
                .isInstanceOf(ModelFormatException.class);
    }
}
