package io.casemate.views.bridge;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// The time, once a second, so that ages on screen grow and stale figures turn grey. Not a JavaFX
/// timeline: an endless one keeps sixty pulses a second alive.
public final class Seconds implements AutoCloseable {
    private final LiveFeed<Instant> now;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("seconds").factory());

    public Seconds(Clock clock) {
        now = new LiveFeed<>(clock.instant());
        timer.scheduleAtFixedRate(() -> now.update(_ -> clock.instant()), 1, 1, SECONDS);
    }

    public Feed<Instant> now() {
        return now;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
