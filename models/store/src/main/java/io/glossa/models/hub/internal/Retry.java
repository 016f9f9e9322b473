package io.glossa.models.hub.internal;

import io.glossa.error.GlossaException;
import io.glossa.models.hub.HubListener;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries again, with pauses that double and some chance in them, or as long as the server asks for. */
final class Retry {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The longest pause that a server may ask for. */
    private static final Duration MOST_ASKED = Duration.ofMinutes(2);
    /** A server that gives a byte at a time must not be asked for ever. */
    private static final int MOST_IN_ALL = 1000;

    private final Pause pause;
    private final HubListener listener;
    private final String repository;

    Retry(Pause pause, HubListener listener, String repository) {
        this.pause = pause;
        this.listener = listener;
        this.repository = repository;
    }

    /** One attempt. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    /**
     * Runs attempts until one succeeds or fails for good.
     *
     * @param attempts most attempts in a row that get no further
     * @param what what is fetched, for messages
     * @throws Unreachable if no attempt succeeded
     */
    <T> T run(int attempts, String what, Attempt<T> attempt) throws Unreachable {
        int failed = 0;
        for (int all = 1; ; all++) {
            try {
                return attempt.run();
            } catch (Unreachable e) {
                throw e;
            } catch (TransientFault e) {
                failed = e.progressed() ? 1 : failed + 1;
                if (failed >= attempts || all >= MOST_IN_ALL) {
                    throw new Unreachable(e.getMessage() + (all > 1 ? ", after " + all + " attempts" : ""), e);
                }
                Duration wait = wait(failed, e.after());
                if (wait.compareTo(MOST_ASKED) > 0) {
                    throw new Unreachable(e.getMessage() + " and asks to wait for " + wait.toSeconds() + " seconds", e);
                }
                listener.retrying(repository, what, wait, String.valueOf(e.getMessage()));
                sleep(wait);
            } catch (IOException e) {
                throw new Unreachable(what + ": " + e.getClass().getSimpleName(), e);
            }
        }
    }

    private Duration wait(int failed, @Nullable Duration asked) {
        if (asked != null) {
            return asked;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(failed - 1, 10));
        Duration base = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis((long) (base.toMillis() * (0.5 + pause.chance() / 2)));
    }

    private void sleep(Duration duration) {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            throw interrupted(repository, e);
        }
    }

    /** What a thread gets that is interrupted in the middle. */
    static GlossaException interrupted(String repository, Exception e) {
        Thread.currentThread().interrupt();
        return new GlossaException("hub:" + repository + ": expected to fetch it, found the thread interrupted; what was"
                + " fetched is kept, open the model again to go on", e);
    }

    /** The {@code Retry-After} header: seconds, or a date as HTTP has it. */
    Optional<Duration> retryAfter(Optional<String> header) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String text = header.get().strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration until = Duration.between(pause.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
