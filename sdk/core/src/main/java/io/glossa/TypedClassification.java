package io.glossa;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A {@link Classification} whose labels are constants of an enum. Immutable.
 *
 * @param <E> the enum
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TypedClassification<E extends Enum<E>> {
    private final Classification classification;
    private final Map<String, E> constants;

    TypedClassification(Classification classification, Map<String, E> constants) {
        this.classification = classification;
        this.constants = constants;
    }

    /** The label with the highest score. */
    public E best() {
        return constant(classification.best());
    }

    /** The score of one label. */
    public float score(E label) {
        Objects.requireNonNull(label, "label");
        for (LabelScore score : classification.scores()) {
            if (constant(score) == label) {
                return score.score();
            }
        }
        throw new AssertionError("every constant has a label");
    }

    /** The best labels, at most {@code n}. */
    public List<E> top(int n) {
        return classification.top(n).stream().map(this::constant).toList();
    }

    /** The labels that score at least {@code threshold}, best first. */
    public List<E> above(double threshold) {
        return classification.above(threshold).stream().map(this::constant).toList();
    }

    /** The labels that apply; see {@link Classification#selected()}. */
    public List<E> selected() {
        return classification.selected().stream().map(this::constant).toList();
    }

    /** Every label with its score. */
    public Map<E, Float> scores() {
        Map<E, Float> scores = new EnumMap<>(best().getDeclaringClass());
        classification.scores().forEach(score -> scores.put(constant(score), score.score()));
        return Collections.unmodifiableMap(scores);
    }

    /** The same with plain labels. */
    public Classification untyped() {
        return classification;
    }

    private E constant(LabelScore score) {
        return Objects.requireNonNull(constants.get(score.label()));
    }

    @Override
    public String toString() {
        return classification.toString();
    }
}
