package io.glossa.models.hub.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The hub could not be asked; what is in the cache may serve instead. The message ends with what to do. */
final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreachable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
