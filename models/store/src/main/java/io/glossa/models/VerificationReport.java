package io.glossa.models;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What {@link ModelDirectory#verify()} found.
 *
 * @param model where the model lies
 * @param filesChecked number of files that were read
 * @param bytes size of these files together, in bytes
 * @param hasChecksums whether the model has a manifest with checksums to compare with
 * @param problems what is wrong, in the order of the files; empty if nothing is
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record VerificationReport(
        String model, int filesChecked, long bytes, boolean hasChecksums, List<Problem> problems) {
    /**
     * One thing that is wrong.
     *
     * @param file path inside the model
     * @param message what was expected and what was found
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Problem(String file, String message) {
        /** Refuses nulls. */
        public Problem {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(message, "message");
        }
    }

    /** Copies the list and refuses nulls. */
    public VerificationReport {
        Objects.requireNonNull(model, "model");
        problems = List.copyOf(problems);
    }

    /**
     * Whether all is well.
     *
     * @return true if there are no problems
     */
    public boolean ok() {
        return problems.isEmpty();
    }
}
