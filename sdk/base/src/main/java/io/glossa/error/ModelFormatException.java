package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A model's file is damaged, hostile, inconsistent with its neighbours, or of a kind that Glossa does not read.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelFormatException extends GlossaException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public ModelFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
