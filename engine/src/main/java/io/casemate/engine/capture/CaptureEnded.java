package io.casemate.engine.capture;

import io.casemate.engine.fleet.CaptureState;
import io.casemate.engine.units.Bytes;
import io.casemate.engine.units.Digest;

/// Event: no more requests are kept.
///
/// @param phase how it ended
/// @param samples files that are there
/// @param dropped requests that were chosen and not kept
/// @param digest SHA-256 of the canonical JSON list of the samples' digests, sorted by path
public record CaptureEnded(
        CaptureId capture,
        CaptureState.Phase phase,
        String why,
        int samples,
        Bytes bytes,
        long dropped,
        Digest digest) {}
