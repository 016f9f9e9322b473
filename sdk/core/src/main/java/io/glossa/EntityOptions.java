package io.glossa;

import java.util.Objects;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * How {@link TokenClassifier} reports. Immutable.
 *
 * @param aggregation how tokens become entities
 * @param ignoreLabels labels that are not reported
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EntityOptions(EntityAggregation aggregation, Set<String> ignoreLabels) {
    private static final EntityOptions DEFAULTS = new EntityOptions(EntityAggregation.SIMPLE, Set.of("O"));

    /** Copies the labels. */
    public EntityOptions {
        Objects.requireNonNull(aggregation, "aggregation");
        ignoreLabels = Set.copyOf(ignoreLabels);
    }

    /** {@link EntityAggregation#SIMPLE}, and everything but {@code O}. */
    public static EntityOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another aggregation. */
    public EntityOptions withAggregation(EntityAggregation other) {
        return new EntityOptions(other, ignoreLabels);
    }

    /** The same with other labels left out. */
    public EntityOptions withIgnoreLabels(Set<String> other) {
        return new EntityOptions(aggregation, other);
    }
}
