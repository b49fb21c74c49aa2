package io.casemate.engine.telemetry;

import io.casemate.engine.feed.Feed;
import java.util.Map;

/// Latency and throughput of everything that serves, updated once a second.
public interface Latencies {

    /// {@return the newest view of each series that is known}
    Feed<Map<SeriesId, LatencyView>> live();

    /// Adds what an agent measured.
    void record(Second second);

    /// Forgets a series that no longer serves.
    void forget(SeriesId series);
}
