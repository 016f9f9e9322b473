package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.tokenizer.TextPair;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Vectors of length 1, for texts and for pairs. */
class EmbeddingsTest {
    private static final Function<List<String>, List<float[]>> LENGTHS =
            texts -> texts.stream().map(text -> new float[] {text.length(), 1}).toList();

    @Test
    void texts_scaled() {
        List<float[]> vectors = Embeddings.of(List.of(TextPair.of("abc"), TextPair.of("")), LENGTHS);
        assertThat(vectors.get(0)).containsExactly(new float[] {(float) (3 / Math.sqrt(10)), (float) (1 / Math.sqrt(10))}, within(1e-6f));
        assertThat(vectors.get(1)).containsExactly(0, 1);
    }

    @Test
    void pairs_oneAfterTheOther_zerosWithoutSecond() {
        List<float[]> vectors = Embeddings.of(List.of(TextPair.of("a", "bb"), TextPair.of("a")), LENGTHS);
        float root = (float) Math.sqrt(7);
        assertThat(vectors.get(0)).containsExactly(new float[] {1 / root, 1 / root, 2 / root, 1 / root}, within(1e-6f));
        float two = (float) Math.sqrt(2);
        assertThat(vectors.get(1)).containsExactly(new float[] {1 / two, 1 / two, 0, 0}, within(1e-6f));
    }

    @Test
    void zeros_stayZeros() {
        assertThat(Embeddings.of(List.of(TextPair.of("a")), texts -> List.of(new float[2])).get(0)).containsExactly(0, 0);
    }
}
