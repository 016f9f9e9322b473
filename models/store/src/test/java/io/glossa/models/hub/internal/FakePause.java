package io.glossa.models.hub.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes when it is slept through, and no chance. */
final class FakePause implements Pause {
    final List<Duration> slept = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public synchronized void sleep(Duration duration) {
        slept.add(duration);
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public double chance() {
        return 1;
    }
}
