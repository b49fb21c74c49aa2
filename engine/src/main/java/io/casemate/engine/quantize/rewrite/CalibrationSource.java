package io.casemate.engine.quantize.rewrite;

import io.casemate.engine.qdq.StaticInt8;
import java.nio.file.Path;

/// Samples on which ranges are found.
///
/// @param ranges which of them may be used
public record CalibrationSource(Path folder, StaticInt8.Part ranges) {}
