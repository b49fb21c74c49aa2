package io.casemate.engine.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.casemate.engine.feed.Feed;
import io.casemate.engine.feed.LiveFeed;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps an hour of every series in memory and publishes once a second, however many agents report
/// in between. Opens with a thread of its own, `telemetry`; closing ends it.
public final class LiveLatencies implements Latencies, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveLatencies.class.getName());

    /// A host whose clock runs further ahead than this would empty the ring.
    private static final int MAX_SECONDS_AHEAD = 60;

    private final Clock clock;
    private final LiveFeed<Map<SeriesId, LatencyView>> live = new LiveFeed<>(Map.of());
    private final ScheduledExecutorService ticker;
    private final ReentrantLock guard = new ReentrantLock();

    /// Guarded by `guard`.
    private final Map<SeriesId, Series> series = new HashMap<>();

    public LiveLatencies(Clock clock) {
        this(
                clock,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("telemetry").factory()));
    }

    /// @param ticker publishes once a second; closed with this
    LiveLatencies(Clock clock, ScheduledExecutorService ticker) {
        this.clock = clock;
        this.ticker = ticker;
        ticker.scheduleAtFixedRate(this::publish, 1, 1, SECONDS);
    }

    @Override
    public Feed<Map<SeriesId, LatencyView>> live() {
        return live;
    }

    @Override
    public void record(Second second) {
        long ahead = second.epochSecond() - clock.instant().getEpochSecond();
        if (ahead > MAX_SECONDS_AHEAD) {
            LOG.log(
                    Level.WARNING,
                    "A second of {0} is {1} s ahead of this clock and was left out.",
                    second.series(),
                    ahead);
            return;
        }
        if (!add(second)) {
            LOG.log(
                    Level.WARNING,
                    "Second {0} of {1} came too late and was left out.",
                    second.epochSecond(),
                    second.series());
        }
    }

    @Override
    public void forget(SeriesId id) {
        guard.lock();
        try {
            series.remove(id);
        } finally {
            guard.unlock();
        }
        publish();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    /// Runs once a second even when nothing was heard: silence moves charts, too.
    void publish() {
        live.update(before -> isIdle() && before.isEmpty() ? before : views());
    }

    private boolean isIdle() {
        guard.lock();
        try {
            return series.isEmpty();
        } finally {
            guard.unlock();
        }
    }

    private boolean add(Second second) {
        guard.lock();
        try {
            return series.computeIfAbsent(
                            second.series(),
                            id -> new Series(id, second.epochSecond(), clock.instant()))
                    .add(second, clock.instant());
        } finally {
            guard.unlock();
        }
    }

    private Map<SeriesId, LatencyView> views() {
        long now = clock.instant().getEpochSecond();
        Map<SeriesId, LatencyView> views = new TreeMap<>(Comparator.comparing(SeriesId::text));
        guard.lock();
        try {
            series.forEach((id, one) -> views.put(id, one.view(now)));
        } finally {
            guard.unlock();
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(views));
    }
}
