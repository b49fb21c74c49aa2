package io.casemate.engine.runtime;

import java.time.Duration;

/// Limits of a runtime.
///
/// @param queueLimit requests that may wait for one model, 1 or more
/// @param deadline how long a request may take, waiting included, unless it says otherwise
/// @param cores processors that one model may use
public record RuntimeConfig(int queueLimit, Duration deadline, int cores) {

    public RuntimeConfig {
        if (queueLimit < 1) {
            throw new IllegalArgumentException("queueLimit is less than 1: " + queueLimit);
        }
        if (cores < 1) {
            throw new IllegalArgumentException("cores is less than 1: " + cores);
        }
    }

    public static RuntimeConfig standard() {
        return new RuntimeConfig(
                256, Duration.ofSeconds(30), Runtime.getRuntime().availableProcessors());
    }

    /// {@return the threads that one session spreads an operator over}
    ///
    /// A lone session gets every core, so that a single client is not slower than it must be;
    /// several share them, so that they do not fight.
    int intraOpThreads(Sessions sessions) {
        int share = Math.max(1, cores / sessions.count());
        return sessions.settings().intraOpThreads(share, sessions.count());
    }
}
