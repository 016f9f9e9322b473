package io.glossa.models.hub.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance, so that tests need neither. */
public interface Pause {
    /** The clock of the machine. */
    Pause SYSTEM = new Pause() {
        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public double chance() {
            return ThreadLocalRandom.current().nextDouble();
        }
    };

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** What time it is. */
    Instant now();

    /** A number from 0 to 1. */
    double chance();
}
