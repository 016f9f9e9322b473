package io.glossa.data;

import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Vectors of texts, scaled to length 1; of a pair, both vectors one after the other, and if some are pairs, zeros for a second text
 * that is not there.
 */
final class Embeddings {
    private Embeddings() {}

    static List<float[]> of(List<TextPair> texts, Function<List<String>, List<float[]>> vectors) {
        List<float[]> first = vectors.apply(texts.stream().map(TextPair::text).toList());
        if (texts.stream().allMatch(text -> text.pair() == null)) {
            return first.stream().map(Embeddings::scaled).toList();
        }
        List<float[]> second = vectors.apply(texts.stream().map(text -> text.pair() == null ? "" : text.pair()).toList());
        List<float[]> both = new ArrayList<>(texts.size());
        for (int i = 0; i < first.size(); i++) {
            int size = first.get(i).length;
            float[] joined = Arrays.copyOf(first.get(i), 2 * size);
            if (texts.get(i).pair() != null) {
                System.arraycopy(second.get(i), 0, joined, size, size);
            }
            both.add(scaled(joined));
        }
        return both;
    }

    private static float[] scaled(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] scaled = new float[vector.length];
        for (int i = 0; squares > 0 && i < scaled.length; i++) {
            scaled[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return scaled;
    }
}
