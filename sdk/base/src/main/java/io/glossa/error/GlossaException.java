package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything that Glossa throws on purpose at run time. Catch this one to catch them all.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class GlossaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public GlossaException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public GlossaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
