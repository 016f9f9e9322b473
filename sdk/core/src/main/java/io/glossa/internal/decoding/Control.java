package io.glossa.internal.decoding;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What ends a call from outside; looked at before every step of the decoder. Sequences that are not finished then are
 * returned as they are, and {@link Hypothesis#ended()} says why.
 *
 * @param clock nanoseconds, as {@link System#nanoTime()} counts them
 * @param deadline the reading of the clock from which no further step is taken; ignored if {@code limited} is false
 * @param limited whether there is a deadline
 * @param cancelled whether the call was cancelled
 */
public record Control(LongSupplier clock, long deadline, boolean limited, BooleanSupplier cancelled) {
    /** Neither deadline nor cancellation. */
    public static final Control NONE = new Control(System::nanoTime, 0, false, () -> false);

    /** Nanoseconds count so far. */
    private static final Duration FOREVER = Duration.ofDays(100_000);

    /** A deadline so long from now; none where it is centuries away. */
    public static Control within(Duration time, BooleanSupplier cancelled) {
        return time.compareTo(FOREVER) > 0 ? until(cancelled) : new Control(System::nanoTime, System.nanoTime() + time.toNanos(), true, cancelled);
    }

    /** No deadline. */
    public static Control until(BooleanSupplier cancelled) {
        return new Control(System::nanoTime, 0, false, cancelled);
    }

    /** Why to stop now, or null. Cancellation comes first. */
    @Nullable Ended stop() {
        if (cancelled.getAsBoolean()) {
            return Ended.CANCELLED;
        }
        return limited && clock.getAsLong() - deadline >= 0 ? Ended.DEADLINE : null;
    }
}
