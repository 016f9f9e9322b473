package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The text or data that was passed in cannot be processed: over-long under {@code LengthPolicy.fail()}, not valid Unicode, a
 * label nobody knows, a missing column.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class InvalidInputException extends GlossaException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public InvalidInputException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
