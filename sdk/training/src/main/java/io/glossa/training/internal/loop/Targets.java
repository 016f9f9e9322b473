package io.glossa.training.internal.loop;

import io.glossa.models.ProblemType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the loss compares with, and how much each term counts: label smoothing and class weights are folded in here, so that the sum that
 * an engine computes, divided by {@link #norm}, is the loss of PyTorch with reduction "mean":
 *
 * <ul>
 *   <li>single label: {@code cross_entropy(weight=w, label_smoothing=ε)}, divided by the sum of the weights of the right labels;
 *   <li>multi-label: {@code binary_cross_entropy_with_logits(pos_weight=w)}, the mean over texts and labels;
 *   <li>regression: {@code mse_loss} of standardised numbers.
 * </ul>
 *
 * <p>With soft targets each text counts by itself: the sum is divided by the number of texts (for several labels, of texts and labels),
 * whatever its class weights add up to.
 */
public final class Targets {
    private final ProblemType type;
    private final int labels;
    private final double smoothing;
    private final float @Nullable [] weights;
    private final double mean;
    private final double deviation;
    private final @Nullable SoftTargets soft;

    /**
     * Targets.
     *
     * @param type what labels mean
     * @param labels how many there are, 1 for regression
     * @param smoothing share of the target that all labels get
     * @param weights factor by label; null for 1
     * @param mean of the numbers, for regression
     * @param deviation of the numbers, for regression
     */
    public Targets(ProblemType type, int labels, double smoothing, float @Nullable [] weights, double mean, double deviation) {
        this(type, labels, smoothing, weights, mean, deviation, null);
    }

    private Targets(ProblemType type, int labels, double smoothing, float @Nullable [] weights, double mean, double deviation,
            @Nullable SoftTargets soft) {
        this.type = type;
        this.labels = labels;
        this.smoothing = smoothing;
        this.weights = weights;
        this.mean = mean;
        this.deviation = deviation;
        this.soft = soft;
    }

    /** The same with what teachers say. */
    public Targets with(SoftTargets soft) {
        return new Targets(type, labels, smoothing, weights, mean, deviation, soft);
    }

    @Nullable SoftTargets soft() {
        return soft;
    }

    /** The same without smoothing, weights and teachers, to measure by. */
    public Targets plain() {
        return new Targets(type, labels, 0, null, mean, deviation);
    }

    int labels() {
        return labels;
    }

    boolean weighted() {
        return weights != null || soft != null;
    }

    /** Mean of the numbers that regression was standardised by. */
    public double mean() {
        return mean;
    }

    /** Their deviation. */
    public double deviation() {
        return deviation;
    }

    /**
     * Fills in the hard targets of a text.
     *
     * @param text its index
     * @param target gets the targets [l]
     * @param factor gets the weights [l]; null if all are 1
     */
    void fill(int text, EncodedSet.Item item, float[] target, float @Nullable [] factor) {
        float share = soft == null ? 1 : (float) soft.hard(text);
        if (factor != null) {
            Arrays.fill(factor, share);
        }
        if (share == 0) {
            return;
        }
        switch (type) {
            case SINGLE_LABEL_CLASSIFICATION -> {
                Arrays.fill(target, (float) (smoothing / labels));
                target[item.labels()[0]] += (float) (1 - smoothing);
                for (int label = 0; factor != null && weights != null && label < labels; label++) {
                    factor[label] = share * weights[label];
                }
            }
            case MULTI_LABEL_CLASSIFICATION -> {
                Arrays.fill(target, (float) (smoothing / 2));
                for (int label : item.labels()) {
                    target[label] = (float) (1 - smoothing / 2);
                    if (factor != null && weights != null) {
                        factor[label] = share * weights[label];
                    }
                }
            }
            case REGRESSION -> target[0] = (float) ((item.value() - mean) / deviation);
        }
    }

    /** What the sum over these texts is divided by for the mean. */
    public double norm(EncodedSet set, int[] texts) {
        return switch (type) {
            case SINGLE_LABEL_CLASSIFICATION -> {
                double sum = 0;
                for (int text : texts) {
                    sum += weights == null || soft != null ? 1 : weights[set.get(text).labels()[0]];
                }
                yield sum;
            }
            case MULTI_LABEL_CLASSIFICATION -> (double) texts.length * labels;
            case REGRESSION -> texts.length;
        };
    }
}
