package io.casemate.engine.worker;

import io.casemate.engine.units.Bytes;
import java.time.Duration;

/// What a worker process may use before it is killed.
///
/// @param heap Java heap (`-Xmx`)
/// @param memory resident memory in all, native memory included
/// @param deadline wall time for the whole job
/// @param isLong whether the job computes for long in Java, so that the optimizing compiler pays;
///   short jobs start faster without it
public record Limits(Bytes heap, Bytes memory, Duration deadline, boolean isLong) {
    private static final int QUICK = 1;
    private static final int OPTIMIZING = 4;

    /// {@return the compiler tier to stop at}
    int tier() {
        return isLong ? OPTIMIZING : QUICK;
    }
}
