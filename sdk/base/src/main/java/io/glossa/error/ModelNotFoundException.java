package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The model, or a file that the task needs from it, is not where it was looked for.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelNotFoundException extends GlossaException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public ModelNotFoundException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public ModelNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
