package io.casemate.engine.fleet;

import io.casemate.engine.units.Bytes;
import java.time.Instant;

/// How busy a host is.
///
/// @param cpu share of all cores in use, 0 to 1
/// @param agentMemory resident memory of the agent process
public record HostLoad(Instant measured, double cpu, Bytes memoryUsed, Bytes agentMemory) {}
