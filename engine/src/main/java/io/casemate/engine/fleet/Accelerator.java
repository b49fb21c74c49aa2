package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.util.Optional;

/// A GPU or other accelerator of a host.
///
/// @param memory its own memory; empty if it cannot be told
public record Accelerator(String vendor, String name, Optional<Bytes> memory) {}
