package io.glossa.error;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The native engine failed to load a model or to run it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class EngineException extends GlossaException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception without a cause.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     */
    public EngineException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what was expected, what was found, where, and what to do; without any user text
     * @param cause what led here, or null
     */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
