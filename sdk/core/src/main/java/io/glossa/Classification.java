package io.glossa;

import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * What a classifier says of one text: every label with its score, best first. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Classification {
    private final List<String> labels;
    private final float[] logits;
    private final Activation activation;
    private final Map<String, Double> thresholds;
    private final List<LabelScore> scores;
    private final TokenUsage usage;

    Classification(List<String> labels, float[] logits, Activation activation, Map<String, Double> thresholds, TokenUsage usage) {
        this(labels, logits, activation, activation.apply(logits), thresholds, usage);
    }

    Classification(List<String> labels, float[] logits, Activation activation, float[] values, Map<String, Double> thresholds,
            TokenUsage usage) {
        this.labels = labels;
        this.logits = logits;
        this.activation = activation;
        this.thresholds = thresholds;
        this.usage = usage;
        this.scores = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
                .map(i -> new LabelScore(labels.get(i), values[i]))
                .toList();
    }

    /** Every label with its score, best first; labels with equal scores stand in the model's order. */
    public List<LabelScore> scores() {
        return scores;
    }

    /** The label with the highest score. */
    public LabelScore best() {
        return scores.get(0);
    }

    /**
     * The best labels.
     *
     * @param n how many; all if there are fewer
     * @throws IllegalArgumentException if negative
     */
    public List<LabelScore> top(int n) {
        return scores.subList(0, Math.min(Checks.atLeast(n, 0, "n"), scores.size()));
    }

    /** The labels that score at least {@code threshold}, best first; possibly none. */
    public List<LabelScore> above(double threshold) {
        return scores.stream().filter(label -> label.score() >= threshold).toList();
    }

    /**
     * The labels that apply: those at or above their thresholds, where the model or the builder has any; otherwise the best
     * one, or under {@link Activation#SIGMOID} with several labels those from 0.5. Possibly none, which means: undecided.
     */
    public List<LabelScore> selected() {
        List<LabelScore> selected = new ArrayList<>();
        for (LabelScore label : scores) {
            Double threshold = thresholds.get(label.label());
            if (threshold != null) {
                if (label.score() >= threshold) {
                    selected.add(label);
                }
            } else if (activation == Activation.SIGMOID && scores.size() > 1) {
                if (label.score() >= 0.5) {
                    selected.add(label);
                }
            } else if (label == scores.get(0)) {
                selected.add(label);
            }
        }
        return List.copyOf(selected);
    }

    /**
     * The score of one label.
     *
     * @throws InvalidInputException if the model has no such label
     */
    public float score(String label) {
        Objects.requireNonNull(label, "label");
        for (LabelScore score : scores) {
            if (score.label().equals(label)) {
                return score.score();
            }
        }
        throw new InvalidInputException("label: expected one of " + labels + ", found another; spell it as the model does");
    }

    /** The model's raw numbers, one a label, in the order of {@link #labels()}; a copy. */
    public float[] logits() {
        return logits.clone();
    }

    /** The labels in the model's own order. */
    public List<String> labels() {
        return labels;
    }

    /** How the scores came from the logits. */
    public Activation activation() {
        return activation;
    }

    /** The same logits, scored another way. */
    public Classification withActivation(Activation other) {
        return new Classification(labels, logits, Objects.requireNonNull(other, "activation"), thresholds, usage);
    }

    /** What the model read of the text. */
    public TokenUsage usage() {
        return usage;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that && that.scores.equals(scores) && that.usage.equals(usage);
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "Classification" + top(5) + (scores.size() > 5 ? "…" : "");
    }
}
