package io.glossa.tokenizer.lucene;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A label for a text.
 *
 * @param name the label, not empty
 * @param score how much speaks for it, in general a probability
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TextLabel(String name, float score) {
    /**
     * A label.
     *
     * @throws IllegalArgumentException if {@code name} is empty
     */
    public TextLabel {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: expected a label, found an empty string");
        }
    }
}
