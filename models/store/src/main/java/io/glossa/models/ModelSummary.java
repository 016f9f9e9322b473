package io.glossa.models;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * One line about an embedded model, for lists.
 *
 * @param name the name to pass to {@link ModelStore#open(String)}
 * @param task what the model does, such as {@code embedding}; empty if its manifest does not say
 * @param languages ISO 639-1 codes; empty if its manifest does not say
 * @param license SPDX identifier; empty if its manifest does not say
 * @param bytes size of all files together, in bytes
 * @param source the URL below which the files lie
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ModelSummary(
        String name, String task, List<String> languages, String license, long bytes, String source) {
    /** Copies the list and refuses nulls. */
    public ModelSummary {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        languages = List.copyOf(languages);
        Objects.requireNonNull(license, "license");
        Objects.requireNonNull(source, "source");
    }
}
