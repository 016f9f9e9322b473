package io.glossa.models.hub.internal;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something went wrong that may be right the next time. */
final class TransientFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration after;
    private final boolean progressed;

    TransientFault(String reason, @Nullable Throwable cause, @Nullable Duration after, boolean progressed) {
        super(reason, cause);
        this.after = after;
        this.progressed = progressed;
    }

    TransientFault(String reason, @Nullable Throwable cause) {
        this(reason, cause, null, false);
    }

    /** How long the server asks to wait, or null. */
    @Nullable Duration after() {
        return after;
    }

    /** Whether the attempt got further than the one before. */
    boolean progressed() {
        return progressed;
    }
}
