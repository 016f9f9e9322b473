package io.glossa.internal.pipeline;

import io.glossa.error.ModelFormatException;
import io.glossa.internal.engine.FloatTensor;
import io.glossa.models.DenseLayer;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Pooling;
import io.glossa.models.SentenceTransformersConfig;
import java.util.List;
import java.util.Optional;

/**
 * From the hidden states of one text to one vector, as sentence-transformers does: pooling, dense layers, normalisation.
 * A model without sentence-transformers files gets the mean over its tokens, normalised.
 */
public final class Pooler {
    private static final List<Pooling> MEAN = List.of(Pooling.MEAN);

    private final List<Pooling> modes;
    private final boolean includePrompt;
    private final boolean normalize;
    private final List<DenseLayer> dense;

    private Pooler(List<Pooling> modes, boolean includePrompt, boolean normalize, List<DenseLayer> dense) {
        this.modes = modes;
        this.includePrompt = includePrompt;
        this.normalize = normalize;
        this.dense = dense;
    }

    /** The pooling a model's files ask for. */
    public static Pooler of(ModelDirectory directory) {
        Optional<SentenceTransformersConfig> config = directory.sentenceTransformers();
        return config
                .map(c -> new Pooler(c.pooling().isEmpty() ? MEAN : c.pooling(), c.includePrompt(), c.normalize(),
                        c.dense().map(List::of).orElse(List.of())))
                .orElseGet(() -> new Pooler(MEAN, true, true, List.of()));
    }

    /** Whether a prompt's tokens take part in the pooling. */
    public boolean includePrompt() {
        return includePrompt;
    }

    /** Whether vectors are scaled to length 1. */
    public boolean normalize() {
        return normalize;
    }

    /**
     * One text's vector.
     *
     * @param hidden [b, s, d]
     * @param row which text
     * @param length how many tokens it has
     * @param skip how many tokens from the start are left out (a prompt)
     */
    public float[] pool(FloatTensor hidden, int row, int length, int skip) {
        if (hidden.rank() != 3) {
            throw new ModelFormatException("expected hidden states [batch, tokens, size], found rank " + hidden.rank()
                    + "; export the model as an encoder");
        }
        int width = hidden.dim(2);
        int start = row * hidden.dim(1) * width;
        int from = Math.min(skip, length - 1);
        float[] pooled = new float[modes.size() * width];
        for (int m = 0; m < modes.size(); m++) {
            poolInto(pooled, m * width, modes.get(m), hidden.data(), start, from, length, width);
        }
        for (DenseLayer layer : dense) {
            pooled = layer.apply(pooled);
        }
        return pooled;
    }

    private static void poolInto(float[] target, int at, Pooling mode, float[] data, int start, int from, int to, int width) {
        switch (mode) {
            case CLS -> System.arraycopy(data, start + from * width, target, at, width);
            case LAST_TOKEN -> System.arraycopy(data, start + (to - 1) * width, target, at, width);
            case MAX -> {
                for (int d = 0; d < width; d++) {
                    float max = Float.NEGATIVE_INFINITY;
                    for (int t = from; t < to; t++) {
                        max = Math.max(max, data[start + t * width + d]);
                    }
                    target[at + d] = max;
                }
            }
            case MEAN, MEAN_SQRT_LEN, WEIGHTED_MEAN -> {
                double weights = 0;
                double[] sum = new double[width];
                for (int t = from; t < to; t++) {
                    double weight = mode == Pooling.WEIGHTED_MEAN ? t + 1 : 1;
                    weights += weight;
                    for (int d = 0; d < width; d++) {
                        sum[d] += weight * data[start + t * width + d];
                    }
                }
                double by = mode == Pooling.MEAN_SQRT_LEN ? Math.sqrt(weights) : weights;
                for (int d = 0; d < width; d++) {
                    target[at + d] = (float) (sum[d] / by);
                }
            }
        }
    }

    /** Applies the final normalisation, if the model has one. */
    public float[] finish(float[] vector) {
        return normalize ? MathOps.normalize(vector) : vector;
    }
}
