package io.glossa.export;

import io.glossa.tokenizer.TextPair;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A text or pair to verify an export on, with the labels that are right for it where they are known. Immutable and thread-safe.
 *
 * @param text the text or pair
 * @param labels the right labels, in no order; empty where nobody knows them, which is not the same as knowing that there are
 *     none
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record LabelledText(TextPair text, Optional<Set<String>> labels) {
    /** Copies the labels. */
    public LabelledText {
        Objects.requireNonNull(text, "text");
        labels = Objects.requireNonNull(labels, "labels").map(set -> Collections.unmodifiableSet(new LinkedHashSet<>(set)));
    }

    /** A text whose label nobody knows. */
    public static LabelledText of(String text) {
        return new LabelledText(TextPair.of(text), Optional.empty());
    }

    /** A text with its label. */
    public static LabelledText of(String text, String label) {
        return new LabelledText(TextPair.of(text), Optional.of(Set.of(label)));
    }

    /** The labels alone: what a text says is kept out of messages and logs. */
    @Override
    public String toString() {
        return "LabelledText" + labels.map(Object::toString).orElse("");
    }
}
