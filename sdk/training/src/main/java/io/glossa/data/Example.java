package io.glossa.data;

import io.glossa.tokenizer.TextPair;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A text or pair with what is known of it. Immutable and thread-safe.
 *
 * @param text the text or pair
 * @param labels its labels, in the order of the source: one for single-label data, any number for multi-label data
 * @param value the number to predict, for regression
 * @param columns further columns of the source by name, to slice an evaluation by
 * @param row number of the row in the source, from 1, the header not counted; 0 if it has none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Example(TextPair text, Set<String> labels, OptionalDouble value, Map<String, String> columns, long row) {
    /** Copies labels and columns. */
    public Example {
        Objects.requireNonNull(text, "text");
        labels = Collections.unmodifiableSet(new LinkedHashSet<>(Objects.requireNonNull(labels, "labels")));
        Objects.requireNonNull(value, "value");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(columns, "columns")));
    }

    /** A text with its label. */
    public static Example of(String text, String label) {
        return new Example(TextPair.of(text), Set.of(label), OptionalDouble.empty(), Map.of(), 0);
    }

    /** A text with its labels, of which there may be none. */
    public static Example of(String text, Set<String> labels) {
        return new Example(TextPair.of(text), labels, OptionalDouble.empty(), Map.of(), 0);
    }

    /** A text with the number to predict. */
    public static Example of(String text, double value) {
        return new Example(TextPair.of(text), Set.of(), OptionalDouble.of(value), Map.of(), 0);
    }

    /** Labels and place alone: what a text says is kept out of messages and logs. */
    @Override
    public String toString() {
        return "Example[row " + row + ", " + (value.isPresent() ? value.getAsDouble() : labels) + "]";
    }
}
