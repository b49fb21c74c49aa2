package io.casemate.engine.capture;

import io.casemate.engine.units.Bytes;

/// Event: what was kept is gone from the disk.
///
/// @param samples files that were deleted
public record CaptureDeleted(CaptureId capture, int samples, Bytes bytes) {}
