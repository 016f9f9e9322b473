package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A training run cannot go on: its loss is no number any more, memory ran out, or its files cannot be written. What was saved before
 * is kept.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class TrainingException extends GlossaException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public TrainingException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
