package io.glossa.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * How much the texts of a label count in the loss, as {@code weight} of PyTorch's cross entropy; for multi-label data as its
 * {@code pos_weight}. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ClassWeights {
    private static final ClassWeights NONE = new ClassWeights(false, Map.of());
    private static final ClassWeights BALANCED = new ClassWeights(true, Map.of());

    private final boolean balanced;
    private final Map<String, Double> weights;

    private ClassWeights(boolean balanced, Map<String, Double> weights) {
        this.balanced = balanced;
        this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** All texts count alike. */
    public static ClassWeights none() {
        return NONE;
    }

    /**
     * Rare labels count more: texts / (labels · texts of the label), as scikit-learn balances; for multi-label data texts without the
     * label / texts with it, at most 100.
     */
    public static ClassWeights balanced() {
        return BALANCED;
    }

    /**
     * Explicit weights.
     *
     * @param weights label to weight, finite and above 0; labels that are not named have 1
     * @throws IllegalArgumentException if a weight is not finite or not above 0
     */
    public static ClassWeights of(Map<String, Double> weights) {
        weights.forEach((label, weight) -> {
            if (!(weight > 0) || weight.isInfinite()) {
                throw new IllegalArgumentException("classWeights: expected numbers above 0, found " + weight);
            }
        });
        return new ClassWeights(false, weights);
    }

    /** Whether weights come from the frequencies of the labels. */
    public boolean isBalanced() {
        return balanced;
    }

    /** Whether all texts count alike. */
    public boolean isNone() {
        return !balanced && weights.isEmpty();
    }

    /** Explicit weights by label; empty if there are none; unmodifiable. */
    public Map<String, Double> explicit() {
        return weights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassWeights that && balanced == that.balanced && weights.equals(that.weights);
    }

    @Override
    public int hashCode() {
        return Objects.hash(balanced, weights);
    }

    @Override
    public String toString() {
        return balanced ? "balanced" : weights.isEmpty() ? "none" : weights.toString();
    }
}
