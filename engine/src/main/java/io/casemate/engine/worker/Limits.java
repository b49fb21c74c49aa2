package io.casemate.engine.worker;

import io.casemate.engine.units.Bytes;
import java.time.Duration;

/// What a worker process may use before it is killed.
///
/// @param heap Java heap (`-Xmx`)
/// @param memory resident memory in all, native memory included
/// @param deadline wall time for the whole job
public record Limits(Bytes heap, Bytes memory, Duration deadline) {}
